/** An error as it is kept with a dead letter, and as it crosses to another tab. */
export interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
}
type Field = "name" | "message" | "stack" | "code";

/** Of a message or a stack, in UTF-16 units; what is longer is cut. Some messages hold a whole response. */
const maxText = 16_384;
const maxName = 200;
const unreadable = "a value that throws when it is read";

/** What was thrown, in words, whatever that is: `undefined`, frozen, of another realm, or a proxy that throws at whoever looks at it. Never throws. */
export function textOfError(error: unknown): ErrorText {
  if (!isError(error)) return { name: "Error", message: textOf(error, maxText) };
  const stack = fieldOf(error, "stack");
  const code = fieldOf(error, "code");
  return {
    // Whoever made the error may have put anything there.
    name: textOf(fieldOf(error, "name") ?? "Error", maxName),
    message: textOf(fieldOf(error, "message") ?? unreadable, maxText),
    ...(typeof stack === "string" && { stack: cut(stack, maxText) }),
    ...(typeof code === "string" && { code: cut(code, maxName) }),
  };
}
/** `instanceof` for what may be a proxy that does not let itself be asked. */
export function isInstance<Kind>(value: unknown, kind: abstract new (...args: never) => Kind): value is Kind {
  try {
    return value instanceof kind;
  } catch {
    return false;
  }
}

/** Also one of another realm, such as a frame's, which is no instance of ours. */
function isError(value: unknown): value is object {
  if (isInstance(value, Error)) return true;
  return typeof value === "object" && value !== null && typeof fieldOf(value, "name") === "string" && typeof fieldOf(value, "message") === "string";
}
/** `undefined` also when reading it throws. */
function fieldOf(error: object, field: Field): unknown {
  try {
    return Reflect.get(error, field);
  } catch {
    return undefined;
  }
}
function textOf(value: unknown, length: number): string {
  try {
    // An object without a prototype has no text of its own.
    return cut(typeof value === "object" && value !== null ? Object.prototype.toString.call(value) : String(value), length);
  } catch {
    return unreadable;
  }
}
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
