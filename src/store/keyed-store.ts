import type { HealthReport } from "../bus/index.ts";
import { type BusEvent, requireFrom } from "../event/index.ts";
import type { Backend, Row, Write } from "./backend.ts";
import { type Migrations, prepareFormat } from "./format.ts";
import { GuardedBackend } from "./guarded-backend.ts";
import { compareUtf8, keyOf, keyRow } from "./keys.ts";
import { Lifecycle } from "./lifecycle.ts";
import type { Store, StoreOperation, StoreRange, StreamInfo, StreamRange, WriteOptions } from "./store.ts";
import { storeHealth } from "./store-health.ts";
import { decodeInfo, decodeRecord, Streams } from "./streams.ts";
import { decodeRow, encodeOperation } from "./value-rows.ts";

/** The format has had one version so far. */
const formatMigrations: Migrations = [];

/** The store that every backend is given: values and events as texts, keys of callers and of streams kept apart. */
export class KeyedStore implements Store {
  readonly name: string;
  readonly durable: boolean;
  readonly #backend: GuardedBackend;
  readonly #streams: Streams;
  readonly #lifecycle: Lifecycle;

  constructor(backend: Backend, migrations = formatMigrations) {
    this.name = backend.name;
    this.durable = backend.durable;
    this.#backend = new GuardedBackend(backend);
    this.#streams = new Streams(this.#backend);
    const open = async (): Promise<void> => {
      await this.#backend.open();
      try {
        await prepareFormat(this.#backend, migrations);
      } catch (error) {
        await this.#backend.close();
        throw error;
      }
    };
    this.#lifecycle = new Lifecycle(backend.name, open, () => this.#backend.close());
  }

  open(): Promise<void> {
    return this.#lifecycle.open();
  }
  close(): Promise<void> {
    return this.#lifecycle.close();
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  batch(operations: readonly StoreOperation[], { sync = false }: WriteOptions = {}): Promise<void> {
    return this.#lifecycle.use(async () => {
      const writes = operations.map(encodeOperation);
      if (writes.length > 0) await this.#backend.commit([], () => writes, sync);
    });
  }
  get(key: string): Promise<unknown> {
    return this.#lifecycle.use(async () => decodeRow(key, await this.#backend.get(keyRow(key))));
  }
  update(keys: readonly string[], change: (values: readonly unknown[]) => readonly StoreOperation[], { sync = false }: WriteOptions = {}): Promise<void> {
    return this.#lifecycle.use(async () => {
      const decide = (texts: readonly (string | undefined)[]): Write[] =>
        change(texts.map((text, index) => decodeRow(keys[index]!, text))).map(encodeOperation);
      await this.#backend.commit(keys.map(keyRow), decide, sync);
    });
  }
  async *range({ from, to, limit = Infinity, reverse = false, signal }: StoreRange): AsyncGenerator<readonly [key: string, value: unknown], void, undefined> {
    requireFrom(0, "limit", limit);
    const [low, high] = [keyRow(from), keyRow(to)];
    const opened = this.#lifecycle.require();
    if (compareUtf8(low, high) >= 0 || limit === 0) return;
    const decode = ([row, text]: Row) => [keyOf(row), decodeRow(keyOf(row), text)] as const;
    yield* this.#items(this.#backend.pages({ from: low, to: high, limit, reverse }), decode, opened, signal);
  }

  append(
    stream: string,
    events: readonly BusEvent[],
    { expectedSequence, sync = false }: WriteOptions & { readonly expectedSequence?: number } = {},
  ): Promise<{ readonly first: number; readonly last: number }> {
    requireFrom(0, "expectedSequence", expectedSequence);
    return this.#lifecycle.use(() => this.#streams.append(stream, events, expectedSequence, sync));
  }
  async *read(
    stream: string,
    { from = 1, to = Number.MAX_SAFE_INTEGER, limit = Infinity, reverse = false, signal }: StreamRange = {},
  ): AsyncGenerator<{ readonly sequence: number; readonly event: BusEvent }, void, undefined> {
    for (const [place, value] of Object.entries({ from, to, limit })) requireFrom(0, place, value);
    const opened = this.#lifecycle.require();
    const { first, last } = await this.#lifecycle.use(() => this.#streams.ends(stream));
    const span = { from: Math.max(first, Math.ceil(from)), to: Math.min(last, Math.floor(to)), limit, reverse };
    if (span.from > span.to || limit === 0) return;
    yield* this.#items(this.#streams.pages(stream, span), (row) => decodeRecord(stream, row), opened, signal);
  }
  async *streams(): AsyncGenerator<StreamInfo, void, undefined> {
    const opened = this.#lifecycle.require();
    yield* this.#items(this.#streams.list(), decodeInfo, opened, undefined);
  }
  truncate(stream: string, { before }: { readonly before: number }): Promise<void> {
    requireFrom(0, "before", before);
    return this.#lifecycle.use(() => this.#streams.truncate(stream, Math.ceil(before)));
  }

  health(): Promise<HealthReport> {
    return storeHealth(this.#backend, this.#lifecycle.isOpen);
  }

  /** What rows stand for, until the store is closed or the signal says so. */
  async *#items<Item>(
    pages: AsyncIterable<readonly Row[]>,
    decode: (row: Row) => Item,
    opened: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Item, void, undefined> {
    signal?.throwIfAborted();
    for await (const rows of pages) {
      for (const row of rows) {
        signal?.throwIfAborted();
        this.#lifecycle.require(opened);
        yield decode(row);
      }
    }
  }
}
