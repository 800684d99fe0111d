import type { HistoryEntry } from "eventdeck";
import { Matches } from "./matches.ts";
import type { Selection } from "./selection.ts";
import type { EventLog } from "./target.ts";

/** How a filter is asked of recorded events. */
export interface Matcher {
  /** Those of these positions that match, ascending; both ends inclusive. */
  among(from: number, to: number): readonly number[];
  test(entry: HistoryEntry): boolean;
}

// Longest stretch of matching in one frame: half of it is left to the page at 120 Hz.
const sliceMs = 4;
// The first look is small, since one payload may be huge and nobody knows yet what a look costs; each that was quick is followed by one twice as large.
const firstLook = 64;
const largestLook = 65_536;
const quickMs = 0.5;
const maxUnsettled = 5_000;

/**
 * Keeps the matches of one filter: what is new as it comes, and what was recorded before from the newest to the oldest, because that is
 * where the list stands. It looks at each entry once, and again when its handlers have settled, because terms such as `is:failed` are true
 * only then.
 */
export class Scan implements Selection {
  readonly matches = new Matches();
  readonly #history: EventLog;
  readonly #matcher: Matcher;
  readonly #unsettled = new Set<number>();
  readonly #backlogTo: number;
  /** Looked at from here … */
  #from: number;
  /** … to here, both inclusive. */
  #to: number;
  #look = firstLook;

  constructor(history: EventLog, matcher: Matcher) {
    this.#history = history;
    this.#matcher = matcher;
    this.#backlogTo = history.lastPosition;
    this.#from = this.#backlogTo + 1;
    this.#to = this.#backlogTo;
  }

  /** From 0 to 1: how much has been looked at of what was there at the beginning. */
  get progress(): number {
    const { firstPosition } = this.#history;
    const left = this.#from - firstPosition;
    return left <= 0 ? 1 : Math.max(0, 1 - left / (this.#backlogTo - firstPosition + 1));
  }

  /** Whether the outcome of this entry can still change what matches. */
  awaits(position: number): boolean {
    return this.#unsettled.has(position);
  }

  /** Looks at what is new, and then at what is old, for a few milliseconds at most. `false` when there is more to do. */
  advance(now: () => number): boolean {
    this.#settle();
    const deadline = now() + sliceMs;
    return this.#forwards(now, deadline) && this.#backwards(now, deadline);
  }

  forget(position: number): void {
    this.matches.dropBefore(position);
  }

  close(): void {
    this.#unsettled.clear();
  }

  #forwards(now: () => number, deadline: number): boolean {
    const { lastPosition, firstPosition } = this.#history;
    this.#to = Math.max(this.#to, firstPosition - 1);
    while (this.#to < lastPosition) {
      const first = this.#to + 1;
      const last = Math.min(lastPosition, this.#to + this.#look);
      this.#to = last;
      const late = this.#measured(now, deadline, () => {
        for (const position of this.#matcher.among(first, last)) this.matches.add(position);
        this.#awaitBetween(first, last);
      });
      if (late && last < lastPosition) return false;
    }
    return true;
  }

  #backwards(now: () => number, deadline: number): boolean {
    for (;;) {
      const { firstPosition } = this.#history;
      if (this.#from <= firstPosition) return true;
      const last = this.#from - 1;
      const first = Math.max(firstPosition, this.#from - this.#look);
      const late = this.#measured(now, deadline, () => {
        this.#awaitBetween(first, last);
        const found = this.#matcher.among(first, last);
        for (let index = found.length - 1; index >= 0; index -= 1) this.matches.add(found[index] ?? first);
      });
      this.#from = first;
      if (late && first > firstPosition) return false;
    }
  }

  /** Whether the time is up after this look; the next one is as large as this one has shown to be quick. */
  #measured(now: () => number, deadline: number, look: () => void): boolean {
    const before = now();
    look();
    const after = now();
    if (after - before < quickMs) this.#look = Math.min(largestLook, this.#look * 2);
    else if (after - before > 2 * quickMs) this.#look = Math.max(1, this.#look >> 1);
    return after >= deadline;
  }

  // Only the newest can still be running in such numbers, and an entry made for a look costs memory for as long as it is retained.
  #awaitBetween(first: number, last: number): void {
    const newest = Math.max(first, this.#backlogTo - maxUnsettled);
    for (let position = newest; position <= last && this.#unsettled.size < maxUnsettled; position += 1) {
      if ((this.#history.get(position)?.outcome.pending ?? 0) > 0) this.#unsettled.add(position);
    }
  }

  #settle(): void {
    for (const position of this.#unsettled) {
      const entry = this.#history.get(position);
      if (entry && entry.outcome.pending > 0) continue;
      this.#unsettled.delete(position);
      if (!entry) continue;
      if (this.#matcher.test(entry)) this.matches.add(position);
      else this.matches.delete(position);
    }
  }
}
