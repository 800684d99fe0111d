import { isDraftable } from "immer";

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
