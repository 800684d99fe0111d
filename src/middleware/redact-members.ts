import { isPlainObject } from "../event/index.ts";

/** Stands for the value of an accessor: calling it could do anything, and return anything. */
export const concealed = Symbol("concealed");

/** `undefined` for the key of a map: nothing addresses it, and only what is inside it can be secret. */
export type MemberName = string | number | undefined;

/** Called for each member of a container, in an order that stays the same while the container does. */
type VisitMember = (name: MemberName, value: unknown, key: PropertyKey) => void;

/** An array, a map, a set or a plain object: what can be looked through, and copied with changes. */
export type Container = readonly unknown[] | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | Readonly<Record<PropertyKey, unknown>>;

/** What can be said of an object: its members can be seen, it has none, or nobody knows what it holds. */
type Inspected = Container | "leaf" | "opaque";

export function inspect(value: object): Inspected {
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return value;
  if (isRecord(value)) return value;
  if (value instanceof Error) return describe(value);
  return isLeaf(value) ? "leaf" : "opaque";
}

/** Reads through the built-in methods, since a container may have its own that tell less. */
export function forEachMember(container: Container, visit: VisitMember): void {
  if (isArray(container)) {
    for (let index = 0; index < container.length; index++) visit(index, container[index], index);
  } else if (container instanceof Map) {
    Map.prototype.forEach.call(container, (value: unknown, key: unknown) => {
      visit(undefined, key, "key");
      visit(typeof key === "string" || typeof key === "number" ? key : "", value, "value");
    });
  } else if (container instanceof Set) {
    let index = 0;
    Set.prototype.forEach.call(container, (value: unknown) => visit(index++, value, "value"));
  } else {
    for (const key of Reflect.ownKeys(container)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(container, key);
      const name = typeof key === "symbol" ? (key.description ?? "") : key;
      visit(name, descriptor && "value" in descriptor ? descriptor.value : concealed, key);
    }
  }
}

/** Whether a container has members that `forEachMember` does not show; its copy has none. */
export function hidesMembers(container: Container): boolean {
  if (isArray(container)) {
    const keys = Reflect.ownKeys(container).length - 1;
    if (container.length > 2 * keys) throw new RangeError("an array that is mostly holes");
    return keys !== container.length;
  }
  if (container instanceof Map || container instanceof Set) {
    // A frozen one has own writers that refuse.
    return Reflect.ownKeys(container).some((key) => key !== "set" && key !== "add" && key !== "delete" && key !== "clear");
  }
  return false;
}

// `Array.isArray` does not narrow a union with read-only members.
function isArray(container: Container): container is readonly unknown[] {
  return Array.isArray(container);
}

/** Plain, and of a prototype that is some realm's own: `Object.create(secrets)` passes for plain when `secrets` has no prototype. */
function isRecord(value: object): value is Record<PropertyKey, unknown> {
  if (!isPlainObject(value)) return false;
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.hasOwn(prototype, "isPrototypeOf");
}

/** An error's properties are hidden, inherited or accessors, by engine: a plain description shows them and stays as it is. */
function describe(error: Error): Record<PropertyKey, unknown> {
  const description: Record<PropertyKey, unknown> = { name: error.name, message: error.message, stack: error.stack };
  for (const key of ["cause", "errors", ...Object.keys(error)]) {
    if (key in error) setOwn(description, key, Reflect.get(error, key));
  }
  return description;
}

/** Values that hold data and no properties: dates, patterns, bytes. */
function isLeaf(value: object): boolean {
  if (ArrayBuffer.isView(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isBuiltIn = prototype === Date.prototype || prototype === RegExp.prototype || prototype === ArrayBuffer.prototype;
  return isBuiltIn && Reflect.ownKeys(value).every((key) => key === "lastIndex");
}

/** Assigning `__proto__`, which JSON can bring in, would change what the object inherits. Anything else is assigned, which is faster and makes faster objects. */
export function setOwn(target: Record<PropertyKey, unknown>, key: PropertyKey, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}
