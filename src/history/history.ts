import type { Observable } from "rxjs";
import type { HistoryEntry, QueryOptions, Undelivered } from "./entry.ts";
import type { Query } from "./query.ts";

/** What a bus keeps of what it delivered: a ring bounded by count, bytes and age. Replay is added by the bus (`History`). */
export interface RecordedHistory extends Iterable<HistoryEntry> {
  readonly size: number;
  /** Estimated, in bytes. */
  readonly bytes: number;
  /** How many were evicted since the bus was made. */
  readonly evicted: number;
  /** Of the oldest retained entry; when empty, `lastPosition + 1`. */
  readonly firstPosition: number;
  readonly lastPosition: number;
  get(position: number): HistoryEntry | undefined;
  /** `from` and `to` are inclusive. */
  query(query: Query, options?: QueryOptions): HistoryEntry[];
  /** The same in slices that never hold the host for more than a few milliseconds. */
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
