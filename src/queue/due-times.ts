import type { Clock } from "../scheduling/index.ts";
import type { Entry } from "./entry.ts";

/** Longest sleep of the timer: the wall clock goes on while the machine sleeps, which timers do not. */
const longestSleepMs = 60_000;
/** A wall clock that falls behind the monotonic one by more than this was set back. */
const setBackMs = 1000;

/** Entries by the moment when something is to be done about them: a binary heap that knows each one's place, and one timer for the first. */
export class DueTimes {
  readonly #heap: Entry[] = [];
  readonly #clock: Clock;
  readonly #due: (entry: Entry) => void;
  #timer: { readonly at: number; cancel(): void } | undefined;
  /** What the wall clock is ahead of the monotonic one. */
  #aheadMs = -Infinity;

  constructor(clock: Clock, due: (entry: Entry) => void) {
    this.#clock = clock;
    this.#due = due;
  }

  /** @param at milliseconds since the Unix epoch; `undefined` or Infinity: never */
  set(entry: Entry, at: number | undefined): void {
    this.#remove(entry);
    if (at !== undefined && at !== Infinity) {
      this.#followClock();
      entry.dueAt = at;
      this.#rise(entry, this.#heap.push(entry) - 1);
    }
    this.#arm();
  }
  clear(): void {
    for (const entry of this.#heap.splice(0)) entry.duePlace = -1;
    this.#arm();
  }

  #remove(entry: Entry): void {
    const place = entry.duePlace;
    if (place < 0) return;
    entry.duePlace = -1;
    const last = this.#heap.pop()!;
    if (last === entry) return;
    this.#rise(last, place);
    this.#sink(last, last.duePlace);
  }
  #rise(entry: Entry, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above]!;
      if (parent.dueAt <= entry.dueAt) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(entry, place);
  }
  #sink(entry: Entry, from: number): void {
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#heap.length) break;
      if (below + 1 < this.#heap.length && this.#heap[below + 1]!.dueAt < this.#heap[below]!.dueAt) below++;
      const child = this.#heap[below]!;
      if (child.dueAt >= entry.dueAt) break;
      this.#put(child, place);
      place = below;
    }
    this.#put(entry, place);
  }
  #put(entry: Entry, place: number): void {
    this.#heap[place] = entry;
    entry.duePlace = place;
  }

  #arm(): void {
    const first = this.#heap[0];
    if (this.#timer?.at === first?.dueAt) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!first) return;
    // A timer may come a little early by another clock: it is armed again then.
    const delayMs = Math.min(longestSleepMs, Math.max(1, first.dueAt - this.#clock.now()));
    this.#timer = { at: first.dueAt, cancel: this.#clock.schedule(() => this.#ring(), delayMs, "normal") };
  }
  #ring(): void {
    this.#timer = undefined;
    this.#followClock();
    const now = this.#clock.now();
    for (let first = this.#heap[0]; first && first.dueAt <= now; first = this.#heap[0]) {
      this.#remove(first);
      this.#due(first);
    }
    this.#arm();
  }
  /** What waits would wait as much longer as the clock was set back: all moments are set back with it. */
  #followClock(): void {
    const aheadMs = this.#clock.now() - this.#clock.monotonic();
    const backMs = this.#aheadMs - aheadMs;
    if (backMs > setBackMs) for (const entry of this.#heap) entry.dueAt -= backMs;
    if (Math.abs(backMs) > setBackMs) this.#aheadMs = aheadMs;
  }
}
