import { BusError } from "../event/index.ts";

/** Thrown by a handler to dead-letter at once, without the retries that are left. Code `ERR_NON_RETRYABLE`. */
export class NonRetryableError extends BusError {
  override readonly name: string = "NonRetryableError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_NON_RETRYABLE", message, options);
  }
}
/** A queue at its `maxLength` that rejects. The event was not stored there. Code `ERR_QUEUE_FULL`. */
export class QueueFullError extends BusError {
  override readonly name: string = "QueueFullError";
  constructor(queue: string, maxLength: number) {
    super(
      "ERR_QUEUE_FULL",
      `The queue "${queue}" holds ${maxLength} events, its maxLength: consume faster, raise it, or choose overflow: "drop-head". The event was not stored.`,
    );
  }
}
/** The queue is closed, or closing. Code `ERR_QUEUE_CLOSED`. */
export class QueueClosedError extends BusError {
  override readonly name: string = "QueueClosedError";
  constructor(queue: string) {
    super("ERR_QUEUE_CLOSED", `The queue "${queue}" is closed: open it again with openQueue.`);
  }
}
/** A delivery that was settled before, or was lost: its time ran out, or its event was redriven, purged or discarded. Code `ERR_DELIVERY_SETTLED`. */
export class DeliverySettledError extends BusError {
  override readonly name: string = "DeliverySettledError";
  constructor(queue: string, eventId: string, how: string) {
    super("ERR_DELIVERY_SETTLED", `The delivery of "${eventId}" from "${queue}" was ${how} before: settle a delivery once, while its signal has not aborted.`);
  }
}
