/** A thrown value in one line: `TypeError: cart is undefined`. */
export function errorText(error: unknown): string {
  if (error instanceof Error) return error.message === "" ? error.name : `${error.name}: ${error.message}`;
  if (typeof error === "string") return error;
  try {
    return String(error);
  } catch {
    // An object without a prototype has no way to become a string.
    return "a value that cannot be shown as text";
  }
}
