import type { FilterValue } from "./node.ts";
import { isPrimitive, toPlain } from "./payload.ts";
import { parseNumber } from "./range.ts";

/** Compiles what stands after a colon to a test of what an event has there. `undefined` is nothing, and never passes. */
export function compileValue(value: FilterValue): (actual: unknown) => boolean {
  if (value.kind === "range") return compileRange(value.min, value.max, value.open);
  if (value.kind === "pattern") {
    const expression = new RegExp(value.source, "i");
    return (actual) => {
      const plain = toPlain(actual);
      return isPrimitive(plain) && expression.test(String(plain));
    };
  }
  const { kind, text } = value;
  if (kind === "plain" && /^\*+$/.test(text)) return (actual) => actual !== undefined;
  const number = parseNumber(text);
  const isSame = compileText(kind === "plain" ? text.split(/\*+/) : [text]);
  return (actual) => {
    const plain = toPlain(actual);
    if (typeof plain === "string") return isSame(plain);
    if (kind === "quoted") return false;
    return typeof plain === "number" && number !== undefined ? plain === number : isPrimitive(plain) && isSame(String(plain));
  };
}

function compileRange(min: number, max: number, open: boolean): (actual: unknown) => boolean {
  return (actual) => {
    if (typeof actual !== "number" && typeof actual !== "bigint") return false;
    if (!open) return actual >= min && actual <= max;
    return max === Infinity ? actual > min : actual < max;
  };
}

/**
 * Whether a text is these parts with anything between, ignoring case.
 *
 * By an expression, because that allocates nothing for a row. A look-ahead and its back reference never give back what they took, so that many
 * wildcards cost no more than one: the first place where a part fits is as good as any later.
 */
export function compileText([first = "", ...others]: readonly string[]): (actual: string) => boolean {
  const last = others.pop();
  const middle = others.map((part, index) => `(?=([^]*?${escape(part)}))\\${index + 1}`).join("");
  const expression = new RegExp(`^${escape(first)}${middle}${last === undefined ? "" : `[^]*${escape(last)}`}$`, "i");
  // Without the flag `u`, an expression that ignores case still compares code unit by code unit.
  return (actual) => (last !== undefined || actual.length === first.length) && expression.test(actual);
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
