/** A write beneath a store: a key and its text, or no text to delete it. */
export type Write = readonly [key: string, text: string | undefined];
export type Row = readonly [key: string, text: string];

export interface RowRange {
  /** Inclusive. */
  readonly from: string;
  /** Exclusive, and above `from`. */
  readonly to: string;
  readonly limit: number;
  readonly reverse: boolean;
}

/**
 * What a store is built on: texts in the order of their keys' UTF-8 bytes, and one way to write. A backend throws the errors of `errors.ts`; whatever else it
 * throws is taken for a failure of what is beneath.
 */
export interface Backend {
  readonly name: string;
  readonly durable: boolean;
  open(): Promise<void>;
  /** Called once nothing is under way. */
  close(): Promise<void>;
  get(key: string): Promise<string | undefined>;
  /** The rows of a range in order, some at a time: asking for each by itself costs more than reading it. */
  pages(range: RowRange): AsyncIterable<readonly Row[]>;
  /**
   * Reads keys, decides on writes and makes them in one atomic step, with no other commit in between. Resolves when they are stored, and with `sync` when the
   * disk has them. When it rejects, nothing is written; when `decide` throws, with that.
   */
  commit(keys: readonly string[], decide: (texts: readonly (string | undefined)[]) => readonly Write[], sync: boolean): Promise<void>;
  /** Bytes used and available, where that can be told. */
  room?(): Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | undefined>;
}
