import type { BusEvent, Priority } from "../event/index.ts";
import type { Selector } from "../routing/index.ts";
import type { Bus } from "./bus.ts";
import type { HandlerFailure } from "./middleware.ts";

export type Handler<E extends BusEvent> = (event: E, context: HandlerContext) => unknown;

/** What a handler publishes through its context carries correlation and causation also after an `await`. */
export interface HandlerContext extends Pick<Bus, "emit" | "emitMany" | "publish" | "request"> {
  readonly subscription: Subscription;
  /** Aborts when the subscription ends, the handler times out, a newer event replaces it ("latest"), or who asked for its answer waits no longer. */
  readonly signal: AbortSignal;
}

export interface SubscribeOptions<E extends BusEvent> {
  /** Shown in reports and the panel. */
  readonly name?: string;
  readonly filter?: (event: E) => boolean;
  readonly once?: boolean;
  readonly signal?: AbortSignal;
  /** Only events of these priorities. */
  readonly priority?: Priority | readonly Priority[];
  /**
   * How async handlers overlap: all at once, one after another, newest cancels, or newest is dropped while busy.
   * @default "parallel"
   */
  readonly concurrency?: "parallel" | "serial" | "latest" | "exhaust";
  /** Most events a serial handler may have waiting; past it the oldest is skipped and counted. @default 10_000 */
  readonly maxPending?: number;
  /** A handler that takes longer fails with TimeoutError and its signal aborts. */
  readonly timeoutMs?: number;
  /** First deliver this many of the newest matching events in history; between them and the live ones no gap and no duplicate. */
  readonly replayLast?: number;
  /** Whether replayed events are delivered here. @default true */
  readonly replays?: boolean;
  readonly onError?: (failure: HandlerFailure) => void;
}

export interface WaitOptions<E extends BusEvent> {
  readonly filter?: (event: E) => boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}
export interface IterateOptions<E extends BusEvent> extends WaitOptions<E> {
  /** @default 1000 */
  readonly bufferSize?: number;
  /** @default "drop-oldest" */
  readonly overflow?: "drop-oldest" | "drop-newest" | "error";
}

/** After `unsubscribe()` the handler is not called again, not even for the event being delivered. A new subscription starts with the next event. */
export interface Subscription extends Disposable {
  readonly id: string;
  readonly name: string;
  readonly selector: Selector;
  readonly createdAt: number;
  readonly active: boolean;
  readonly stats: { readonly delivered: number; readonly failed: number; readonly skipped: number; readonly pending: number };
  unsubscribe(): void;
}
