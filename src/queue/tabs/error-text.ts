import { BusError } from "../../event/index.ts";
import { DeliverySettledError, NonRetryableError, QueueClosedError, QueueFullError } from "../errors.ts";

/** An error as it crosses to another tab. */
export interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
}

const classes: Readonly<Record<string, { readonly prototype: object }>> = {
  ERR_NON_RETRYABLE: NonRetryableError,
  ERR_QUEUE_FULL: QueueFullError,
  ERR_QUEUE_CLOSED: QueueClosedError,
  ERR_DELIVERY_SETTLED: DeliverySettledError,
};

export function textOfError(error: unknown): ErrorText {
  if (isError(error)) {
    const { name, message, stack, code } = error;
    return { name, message, ...(typeof stack === "string" && { stack }), ...(typeof code === "string" && { code }) };
  }
  // An object without a prototype has no text.
  return { name: "Error", message: typeof error === "object" && error !== null ? Object.prototype.toString.call(error) : String(error) };
}
/** Also one of another realm, such as a frame's, which is no instance of ours. */
function isError(error: unknown): error is { readonly name: string; readonly message: string; readonly stack?: unknown; readonly code?: unknown } {
  return (
    typeof error === "object" && error !== null && "name" in error && typeof error.name === "string" && "message" in error && typeof error.message === "string"
  );
}
export function textOfReason(reason: unknown): ErrorText | undefined {
  return reason === undefined ? undefined : textOfError(reason);
}

/** An error with the code, name and stack of the other side, of the class that is caught by. */
export function errorOf({ name, message, stack, code }: ErrorText): Error {
  const error = code === undefined ? new Error(message) : new BusError(code, message);
  const own = code === undefined ? undefined : classes[code];
  // Their constructors make messages of their own; this one has been made.
  if (own) Object.setPrototypeOf(error, own.prototype);
  return Object.assign(error, { name, stack });
}
