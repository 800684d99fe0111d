import type { HistoryEntry } from "eventdeck";
import { type EventLog, Matches } from "../../target/index.ts";

export interface CensusOptions {
  /** Milliseconds that handlers may take before an event counts as slow. */
  readonly slowMs: number;
  /** Called for an event that was looked at before it failed. */
  readonly failed: (position: number) => void;
}

// Reading the clock costs about as much as looking at some entries.
const looksPerCheck = 32;
const mostUnsettled = 20_000;

/**
 * Which retained events failed, were slow, or were heard by nobody: found in one look at each, from the newest to the oldest, and once more
 * when its handlers have ended. What is evicted is not counted any more.
 */
export class Census {
  readonly failed = new Matches();
  readonly slow = new Matches();
  readonly unheard = new Matches();
  readonly #log: EventLog;
  readonly #options: CensusOptions;
  readonly #unsettled = new Set<number>();
  /** Looked at from here … */
  #from: number;
  /** … to here, both inclusive. */
  #to: number;

  constructor(log: EventLog, options: CensusOptions) {
    this.#log = log;
    this.#options = options;
    this.#to = log.lastPosition;
    this.#from = this.#to + 1;
  }

  /** Everything that is retained has been looked at. */
  get complete(): boolean {
    return this.#from <= this.#log.firstPosition && this.#to >= this.#log.lastPosition;
  }

  /** An outcome has changed; it is looked at again with the next turn. */
  changed(position: number): void {
    if (position >= this.#from && position <= this.#to && this.#unsettled.size < mostUnsettled) this.#unsettled.add(position);
  }

  /** Looks at what is new, then at what is old, until the deadline. `false` when there is more to do. */
  advance(now: () => number, deadline: number, upTo: number): boolean {
    this.#forget();
    this.#settle();
    const last = Math.min(upTo, this.#log.lastPosition);
    while (this.#to < last) {
      this.#to += 1;
      this.#look(this.#to);
      if (this.#to % looksPerCheck === 0 && now() >= deadline) return this.#to === last;
    }
    while (this.#from > this.#log.firstPosition) {
      // A log from afar has not brought it yet; it says so with a change when it has.
      if (!this.#look(this.#from - 1)) return true;
      this.#from -= 1;
      if (this.#from % looksPerCheck === 0 && now() >= deadline) return false;
    }
    return true;
  }

  #forget(): void {
    const { firstPosition } = this.#log;
    for (const matches of [this.failed, this.slow, this.unheard]) matches.dropBefore(firstPosition);
    this.#to = Math.max(this.#to, firstPosition - 1);
  }

  #settle(): void {
    for (const position of this.#unsettled) {
      const entry = this.#log.peek(position);
      if (entry && entry.outcome.pending > 0) {
        this.#sort(entry);
        continue;
      }
      this.#unsettled.delete(position);
      if (entry) this.#sort(entry);
    }
  }

  #look(position: number): boolean {
    const entry = this.#log.peek(position);
    if (!entry) return false;
    const { failed, pending, handlers, ranMs } = entry.outcome;
    if (failed > 0) this.failed.add(position);
    if (ranMs !== undefined && ranMs > this.#options.slowMs) this.slow.add(position);
    if (handlers === 0 && isUnheard(entry)) this.unheard.add(position);
    if (pending > 0 && this.#unsettled.size < mostUnsettled) this.#unsettled.add(position);
    return true;
  }

  /** Once more, for what may have changed. */
  #sort(entry: HistoryEntry): void {
    const { position, outcome } = entry;
    if (outcome.failed > 0 && !this.failed.has(position)) {
      this.failed.add(position);
      this.#options.failed(position);
    }
    if (outcome.ranMs !== undefined && outcome.ranMs > this.#options.slowMs) this.slow.add(position);
    else this.slow.delete(position);
    if (isUnheard(entry)) this.unheard.add(position);
    else this.unheard.delete(position);
  }
}

function isUnheard({ outcome, imported, folded }: HistoryEntry): boolean {
  return outcome.handlers === 0 && !imported && !folded;
}
