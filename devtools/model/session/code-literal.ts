import { isMap, isSet } from "../value/brands.ts";
import { builtInCode } from "./code-brand.ts";
import { className } from "../value/own-data.ts";
import { kindOf } from "../value/value-kind.ts";

/** A value as a TypeScript expression, and what of it could not be written. */
export interface Literal {
  readonly code: string;
  /** Paths and kinds of the values that have no literal: there the code calls `unrepresentable`, which throws. */
  readonly missing: readonly string[];
}

// Past these nobody reads a test any more: the rest is marked as missing.
const maxCharacters = 200_000;
const maxDepth = 60;
const lineWidth = 110;

/**
 * Prints a value so that evaluating it gives an equal one: bigint, map, set, date, `-0`, typed arrays, and cycles too. What has no literal, such as a
 * function or an object of a class, becomes a call of `unrepresentable("what it is")`. Getters are never run.
 *
 * @param indent spaces in front of the line that it stands in
 */
export function literalOf(value: unknown, name = "payload", indent = 0): Literal {
  const printer = new Printer(name);
  const code = printer.print(value, "", indent);
  return { code, missing: printer.missing };
}

class Printer {
  readonly missing: string[] = [];
  readonly #open = new Map<object, string>();
  readonly #cycles: string[] = [];
  readonly #name: string;
  #length = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Once: with the statements that close its cycles. */
  print(value: unknown, path: string, indent: number): string {
    const code = this.#print(value, path, indent);
    if (this.#cycles.length === 0) return code;
    const closing = this.#cycles.map((line) => `${" ".repeat(indent + 2)}${line}\n`).join("");
    return `(() => {\n${" ".repeat(indent + 2)}const value: any = ${code};\n${closing}${" ".repeat(indent + 2)}return value;\n${" ".repeat(indent)}})()`;
  }

  #print(value: unknown, path: string, indent: number): string {
    const code = this.#code(value, path, indent);
    this.#length += code.length;
    return code;
  }

  #code(value: unknown, path: string, indent: number): string {
    if (this.#length > maxCharacters) return this.#miss(path, "too large to be written here");
    if (typeof value === "object" && value !== null) return this.#object(value, path, indent);
    return primitive(value) ?? this.#miss(path, typeof value === "symbol" ? "a symbol" : "a function");
  }

  #object(value: object, path: string, indent: number): string {
    const reached = this.#open.get(value);
    if (reached !== undefined) return this.#cycle(path, reached);
    if (this.#open.size > maxDepth) return this.#miss(path, "nested too deeply");
    this.#open.set(value, path);
    try {
      return this.#ofKind(value, path, indent);
    } catch {
      // A proxy may throw at any question.
      return this.#miss(path, "an object that throws when it is read");
    } finally {
      this.#open.delete(value);
    }
  }

  #ofKind(value: object, path: string, indent: number): string {
    const code = builtInCode(value);
    if (code !== undefined) return code;
    if (isMap(value)) return this.#collection("Map", [...Map.prototype.entries.call(value)], path, indent);
    if (isSet(value)) return this.#collection("Set", [...Set.prototype.values.call(value)], path, indent);
    if (Array.isArray(value)) return this.#array(value, path, indent);
    return kindOf(value) === "object" ? this.#plain(value, path, indent) : this.#miss(path, `an object of the class ${className(value)}`);
  }

  #collection(name: string, members: readonly unknown[], path: string, indent: number): string {
    return members.length === 0 ? `new ${name}()` : `new ${name}(${this.#array(members, `${path}[…]`, indent)})`;
  }

  #array(value: readonly unknown[], path: string, indent: number): string {
    const parts = Array.from(value, (_, index) => {
      const held = Object.getOwnPropertyDescriptor(value, index);
      return held && !("value" in held) ? this.#miss(`${path}[${index}]`, "a getter") : this.#print(held?.value, `${path}[${index}]`, indent + 2);
    });
    return enclosed("[", parts, "]", indent);
  }

  #plain(value: object, path: string, indent: number): string {
    const parts = Object.entries(Object.getOwnPropertyDescriptors(value))
      .filter(([, held]) => held.enumerable)
      .map(([key, held]) => {
        const at = `${path}${memberOf(key)}`;
        const code = "value" in held ? this.#print(held.value, at, indent + 2) : this.#miss(at, "a getter");
        // Written plainly, `__proto__` would set the prototype.
        return `${key === "__proto__" ? '["__proto__"]' : isName(key) ? key : JSON.stringify(key)}: ${code}`;
      });
    return parts.length === 0 ? "{}" : enclosed("{ ", parts, " }", indent);
  }

  /** The place is left empty, and filled when the whole stands. */
  #cycle(path: string, reached: string): string {
    if (path.includes("[…]") || reached.includes("[…]")) return this.#miss(path, "a cycle through a map or a set");
    this.#cycles.push(`value${path} = value${reached};`);
    return "undefined";
  }

  #miss(path: string, what: string): string {
    const text = `${this.#name}${path}: ${what}`;
    this.missing.push(text);
    return `unrepresentable(${JSON.stringify(text)})`;
  }
}

function primitive(value: unknown): string | undefined {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "boolean" || value === undefined || value === null) return String(value);
  return undefined;
}

function enclosed(open: string, parts: readonly string[], close: string, indent: number): string {
  const line = `${open}${parts.join(", ")}${close}`;
  if (line.length + indent <= lineWidth && !line.includes("\n")) return line;
  const inner = " ".repeat(indent + 2);
  return `${open.trim()}\n${parts.map((part) => `${inner}${part},\n`).join("")}${" ".repeat(indent)}${close.trim()}`;
}

function isName(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key);
}
function memberOf(key: string): string {
  return isName(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
