/** Objects still to visit. Shared by all calls, each above its own base, because most payloads are too small to pay for an array. */
const pending: object[] = [];

/**
 * Freezes plain objects, arrays, maps and sets in place, all the way down; other objects are left as they are.
 *
 * Iterative, so that depth cannot overflow the stack, and not stopped by what is frozen already, since something below it may not be.
 *
 * @returns the estimated size in bytes
 */
export function freezeDeep(value: unknown): number {
  if (typeof value !== "object" || value === null) return sizeOfLeaf(value);
  const base = pending.length;
  let seen: Set<object> | undefined;
  let bytes = 0;
  let current: object | undefined = value;
  try {
    while (current !== undefined) {
      if (!Object.isFrozen(current)) bytes += freezeOne(current);
      // Only what was frozen before can be met twice without our noticing: a cycle through it must end.
      else if (!(seen ??= new Set()).has(current)) {
        seen.add(current);
        bytes += freezeOne(current);
      }
      current = pending.length > base ? pending.pop() : undefined;
    }
  } finally {
    // Only after a throw is anything left, and setting a length, even to what it is, costs as much as the freezing.
    if (pending.length > base) pending.length = base;
  }
  return bytes;
}

function freezeOne(target: object): number {
  if (Array.isArray(target)) {
    Object.freeze(target);
    let bytes = 16;
    for (let index = 0; index < target.length; index++) bytes += 8 + visit(target[index]);
    return bytes;
  }
  if (isPlainObject(target)) {
    Object.freeze(target);
    let bytes = 24;
    for (const key in target) bytes += 8 + visit(target[key]);
    return bytes;
  }
  if (isMap(target)) {
    let bytes = 64;
    for (const [key, item] of target) bytes += 24 + visit(key) + visit(item);
    close(target, "map");
    return bytes;
  }
  if (isSet(target)) {
    let bytes = 64;
    for (const item of target) bytes += 16 + visit(item);
    close(target, "set");
    return bytes;
  }
  return ArrayBuffer.isView(target) || target instanceof ArrayBuffer ? 64 + target.byteLength : 64;
}

function visit(value: unknown): number {
  if (typeof value !== "object" || value === null) return sizeOfLeaf(value);
  pending.push(value);
  return 0;
}

function sizeOfLeaf(value: unknown): number {
  return typeof value === "string" ? 16 + value.length : 8;
}

/** A prototype without a prototype is some realm's `Object.prototype`: payloads come from iframes and test environments too. */
export function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

const tagOf = (value: object): string => Object.prototype.toString.call(value);
// oxlint-disable-next-line typescript/unbound-method -- applied below
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")?.get;
// oxlint-disable-next-line typescript/unbound-method -- applied below
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size")?.get;

function isMap(value: object): value is Map<unknown, unknown> {
  return value instanceof Map || (tagOf(value) === "[object Map]" && isOf(mapSize, value));
}
function isSet(value: object): value is Set<unknown> {
  return value instanceof Set || (tagOf(value) === "[object Set]" && isOf(setSize, value));
}
/** Whether a getter takes the value for its own: what maps and sets of other realms pass, and what only bears their tag does not. */
function isOf(size: (() => unknown) | undefined, value: object): boolean {
  try {
    return size !== undefined && Reflect.apply(size, value, []) !== undefined;
  } catch {
    return false;
  }
}

/** `Object.freeze` leaves the contents of a map or set writable: their own writers are replaced by ones that say why not. */
function close(target: Map<unknown, unknown> | Set<unknown>, kind: "map" | "set"): void {
  if (!Object.isExtensible(target)) return;
  const refuse = (): never => {
    throw new TypeError(`This ${kind} belongs to a published event and is frozen. Change a copy: new ${kind === "map" ? "Map" : "Set"}(${kind}).`);
  };
  for (const method of ["set", "add", "delete", "clear"]) {
    if (method in target) Object.defineProperty(target, method, { value: refuse });
  }
  Object.freeze(target);
}
