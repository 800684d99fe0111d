import type { Core } from "../bus/index.ts";
import { BusError, type BusEvent } from "../event/index.ts";
import { Backlog, type BacklogLimits } from "./backlog.ts";
import { hasText } from "./event-text.ts";
import type { HistoryStore } from "./store.ts";
import type { StreamBounds } from "./stream-bounds.ts";

/** How long events gather before they are written, unless there is a whole batch of them. */
const gatherMs = 100;
const retryMs = { first: 1000, longest: 30_000 };

/** Events on their way to a store: they gather, are written batch by batch, and wait while the store fails. */
export class HistoryWriter {
  readonly #core: Core;
  readonly #store: HistoryStore;
  readonly #stream: string;
  readonly #bounds: StreamBounds;
  readonly #backlog: Backlog;
  readonly #pull: () => void;
  #writing: Promise<void> | undefined;
  #inBatch = 0;
  #cancelTask: (() => void) | undefined;
  #stored = 0;
  #dropped = 0;
  #failures = 0;
  #failure: unknown;
  #overflowed = false;
  #closed = false;

  /** @param pull adds what was announced */
  constructor(core: Core, store: HistoryStore, stream: string, bounds: StreamBounds, limits: BacklogLimits, pull: () => void) {
    this.#core = core;
    this.#store = store;
    this.#stream = stream;
    this.#bounds = bounds;
    this.#backlog = new Backlog(limits);
    this.#pull = pull;
  }

  /** Of what was pulled. */
  get stats(): { readonly stored: number; readonly waiting: number; readonly dropped: number } {
    return { stored: this.#stored, waiting: this.#backlog.size + this.#inBatch, dropped: this.#dropped };
  }
  /** Why the last batch was not written; nothing when it was. */
  get failure(): unknown {
    return this.#failure;
  }

  /** There are so many more to be stored; they are pulled when it is their turn. */
  announce(count: number): void {
    if (!this.#writing) this.#plan(this.#backlog.fillsBatch(count) ? 0 : gatherMs);
  }
  add(events: readonly BusEvent[]): void {
    if (this.#closed) return;
    this.#backlog.push(events);
    this.#bound();
  }

  /** Resolves when all that was recorded so far is stored or dropped. @throws what the store threw */
  async flush(): Promise<void> {
    this.#pull();
    const settled = (): number => this.#stored + this.#dropped;
    const until = settled() + this.#backlog.size + this.#inBatch;
    while (settled() < until) await this.#write();
  }
  close(): void {
    this.#closed = true;
    this.#cancelTask?.();
    this.#dropped += this.#backlog.clear();
  }

  #plan(delayMs: number): void {
    if (this.#closed || this.#cancelTask) return;
    this.#cancelTask = this.#core.clock.schedule(
      () => {
        this.#cancelTask = undefined;
        this.#pull();
        // A failure was reported, and is tried again.
        this.#write().catch(() => {});
      },
      delayMs,
      "normal",
    );
  }

  /** Writes a batch, or waits for the one that is being written. */
  #write(): Promise<void> {
    this.#writing ??= this.#writeBatch().finally(() => {
      this.#writing = undefined;
      this.#pull();
      if (this.#backlog.size > 0) this.#plan(this.#failure === undefined ? 0 : Math.min(retryMs.first * 2 ** (this.#failures - 1), retryMs.longest));
    });
    return this.#writing;
  }
  async #writeBatch(): Promise<void> {
    const batch = this.#backlog.takeBatch();
    // A flush came first.
    if (batch.length === 0) return;
    this.#inBatch = batch.length;
    let last: number;
    try {
      ({ last } = await this.#store.append(this.#stream, batch, { sync: true }));
    } catch (error) {
      this.#inBatch = 0;
      this.#failed(batch, error);
      return;
    }
    this.#inBatch = 0;
    this.#stored += batch.length;
    this.#failure = undefined;
    this.#failures = 0;
    this.#overflowed = false;
    await this.#bounds.apply(last, batch.length).catch((error: unknown) => this.#report(batch[0]!, error));
  }

  /** @throws what the store threw, unless that was about single events, which are dropped */
  #failed(batch: readonly BusEvent[], error: unknown): void {
    const unwritable = error instanceof BusError && error.code === "ERR_SESSION_FORMAT" ? batch.find((event) => !hasText(event)) : undefined;
    if (unwritable) {
      const writable = batch.filter(hasText);
      this.#backlog.putBack(writable);
      this.#dropped += batch.length - writable.length;
      this.#report(unwritable, error);
      return;
    }
    this.#backlog.putBack(batch);
    if (this.#failure === undefined) this.#report(batch[0]!, error);
    this.#failure = error;
    this.#failures++;
    this.#bound();
    throw error;
  }
  /** Said once in a row: a full backlog drops with every event that comes. */
  #bound(): void {
    const oldest = this.#backlog.oldest;
    const count = this.#backlog.bound();
    if (count === 0) return;
    this.#dropped += count;
    if (!this.#overflowed && oldest) this.#report(oldest, new BusError("ERR_STORE_BACKLOG", overflow(this.#store.name)));
    this.#overflowed = true;
  }
  #report(event: BusEvent, error: unknown): void {
    this.#core.failures.report({ event, error, by: "persistHistory" });
  }
}

function overflow(name: string): string {
  return `${name} takes events more slowly than they are recorded, or not at all: the oldest that wait are dropped from now on. See what health() says, or raise maxWaiting.`;
}
