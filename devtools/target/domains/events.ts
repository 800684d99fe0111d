import type { HistoryEntry } from "eventdeck";

/** What is known of recorded events beyond their summaries. */
export interface EventsDomain {
  /** The entry with its payload; `undefined` when it has been evicted. */
  load(position: number): Promise<HistoryEntry | undefined>;
  /** The position of the newest event with this id; `undefined` when there is none. */
  find(id: string): Promise<number | undefined>;
  /** What stands at a path, such as `payload.items[0].sku`, in each of these events, or about how large its payload is for `size`: short texts for a column. */
  column(path: string, positions: readonly number[]): Promise<readonly string[]>;
  /** What filters can be completed with, from the newest events. */
  vocabulary(): Promise<Vocabulary>;
  /** Empties the history. */
  clear(): Promise<void>;
}

/** Words that occur in history, the most frequent first. */
export interface Vocabulary {
  readonly types: readonly string[];
  readonly topics: readonly string[];
  readonly sources: readonly string[];
  /** Names of the links that events came over. */
  readonly links: readonly string[];
  readonly handlers: readonly string[];
  readonly headers: readonly string[];
  /** Such as `payload.items[0].sku`, with some values seen there. */
  readonly paths: readonly { readonly path: string; readonly values: readonly string[] }[];
}
