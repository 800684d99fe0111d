import { BusError } from "../../event/index.ts";
import { type ErrorText, textOfError } from "../error-text.ts";
import { DeliverySettledError, NonRetryableError, QueueClosedError, QueueFullError } from "../errors.ts";

const classes: Readonly<Record<string, { readonly prototype: object }>> = {
  ERR_NON_RETRYABLE: NonRetryableError,
  ERR_QUEUE_FULL: QueueFullError,
  ERR_QUEUE_CLOSED: QueueClosedError,
  ERR_DELIVERY_SETTLED: DeliverySettledError,
};

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
