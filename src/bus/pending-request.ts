import type { Delivery } from "./delivery.ts";
import type { HandlerCall } from "./handler-call.ts";

/** A requester that waits for the reply to one event. Settles once; what comes later is ignored. */
export interface PendingRequest {
  readonly settled: boolean;
  /** The responder that has been offered it. */
  takenBy: HandlerCall | undefined;
  /** Where the reply is expected. */
  readonly replyTo: string;
  /** What carries the request, once it is made. */
  delivery: Delivery | undefined;
  /** With what the responder returned. */
  answer(value: unknown, call: HandlerCall): void;
  reject(error: unknown): void;
}
