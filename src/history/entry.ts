import type { BusEvent, EventDraft } from "../event/index.ts";
import type { Selector } from "../routing/index.ts";

export interface HistoryOptions {
  /** @default 10_000 */
  readonly maxEvents?: number;
  /** Estimated size of the retained events, in bytes. @default 64 MiB */
  readonly maxBytes?: number;
  readonly maxAgeMs?: number;
  /** Only these are recorded; others are delivered without a position. @default all */
  readonly keep?: Selector;
  /** How many undelivered attempts are kept beside. @default 1000 */
  readonly maxUndelivered?: number;
}

/** How an event came from another bus. The event itself stays as it was sent: this is known of it here only. */
export interface Arrival {
  /** The link that it came over, by the name of its transport. */
  readonly link: string;
  /** The instances that it has passed through, the one that made it first; empty where an engine does not tell. */
  readonly path: readonly string[];
  /** When it came in, by the clock of this bus, in milliseconds since the Unix epoch. Its delivery may have begun later. */
  readonly at: number;
  /**
   * How far the clock that stamped it was ahead of this bus's, in milliseconds: negative where it was behind, absent where it was not measured. What came before the
   * first measurement is given that.
   */
  readonly aheadMs?: number;
  /** How wrong `aheadMs` can be, in milliseconds either way. */
  readonly withinMs?: number;
}

/** An event is recorded when its delivery begins, so positions are the order in which handlers saw the events. */
export interface HistoryEntry {
  /** Grows by one per recorded event, never reused, also across evictions. */
  readonly position: number;
  readonly event: BusEvent;
  readonly recordedAt: number;
  /** Filled while handlers run. A duration that was not measured is `undefined`. */
  readonly outcome: {
    readonly handlers: number;
    readonly failed: number;
    readonly skipped: number;
    readonly pending: number;
    readonly waitedMs?: number;
    readonly ranMs?: number;
  };
  /** Names of the subscriptions that it went to; what `handler:` searches. */
  readonly listeners?: readonly string[];
  /** A projection reads events of its kind: nobody may have handled it, but it was not unheard. */
  readonly folded?: true;
  /** It came from a session file: nobody here handled it, so its outcome says nothing. */
  readonly imported?: true;
  /** It came over a link, here or, when it is imported, where the file was written. */
  readonly arrival?: Arrival;
}

/** What was published here and reached nobody, and why. */
export interface Undelivered {
  readonly event?: BusEvent;
  readonly draft?: EventDraft;
  readonly reason: "invalid" | "stopped" | "expired" | "cancelled" | "conflated" | "overflow";
  /** The middleware, or the validation's message. */
  readonly by?: string;
  /** Of a draft: the id of the event whose handler published it. An event says so itself. */
  readonly causationId?: string;
  readonly at: number;
  /** The position of the last recorded event at that time. */
  readonly after: number;
}

export interface QueryOptions {
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}
