/** Levels, and objects and arrays in all, of a tree that is looked at here; a larger one goes the long way. */
const maxDepth = 16;
const maxContainers = 32;

/** Met on the way; shared by all calls, because most payloads are too small to pay for a set. */
const met: (object | undefined)[] = [];
let count = 0;

/**
 * Whether a value is a small tree of what JSON carries and gives back as it was: plain objects, arrays, strings, finite numbers, booleans and `null`. Nothing in it
 * is there twice, and no member is called `__proto__`. `false` says only that somebody else has to look more closely.
 *
 * @param frozen whether all of it must be frozen too
 */
export function isPlainTree(value: unknown, frozen: boolean): boolean {
  try {
    return isPlain(value, frozen, 0);
  } catch {
    // A getter or a proxy of the application's threw.
    return false;
  } finally {
    while (count > 0) met[--count] = undefined;
  }
}

function isPlain(value: unknown, frozen: boolean, depth: number): boolean {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return true;
  // What is left of Infinity and NaN is not 0, and -0 is not what JSON gives back.
  if (typeof value === "number") return value - value === 0 && !Object.is(value, -0);
  if (typeof value !== "object" || depth === maxDepth || !isNew(value) || (frozen && !Object.isFrozen(value))) return false;
  return Array.isArray(value) ? areItemsPlain(value, frozen, depth + 1) : isPlainObject(value) && areMembersPlain(value, frozen, depth + 1);
}
function areItemsPlain(items: readonly unknown[], frozen: boolean, depth: number): boolean {
  if (Object.getPrototypeOf(items) !== Array.prototype) return false;
  // By index: holes count.
  for (let index = 0; index < items.length; index++) if (!isPlain(items[index], frozen, depth)) return false;
  return true;
}
function areMembersPlain(target: Readonly<Record<string, unknown>>, frozen: boolean, depth: number): boolean {
  for (const key in target) if (key === "__proto__" || !isPlain(target[key], frozen, depth)) return false;
  return true;
}

function isNew(container: object): boolean {
  for (let index = 0; index < count; index++) if (met[index] === container) return false;
  if (count === maxContainers) return false;
  met[count++] = container;
  return true;
}
/** Of this realm, and without a `toJSON` that it could have from somewhere else. */
function isPlainObject(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype;
}
