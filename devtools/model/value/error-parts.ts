import { className, dataOf, isObject } from "./own-data.ts";

// Engines differ in where the stack is: an own data property, an own accessor of theirs, or one on the prototype.
/* oxlint-disable typescript/unbound-method -- applied below */
const stackGetters = [Object.getOwnPropertyDescriptor(new Error(), "stack")?.get, Object.getOwnPropertyDescriptor(Error.prototype, "stack")?.get];

/** Whether a value is an error, of this realm or another. */
export function isError(value: object): boolean {
  try {
    if (value instanceof Error || isDomException(value)) return true;
    // Each realm has an Error of its own, known by what its prototype holds.
    for (let at: unknown = Object.getPrototypeOf(value); isObject(at); at = Object.getPrototypeOf(at)) {
      if (Object.getOwnPropertyDescriptor(at, "name")?.value === "Error" && Object.hasOwn(at, "message")) return true;
    }
  } catch {
    // A proxy that refuses is no error that anything could be said of.
  }
  return false;
}

/** `TypeError`, or what an error calls itself. */
export function errorName(error: object): string {
  const name = isDomException(error) ? error.name : dataOf(error, "name");
  return typeof name === "string" && name !== "" ? name : className(error);
}

export function errorMessage(error: object): string {
  const message = isDomException(error) ? error.message : dataOf(error, "message");
  return typeof message === "string" ? message : "";
}

/** Its stack, when the engine holds one; an accessor of the application's is not called. */
export function errorStack(error: object): string | undefined {
  try {
    const descriptor = Object.getOwnPropertyDescriptor(error, "stack");
    const get = descriptor ? descriptor.get : stackGetters[1];
    const stack: unknown = get === undefined ? descriptor?.value : stackGetters.includes(get) ? Reflect.apply(get, error, []) : undefined;
    return typeof stack === "string" ? stack : undefined;
  } catch {
    return undefined;
  }
}

function isDomException(value: object): value is DOMException {
  return typeof DOMException === "function" && value instanceof DOMException;
}
