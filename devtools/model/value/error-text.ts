import { errorMessage, errorName, isError } from "./error-parts.ts";
import { className, isObject } from "./own-data.ts";

/** A thrown value in one line: `TypeError: cart is undefined`. Runs nothing of what was thrown. */
export function errorText(error: unknown): string {
  if (!isObject(error)) return String(error);
  if (!isError(error)) return thrownText(error);
  const message = errorMessage(error);
  return message === "" ? errorName(error) : `${errorName(error)}: ${message}`;
}

// What was thrown may be anything, and a rejected response of a server often is: it says more by its message than by its class.
function thrownText(thrown: object): string {
  const message = errorMessage(thrown);
  const name = typeof thrown === "function" ? "a function" : className(thrown) === "Object" ? "an object that is no error" : className(thrown);
  return message === "" ? name : `${name}: ${message}`;
}
