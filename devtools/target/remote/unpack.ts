import type { Packed, PackedNode, Parcel, Part } from "./parcel.ts";

/** Stands for what stayed in the other page, and says what it was. */
export class LeftBehind {
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }
}

/**
 * Makes the value anew that another page has packed: data, cycles and classes by their names. Functions, getters and what could not come are stand-ins, which
 * do nothing when they are called.
 *
 * @param frozen as what history and projections hold is
 */
export function unpack(parcel: Parcel, frozen: boolean): unknown {
  return new Unpacking(parcel, frozen).value;
}

class Unpacking {
  readonly #made: unknown[];
  readonly #prototypes = new Map<string, object>();
  readonly value: unknown;

  constructor({ root, nodes }: Parcel, frozen: boolean) {
    this.#made = nodes.map((node) => this.#empty(node));
    for (const [at, node] of nodes.entries()) this.#fill(this.#made[at], node);
    if (frozen) for (const made of this.#made) freeze(made);
    this.value = this.#of(root);
  }

  #of(part: Part): unknown {
    return typeof part === "object" && part !== null ? this.#made[part.at] : part;
  }

  #empty(node: PackedNode): unknown {
    switch (node.kind) {
      case "array":
        return [];
      case "object":
        return node.of === undefined ? {} : Object.create(node.of === null ? null : this.#prototype(node.of, Object.prototype));
      case "map":
        return new Map();
      case "set":
        return new Set();
      case "error":
        return this.#error(node);
      case "whole":
        return node.value;
      case "function":
        return standIn(node.name);
      case "symbol":
        return node.shared && node.description !== undefined ? Symbol.for(node.description) : Symbol(node.description);
      case "url":
        return new URL(node.text);
      case "left":
        return new LeftBehind(node.what);
    }
  }

  #fill(made: unknown, node: PackedNode): void {
    if (made instanceof Map && node.kind === "map") for (const [key, value] of node.parts) made.set(this.#of(key), this.#of(value));
    else if (made instanceof Set && node.kind === "set") for (const item of node.parts) made.add(this.#of(item));
    else if (Array.isArray(made) && node.kind === "array") this.#fillArray(made, node);
    else if (typeof made === "object" && made !== null && (node.kind === "object" || node.kind === "error")) this.#define(made, node.members);
  }

  #fillArray(made: unknown[], { length, parts, holes }: Extract<PackedNode, { kind: "array" }>): void {
    for (const part of parts) made.push(this.#of(part));
    for (const index of holes) Reflect.deleteProperty(made, index);
    made.length = length;
  }

  #define(made: object, members: readonly Packed[]): void {
    for (const { key, part, hidden, accessor } of members) {
      const name = typeof key === "number" ? this.#symbolAt(key) : key;
      const about = { configurable: true, enumerable: !hidden };
      if (accessor) Object.defineProperty(made, name, { ...about, [accessor === "getter" ? "get" : "set"]: standIn("") });
      else Object.defineProperty(made, name, { ...about, writable: true, value: this.#of(part) });
    }
  }

  #symbolAt(at: number): PropertyKey {
    const found = this.#made[at];
    return typeof found === "symbol" ? found : `symbol ${at}`;
  }

  #error({ of, name, message, stack }: Extract<PackedNode, { kind: "error" }>): Error {
    const error = new Error(message);
    if (of !== "Error") Object.setPrototypeOf(error, builtInError(of) ?? this.#prototype(of, Error.prototype));
    if (error.name !== name) Object.defineProperty(error, "name", { value: name, configurable: true });
    Object.defineProperty(error, "stack", { value: stack, configurable: true });
    return error;
  }

  /** Bears the name of a class that this page may not have. */
  #prototype(name: string, base: object): object {
    const known = this.#prototypes.get(name);
    if (known) return known;
    const made: object = Object.create(base, { constructor: { value: standIn(name) } });
    this.#prototypes.set(name, made);
    return made;
  }
}

function builtInError(name: string): object | undefined {
  const found: unknown = /^(?:Eval|Range|Reference|Syntax|Type|URI|Aggregate)Error$/.test(name) ? Reflect.get(globalThis, name) : undefined;
  const prototype: unknown = typeof found === "function" ? found.prototype : undefined;
  return typeof prototype === "object" && prototype !== null ? prototype : undefined;
}

function standIn(name: string): () => undefined {
  return Object.defineProperty(() => undefined, "name", { value: name });
}

function freeze(made: unknown): void {
  // Bytes cannot be frozen.
  if (typeof made === "object" && made !== null && !ArrayBuffer.isView(made)) Object.freeze(made);
}
