import type { History } from "eventdeck";
import type { Filter } from "./filter.ts";
import { Matches } from "./matches.ts";

// Longest stretch of matching in one frame: half of it is left to the page at 120 Hz.
const sliceMs = 4;
// Reading the clock costs about as much as looking at an entry.
const looksPerCheck = 16;
const maxUnsettled = 5_000;

/**
 * Keeps the matches of one filter. It looks at each entry once as it arrives, and again when its handlers have settled, because
 * terms such as `is:failed` are true only then; what has been scanned is never scanned again.
 */
export class Scan {
  readonly matches = new Matches();
  readonly #history: History;
  readonly #test: NonNullable<Filter["matches"]>;
  readonly #unsettled = new Set<number>();
  readonly #backlogTo: number;
  #scannedTo: number;

  constructor(history: History, test: NonNullable<Filter["matches"]>) {
    this.#history = history;
    this.#test = test;
    this.#backlogTo = history.lastPosition;
    this.#scannedTo = history.firstPosition - 1;
  }

  /** From 0 to 1: how much has been looked at of what was there at the beginning. */
  get progress(): number {
    const { firstPosition } = this.#history;
    const left = this.#backlogTo - Math.max(this.#scannedTo, firstPosition - 1);
    return left <= 0 ? 1 : Math.max(0, 1 - left / (this.#backlogTo - firstPosition + 1));
  }

  /** Whether the outcome of this entry can still change what matches. */
  awaits(position: number): boolean {
    return this.#unsettled.has(position);
  }

  /** Looks at what is new, for a few milliseconds at most. `false` when there is more to do. */
  advance(now: () => number): boolean {
    this.#settle();
    const deadline = now() + sliceMs;
    const last = this.#history.lastPosition;
    for (let position = Math.max(this.#scannedTo + 1, this.#history.firstPosition); position <= last; position += 1) {
      this.#look(position);
      this.#scannedTo = position;
      if (position % looksPerCheck === 0 && now() >= deadline && position < last) return false;
    }
    return true;
  }

  #look(position: number): void {
    const entry = this.#history.get(position);
    if (!entry) return;
    if (this.#test(entry)) this.matches.add(position);
    if (entry.outcome.pending > 0 && this.#unsettled.size < maxUnsettled) this.#unsettled.add(position);
  }

  #settle(): void {
    for (const position of this.#unsettled) {
      const entry = this.#history.get(position);
      if (entry && entry.outcome.pending > 0) continue;
      this.#unsettled.delete(position);
      if (!entry) continue;
      if (this.#test(entry)) this.matches.add(position);
      else this.matches.delete(position);
    }
  }
}
