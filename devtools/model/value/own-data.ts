/**
 * What a property holds, found on the object or along its prototypes without running anything of the application's: an accessor counts as
 * nothing, and so does a proxy that refuses.
 */
export function dataOf(object: object, key: PropertyKey): unknown {
  try {
    for (let at: unknown = object; isObject(at); at = Object.getPrototypeOf(at)) {
      const descriptor = Object.getOwnPropertyDescriptor(at, key);
      if (descriptor) return descriptor.value;
    }
  } catch {
    // A proxy that refuses to be looked into has no data to show.
  }
  return undefined;
}

/** The name of a value's class; `Object` for plain ones, also for those without a prototype. Never throws, never runs a getter. */
export function className(value: object): string {
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!isObject(prototype)) return "Object";
    const constructor = dataOf(prototype, "constructor");
    const name = typeof constructor === "function" ? ownText(constructor, "name") : undefined;
    return name ?? ownText(prototype, Symbol.toStringTag) ?? "Object";
  } catch {
    return "Object";
  }
}

/** The name of a function, which a class may have replaced by a getter of its own. */
export function functionName(value: object): string | undefined {
  return ownText(value, "name");
}

function ownText(object: object, key: PropertyKey): string | undefined {
  const text = dataOf(object, key);
  return typeof text === "string" && text !== "" ? text : undefined;
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
