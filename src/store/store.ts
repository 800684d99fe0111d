import type { HealthReport } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";

/** One write to the key space. */
export type StoreOperation = { readonly put: string; readonly value: unknown } | { readonly del: string };

export interface WriteOptions {
  /**
   * `true`: resolves when the disk has it, so that a power failure does not take it back. `false`: when the store has it, which survives the end of the process.
   *
   * @default false
   */
  readonly sync?: boolean;
}
export interface StoreRange {
  /** The first key; inclusive. */
  readonly from: string;
  /** Where it ends; exclusive. */
  readonly to: string;
  /** Most keys. @default Infinity */
  readonly limit?: number;
  /** From the last key down. @default false */
  readonly reverse?: boolean;
  /** Ends the iteration with its reason. */
  readonly signal?: AbortSignal;
}
export interface StreamRange {
  /** The first sequence; inclusive. @default the stream's first */
  readonly from?: number;
  /** The last sequence; inclusive. @default the stream's last */
  readonly to?: number;
  /** Most events. @default Infinity */
  readonly limit?: number;
  /** From the last sequence down. @default false */
  readonly reverse?: boolean;
  /** Ends the iteration with its reason. */
  readonly signal?: AbortSignal;
}
export interface StreamInfo {
  readonly stream: string;
  /** Sequence of the oldest retained event; `last + 1` when all are truncated. */
  readonly first: number;
  readonly last: number;
  /** Of the retained events as they are encoded, in UTF-8. */
  readonly bytes: number;
}

/**
 * An ordered key space with atomic batches, and named append-only streams on top of it. The two do not overlap: a key never meets a stream's name.
 *
 * Keys and the names of streams are well-formed strings and sort as UTF-8 bytes. Values are carried as copies: JSON, and beyond it Map, Set, Date, RegExp, URL,
 * BigInt, `undefined`, -0, NaN, ArrayBuffer, typed arrays, errors and cycles; instances become plain objects, as in an event's payload. Events are carried as
 * CloudEvents, as in a session file: `actor` and `replay` are not kept, and what has no text is a placeholder.
 *
 * Between two contexts that have one store open (browser tabs), every write is atomic, `append` and `update` included. An iteration shows each key once and in
 * order; of what is written meanwhile it may show some.
 *
 * Every operation but `open`, `close` and `health` rejects with `StoreClosedError` unless the store is open, with `StoreFullError` when there is no room,
 * and with `StoreFailedError` when what is beneath fails otherwise. After a write was rejected nothing of it is there, and the store can be used on.
 */
export interface Store extends AsyncDisposable {
  readonly name: string;
  /** Whether what is in it outlives the process or page. */
  readonly durable: boolean;
  /**
   * Opens it, or waits for that when it is being opened. An open store is left alone; a closed one opens again.
   *
   * @throws StoreLockedError, StoreCorruptedError, StoreVersionError, StoreFailedError
   */
  open(): Promise<void>;
  /** Waits for the writes that were begun, ends iterations with `StoreClosedError`, and releases the files. Idempotent. */
  close(): Promise<void>;
  /**
   * One atomic batch over the key space: all or nothing, in order.
   *
   * @throws StoreValueError for a key with a lone surrogate, or a value that cannot be carried whole: a function, a symbol, an object of the host
   */
  batch(operations: readonly StoreOperation[], options?: WriteOptions): Promise<void>;
  /** `undefined` when there is none. @throws StoreCorruptedError with the `key` */
  get(key: string): Promise<unknown>;
  /** @throws StoreCorruptedError with the `key`; a range that begins after it shows the rest */
  range(options: StoreRange): AsyncIterable<readonly [key: string, value: unknown]>;
  /**
   * Reads some keys and writes what follows from them, with no other write in between, from whatever context: what competing consumers take a message with.
   *
   * @param change gets the values in the order of the keys, `undefined` where there is none; synchronous. When it throws, nothing is written and `update`
   * rejects with that.
   */
  update(keys: readonly string[], change: (values: readonly unknown[]) => readonly StoreOperation[], options?: WriteOptions): Promise<void>;
  /**
   * Adds events to the end of a stream, in one atomic step. The first sequence of a stream is 1; none is used twice, also after `truncate`.
   *
   * @returns the sequences of the first and the last event; for no events, `first` is `last + 1`
   * @throws SequenceConflictError when the stream's last sequence is not `expectedSequence` (0: a new stream)
   * @throws SessionFormatError for an event that has no CloudEvents form
   */
  append(
    stream: string,
    events: readonly BusEvent[],
    options?: WriteOptions & { readonly expectedSequence?: number },
  ): Promise<{ readonly first: number; readonly last: number }>;
  /** @throws StoreCorruptedError with `stream` and `sequence`; a read that begins after it shows the rest */
  read(stream: string, options?: StreamRange): AsyncIterable<{ readonly sequence: number; readonly event: BusEvent }>;
  /** Every stream that was ever appended to, by name. Reads a row per stream and none of the events. */
  streams(): AsyncIterable<StreamInfo>;
  /** Removes the events of lower sequence. They are gone to readers at once; their room is given back by and by. */
  truncate(stream: string, options: { readonly before: number }): Promise<void>;
  /** Whether it is open, how the last write went, and in browsers how much of the quota is used. Never rejects. */
  health(): Promise<HealthReport>;
}

/** What the history of a bus asks of a store: any `Store` has it. */
export type HistoryStore = Pick<Store, "name" | "append" | "read" | "truncate">;
