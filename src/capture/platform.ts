// Looks into objects without running anything of the application's: own data by its descriptor, the platform's objects by the platform's own getters.

const readers = new Map<string, ((source: object) => unknown) | undefined>();

/**
 * What the accessor of a platform's class says of one of its objects, whatever realm that comes from.
 *
 * @throws TypeError when the object is not of that class, or there is no such class here
 */
export function platformGet(owner: string, key: PropertyKey, source: object): unknown {
  const id = `${owner}.${String(key)}`;
  if (!readers.has(id)) readers.set(id, readerOf(owner, key));
  const read = readers.get(id);
  if (!read) throw new TypeError(`There is no ${id} here.`);
  return read(source);
}

/** The same for a method. @throws TypeError as `platformGet` does */
export function platformCall(owner: string, key: PropertyKey, source: object, args: readonly unknown[] = []): unknown {
  const method = ownData(prototypeOf(owner), key);
  if (typeof method !== "function") throw new TypeError(`There is no ${owner}.${String(key)} here.`);
  return Reflect.apply(method, source, args);
}

function readerOf(owner: string, key: PropertyKey): ((source: object) => unknown) | undefined {
  const prototype = prototypeOf(owner);
  // oxlint-disable-next-line typescript/unbound-method -- applied below
  const get = prototype && Object.getOwnPropertyDescriptor(prototype, key)?.get;
  return get && ((source) => Reflect.apply(get, source, []));
}

function prototypeOf(owner: string): object | undefined {
  // The class of all typed arrays has no name of its own.
  const found: unknown = owner === "TypedArray" ? Object.getPrototypeOf(Uint8Array) : Reflect.get(globalThis, owner);
  const prototype: unknown = typeof found === "function" ? found.prototype : undefined;
  return typeof prototype === "object" && prototype !== null ? prototype : undefined;
}

/** What an own data member holds; `undefined` for accessors and for what is not there. */
export function ownData(source: object | undefined, key: PropertyKey): unknown {
  return source && Object.getOwnPropertyDescriptor(source, key)?.value;
}

/** Longest chain of classes that is looked at. */
const maxClasses = 20;

/** The names of an object's classes, its own first, without `Object`. */
export function classNames(source: object): string[] {
  const names: string[] = [];
  let prototype: unknown = Object.getPrototypeOf(source);
  while (typeof prototype === "object" && prototype !== null && names.length < maxClasses) {
    const name = functionName(ownData(prototype, "constructor"));
    if (name !== undefined && name !== "Object") names.push(name);
    prototype = Object.getPrototypeOf(prototype);
  }
  return names;
}

/** The name of a function that has one, unless it is computed. */
export function functionName(value: unknown): string | undefined {
  const name = typeof value === "function" ? ownData(value, "name") : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

/**
 * A member of an error, own or inherited. Engines differ in whether a stack is data, an own accessor or an inherited one; theirs are run, those of the
 * application's are not.
 */
export function errorMember(source: object, key: string): unknown {
  // Node's own are written in JavaScript, and do not look native.
  if (source instanceof DOMException && (key === "name" || key === "message")) return platformGet("DOMException", key, source);
  let at: object | null = source;
  for (let steps = 0; at !== null && steps < maxClasses; steps++) {
    const found = Object.getOwnPropertyDescriptor(at, key);
    // oxlint-disable-next-line typescript/unbound-method -- applied below
    const get = found?.get;
    if (get) return isNative(get) ? Reflect.apply(get, source, []) : undefined;
    if (found) return found.value;
    at = Object.getPrototypeOf(at);
  }
  return undefined;
}

function isNative(run: () => unknown): boolean {
  // Bound functions look native as well; they begin with a word that getters of the platform do not bear.
  return Function.prototype.toString.call(run).includes("[native code]") && !functionName(run)?.startsWith("bound ");
}
