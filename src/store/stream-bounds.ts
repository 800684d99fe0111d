import type { Clock } from "../scheduling/index.ts";
import { readable } from "./readable.ts";
import type { HistoryStore } from "./store.ts";

/** Share of a bound that a stream may outgrow it by, so that truncation is not part of every batch. */
const slack = 0.1;

/** Keeps a stream to so many events, none of them older than so long. */
export class StreamBounds {
  readonly #store: HistoryStore;
  readonly #stream: string;
  readonly #limits: { readonly maxEvents: number; readonly maxAgeMs: number };
  readonly #clock: Clock;
  /** Since the last truncation; more than any bound, so that the first batch cuts off what an earlier run has left. */
  #appended = Infinity;
  #agedAt = -Infinity;

  constructor(store: HistoryStore, stream: string, limits: { readonly maxEvents: number; readonly maxAgeMs: number }, clock: Clock) {
    this.#store = store;
    this.#stream = stream;
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Called after each batch. @param last the stream's last sequence */
  async apply(last: number, appended: number): Promise<void> {
    const { maxEvents, maxAgeMs } = this.#limits;
    this.#appended += appended;
    if (maxEvents !== Infinity && this.#appended > maxEvents * slack) {
      this.#appended = 0;
      await this.#store.truncate(this.#stream, { before: Math.max(1, last - Math.floor(maxEvents) + 1) });
    }
    if (maxAgeMs !== Infinity && this.#clock.monotonic() >= this.#agedAt + maxAgeMs * slack) {
      this.#agedAt = this.#clock.monotonic();
      await this.#truncateOld(this.#clock.now() - maxAgeMs);
    }
  }

  /** Reads from the oldest on, up to the first that is young enough: no more than what goes. */
  async #truncateOld(oldest: number): Promise<void> {
    let before: number | undefined;
    for await (const { sequence, event } of readable(this.#store, this.#stream)) {
      before = sequence;
      if (event.time >= oldest) break;
      before = sequence + 1;
    }
    if (before !== undefined) await this.#store.truncate(this.#stream, { before });
  }
}
