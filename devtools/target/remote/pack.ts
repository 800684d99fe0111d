import { isMap, isSet, nodeTextOf, sizeOf, textualOf } from "../../model/value/brands.ts";
import { errorMessage, errorName, errorStack, isError } from "../../model/value/error-parts.ts";
import { className, functionName } from "../../model/value/own-data.ts";
import type { Packed, PackedNode, Parcel, Part } from "./parcel.ts";
import { wholeOf } from "./pack-whole.ts";

export interface PackLimits {
  /** Members, elements and entries in all; what would exceed them is left behind, and said. @default 400,000 */
  readonly values?: number;
  /** Characters and bytes in all. @default 64,000,000 */
  readonly characters?: number;
}

/**
 * Packs any value for another page, within bounds, in one walk without recursion. It never throws, calls no getter and no method of the application's, and
 * changes nothing.
 */
export function pack(value: unknown, { values = 400_000, characters = 64_000_000 }: PackLimits = {}): Parcel {
  return new Packing(values, characters).pack(value);
}

class Packing {
  readonly #nodes: PackedNode[] = [];
  readonly #places = new Map<object | symbol, number>();
  readonly #waiting: { readonly place: number; readonly value: object }[] = [];
  #values: number;
  #characters: number;
  #loss: string | undefined;

  constructor(values: number, characters: number) {
    this.#values = values;
    this.#characters = characters;
  }

  pack(value: unknown): Parcel {
    const root = this.#part(value);
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) this.#nodes[next.place] = this.#node(next.value);
    return { root, nodes: this.#nodes, ...(this.#loss !== undefined && { loss: this.#loss }) };
  }

  #part(value: unknown): Part {
    switch (typeof value) {
      case "string":
        return this.#spend(value.length) ? value : this.#left(`a text of ${value.length.toLocaleString("en")} characters`);
      case "symbol":
        return this.#known(value) ?? this.#add(value, { kind: "symbol", description: value.description, shared: Symbol.keyFor(value) !== undefined });
      case "function":
        return this.#known(value) ?? this.#add(value, this.#lossy({ kind: "function", name: functionName(value) ?? "" }, "a function"));
      case "object":
        return value === null ? null : (this.#known(value) ?? this.#queue(value));
      case "number":
      case "boolean":
      case "bigint":
        return value;
      default:
        return undefined;
    }
  }

  #known(value: object | symbol): Part {
    const at = this.#places.get(value);
    return at === undefined ? undefined : { at };
  }

  #add(value: object | symbol, node: PackedNode): Part {
    const at = this.#nodes.push(node) - 1;
    this.#places.set(value, at);
    return { at };
  }

  #queue(value: object): Part {
    const part = this.#add(value, { kind: "left", what: "a value" });
    this.#waiting.push({ place: this.#nodes.length - 1, value });
    return part;
  }

  #left(what: string): Part {
    return { at: this.#nodes.push(this.#lossy({ kind: "left", what }, what)) - 1 };
  }

  #lossy(node: PackedNode, what: string): PackedNode {
    this.#loss ??= what;
    return node;
  }

  #spend(characters: number): boolean {
    if (characters > this.#characters) return false;
    this.#characters -= characters;
    return true;
  }

  #room(values: number): boolean {
    if (values > this.#values) return false;
    this.#values -= values;
    return true;
  }

  #node(value: object): PackedNode {
    try {
      return this.#nodeOf(value);
    } catch {
      return this.#lossy({ kind: "left", what: "a value that refuses to be looked at" }, "a proxy that refuses to be looked at");
    }
  }

  #nodeOf(value: object): PackedNode {
    if (Array.isArray(value)) return this.#array(value);
    const prototype: object | null = Object.getPrototypeOf(value);
    if (prototype === null || prototype === Object.prototype) return this.#fields(value, prototype === null ? null : undefined);
    if (isMap(value)) return this.#map(value);
    if (isSet(value)) return this.#set(value);
    return wholeOf(value, (size) => this.#spend(size)) ?? this.#error(value) ?? this.#instance(value, Object.getPrototypeOf(prototype) === null);
  }

  #array(list: readonly unknown[]): PackedNode {
    const { length } = list;
    if (!this.#room(length)) return this.#tooMany(length, "elements");
    const holes: number[] = [];
    const parts: Part[] = [];
    for (let index = 0; index < length; index += 1) {
      const descriptor = Object.getOwnPropertyDescriptor(list, index);
      if (!descriptor) holes.push(index);
      parts.push(descriptor && !("value" in descriptor) ? this.#left("a getter") : this.#part(descriptor?.value));
    }
    return { kind: "array", length, parts, holes };
  }

  #map(map: Map<unknown, unknown>): PackedNode {
    if (!this.#room(2 * sizeOf(map))) return this.#tooMany(sizeOf(map), "entries");
    // The prototypes' own iterators: the application may have put others in their place, which would be run.
    // oxlint-disable-next-line typescript/unbound-method -- applied at once
    const entries: Iterable<[unknown, unknown]> = Reflect.apply(Map.prototype.entries, map, []);
    return { kind: "map", parts: Array.from(entries, ([key, value]) => [this.#part(key), this.#part(value)] as const) };
  }

  #set(set: Set<unknown>): PackedNode {
    if (!this.#room(sizeOf(set))) return this.#tooMany(sizeOf(set), "items");
    // oxlint-disable-next-line typescript/unbound-method -- applied at once
    const items: Iterable<unknown> = Reflect.apply(Set.prototype.values, set, []);
    return { kind: "set", parts: Array.from(items, (item) => this.#part(item)) };
  }

  #error(value: object): PackedNode | undefined {
    if (!isError(value)) return undefined;
    const [message, stack] = [errorMessage(value), errorStack(value)];
    const keys = Reflect.ownKeys(value).filter((key) => key !== "message" && key !== "stack" && key !== "name");
    const texts = { message: this.#text(message), ...(stack !== undefined && { stack: this.#text(stack) }) };
    return { kind: "error", of: className(value), name: errorName(value), ...texts, members: this.#room(keys.length) ? this.#members(value, keys) : [] };
  }

  #text(text: string): string {
    return this.#spend(text.length) ? text : `${text.slice(0, 1_000)} … ${(text.length - 1_000).toLocaleString("en")} more characters stayed in the other page`;
  }

  #instance(value: object, plainElsewhere: boolean): PackedNode {
    const node = nodeTextOf(value);
    if (node !== undefined) return this.#lossy({ kind: "left", what: node }, `the node ${node}`);
    const text = textualOf(value);
    if (text !== undefined)
      return className(value) === "URL" ? { kind: "url", text } : this.#lossy({ kind: "left", what: `${className(value)} ${text}` }, `a ${className(value)}`);
    if (plainElsewhere) return this.#fields(value, undefined);
    return this.#lossy(this.#fields(value, className(value)), `an instance of ${className(value)}`);
  }

  #fields(value: object, of: string | null | undefined): PackedNode {
    const keys = Reflect.ownKeys(value);
    if (!this.#room(keys.length)) return this.#tooMany(keys.length, "members");
    return { kind: "object", ...(of !== undefined && { of }), members: this.#members(value, keys) };
  }

  #members(value: object, keys: readonly PropertyKey[]): readonly Packed[] {
    return keys.map((key) => {
      const name = typeof key === "symbol" ? this.#placeOf(key) : this.#text(String(key));
      const descriptor = descriptorOf(value, key);
      const hidden = descriptor?.enumerable === false && ({ hidden: true } as const);
      if (!descriptor) return { key: name, part: this.#left("a member that refuses to be looked at") };
      if ("value" in descriptor) return { key: name, part: this.#part(descriptor.value), ...hidden };
      this.#loss ??= "a getter";
      return { key: name, part: undefined, accessor: descriptor.get ? "getter" : "setter", ...hidden };
    });
  }

  #placeOf(key: symbol): number {
    const part = this.#part(key);
    return typeof part === "object" && part !== null ? part.at : -1;
  }

  #tooMany(count: number, what: string): PackedNode {
    const all = `${count.toLocaleString("en")} ${what}`;
    return this.#lossy({ kind: "left", what: all }, all);
  }
}

function descriptorOf(value: object, key: PropertyKey): PropertyDescriptor | undefined {
  try {
    return Object.getOwnPropertyDescriptor(value, key);
  } catch {
    return undefined;
  }
}
