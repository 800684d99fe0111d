import type { Observable } from "rxjs";
import type { HistoryEntry, QueryOptions, Undelivered } from "./entry.ts";
import type { Query } from "./query.ts";

/** What bounds a history. Past any of them the oldest events are evicted. */
export interface HistoryLimits {
  readonly maxEvents: number;
  /** Estimated. */
  readonly maxBytes: number;
  /** `Infinity` for no such bound. */
  readonly maxAgeMs: number;
}

/** What a bus keeps of what it delivered: a ring bounded by count, bytes and age. Replay is added by the bus (`History`). */
export interface RecordedHistory extends Iterable<HistoryEntry> {
  /** `undefined` when the bus keeps no history. */
  readonly limits: HistoryLimits | undefined;
  readonly size: number;
  /** Estimated, in bytes. */
  readonly bytes: number;
  /** How many were evicted since the bus was made. */
  readonly evicted: number;
  /** Of the oldest retained entry; when empty, `lastPosition + 1`. */
  readonly firstPosition: number;
  readonly lastPosition: number;
  get(position: number): HistoryEntry | undefined;
  /** The same as it is now, not kept up to date: an entry from `get` takes memory for as long as it is retained, which adds up for whoever reads all. */
  peek(position: number): HistoryEntry | undefined;
  /** `from` and `to` are inclusive. */
  query(query: Query, options?: QueryOptions): HistoryEntry[];
  /** Positions of what `query` finds, without an entry for each. */
  positions(query: Query, options?: QueryOptions): number[];
  /** The entries, in slices that never hold the host for more than a few milliseconds. */
  search(query: Query, options?: QueryOptions & { readonly signal?: AbortSignal }): AsyncIterable<readonly HistoryEntry[]>;
  undelivered(): readonly Undelivered[];
  /** One notification per batch of changes, not per event. */
  readonly changes$: Observable<{ readonly added: number; readonly evicted: number }>;
  clear(): void;
  /** One CloudEvents 1.0 JSON object per line, nothing else. Values that JSON has no form for survive the round trip. */
  export(query?: Query): Iterable<string>;
  /** Appends events without delivering them. @throws SessionFormatError with the line number; nothing is added then. */
  import(lines: Iterable<string> | AsyncIterable<string>): Promise<{ readonly added: number }>;
}
