import type { Observable } from "rxjs";
import type { BusEvent, EventDraft } from "../event/index.ts";
import type { DeadLetters } from "./dead-letter.ts";

export interface EnqueueOptions {
  /** Not handed out before. @default 0 */
  readonly delayMs?: number;
  /** @default the queue's */
  readonly maxRetries?: number;
}
export interface ConsumeOptions {
  /** Most deliveries out at once. @default the queue's */
  readonly prefetch?: number;
  /** Whether returning acknowledges. `false`: the handler settles, and what it leaves unsettled comes again after the visibility timeout. @default true */
  readonly autoAck?: boolean;
  /** Shown in reports. */
  readonly name?: string;
  /** What it does not match goes to other consumers; what none matches waits, and takes no place of the prefetch. Asked once per event and consumer, and again when the event comes back. */
  readonly filter?: (event: BusEvent) => boolean;
}

/** Holds the events that match its bindings until a consumer has dealt with each: at least once, across failures and restarts. */
export interface Queue extends AsyncDisposable {
  readonly name: string;
  /**
   * Returning settles as `ack`, throwing as `retry`, throwing NonRetryableError as `deadLetter`. Several consumers compete: each event goes to one of them.
   *
   * @throws QueueClosedError; RangeError, TypeError for an option that makes no sense
   */
  consume(handler: (delivery: Delivery) => unknown, options?: ConsumeOptions): Consumer;
  /**
   * Puts an event in directly, past the bus and its middleware. Resolves once the store has it; an id that is remembered is not stored again.
   *
   * @throws QueueFullError, QueueClosedError, EventValidationError, and what the store rejects with
   */
  enqueue(event: EventDraft | BusEvent, options?: EnqueueOptions): Promise<void>;
  info(): Promise<QueueInfo>;
  /** At once, and after every change, changes of one task in one. */
  readonly info$: Observable<QueueInfo>;
  /** Removes what waits, and leaves what is being handled. */
  purge(): Promise<number>;
  /** Hands out nothing until `resume`; goes on storing. */
  pause(): void;
  resume(): void;
  /** Waits until nothing is ready, out or delayed. @throws QueueClosedError when it closes first */
  idle(): Promise<void>;
  readonly deadLetters: DeadLetters;
  /** Stops consumers, lets running handlers settle, releases the rest uncounted. What is stored stays; the store is left open. */
  close(): Promise<void>;
}
export interface Consumer extends AsyncDisposable {
  readonly name: string;
  /** Takes nothing more, lets running handlers settle, and releases the rest uncounted. */
  stop(): Promise<void>;
}
export interface Delivery<E extends BusEvent = BusEvent> {
  readonly event: E;
  /** 1 for the first; kept by the store, so a crash counts too. */
  readonly attempt: number;
  readonly redelivered: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly enqueuedAt: number;
  /** Aborts when the delivery is lost: its visibility timeout ran out, or its event was redriven or discarded. */
  readonly signal: AbortSignal;
  /**
   * Each settles once, and resolves when the store has it: that is when it counts as done.
   *
   * @throws DeliverySettledError when it was settled before, or lost
   */
  ack(): Promise<void>;
  /** @param options `delayMs` @default the queue's backoff; `reason`: what a dead letter shows once no retry is left */
  retry(options?: { readonly delayMs?: number; readonly reason?: unknown }): Promise<void>;
  /** Gives it back without counting an attempt. */
  release(): Promise<void>;
  deadLetter(reason: unknown): Promise<void>;
}
/** Counts begin when the queue is opened; what waits is what the store holds. */
export interface QueueInfo {
  readonly name: string;
  readonly bindings: readonly string[];
  /** To be handed out, those that wait for one of their partition key among them. */
  readonly ready: number;
  readonly unacked: number;
  readonly delayed: number;
  readonly dead: number;
  readonly consumers: number;
  /** It hands out nothing until `resume`. */
  readonly paused: boolean;
  readonly published: number;
  readonly acked: number;
  readonly retried: number;
  readonly expired: number;
  /** Given up without a dead letter. */
  readonly dropped: number;
  /** Age of the oldest event. */
  readonly oldestMs: number;
}
