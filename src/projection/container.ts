import { freeze, isDraft, isDraftable } from "immer";

/** Objects with more keys than this are copied key by key: past some thousand a spread takes several times as long. */
const manyKeys = 500;

/** What a state can hold parts in. */
export type ContainerKind = "array" | "map" | "set" | "record";

/** `undefined` for plain values, and for objects that are taken whole. */
export function kindOf(value: unknown): ContainerKind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return "array";
  if (value instanceof Map) return "map";
  if (value instanceof Set) return "set";
  return isDraftable(value) ? "record" : undefined;
}

export function isContainer(value: unknown): value is object {
  return kindOf(value) !== undefined;
}
export function memberOf(container: object, key: string | number): unknown {
  return container instanceof Map ? container.get(key) : Reflect.get(container, key);
}

/**
 * Freezes what is new in a state, all the way down.
 *
 * @throws TypeError when a draft has stayed in it: immer overlooks those of maps and sets in a collection that the recipe has made
 */
export function frozen<Value>(value: Value): Value {
  const seen = new Set<unknown>([value]);
  for (const one of seen) {
    if (isDraft(one)) throw new TypeError("A part of the draft was put into a new map or set: put in a copy of it, made by immer's `current`.");
    // What is frozen already was looked at when it was new.
    if (isContainer(one) && !Object.isFrozen(one)) for (const member of membersOf(one)) if (typeof member === "object") seen.add(member);
  }
  return freeze(value, true);
}
function membersOf(container: object): Iterable<unknown> {
  return container instanceof Map || container instanceof Set ? container.values() : Object.values(container);
}

/** A copy that may be changed, of the same kind and order. */
export function copyOf(container: object): object {
  // `slice` copies a frozen array element by element, a spread does not.
  if (Array.isArray(container)) return [...container];
  if (container instanceof Map) return new Map(container);
  if (container instanceof Set) return new Set(container);
  const prototype: object | null = Object.getPrototypeOf(container);
  const keys = Object.keys(container);
  if (prototype === Object.prototype && keys.length <= manyKeys) return { ...container };
  const copy: object = Object.create(null);
  for (const key of keys) Reflect.set(copy, key, Reflect.get(container, key));
  return Object.setPrototypeOf(copy, prototype);
}

/** @throws TypeError for an object that cannot be drafted */
export function requireState(place: string, value: unknown): void {
  if (typeof value !== "object" || value === null || kindOf(value) !== undefined) return;
  throw new TypeError(`${place} is a ${value.constructor.name}: a state is made of plain objects, arrays, maps, sets and values. Put it inside of one.`);
}
