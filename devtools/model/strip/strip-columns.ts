import { chunkSize, StripChunk, stripFlags, tallySize, type Tally } from "./strip-chunk.ts";

/** Which of the two time axes: as recorded, or with idle time collapsed. */
export type StripAxis = "time" | "busy";

// Clocks tell whole milliseconds: within one, events are set apart by their order, which is known, where their times are not.
const clockStepMs = 1;
// Bars that come from far outside the view, at most; the newest of them.
const mostReaching = 64;

/**
 * What the strip knows of the retained events: about 17 bytes each, in order of position, which is the order of time too. Every
 * question is answered by halving and by sums made beforehand, so that a million events cost no more than a thousand.
 */
export class StripColumns {
  #chunks: StripChunk[] = [];
  /** The number of the first chunk, counted from position 0. */
  #base = 0;
  #first = 1;
  #next = 1;
  #end = 0;

  get first(): number {
    return this.#first;
  }
  /** The position after the last. */
  get next(): number {
    return this.#next;
  }
  get size(): number {
    return this.#next - this.#first;
  }
  /** When the last known handler was done. */
  get end(): number {
    return this.#end;
  }

  /** Forgets everything; the next event has this position. */
  reset(position: number): void {
    this.#chunks = [];
    this.#base = Math.floor(position / chunkSize);
    this.#first = this.#next = position;
    this.#end = 0;
  }

  add(time: number, busy: number, flags: number): void {
    const chunk = Math.floor(this.#next / chunkSize) - this.#base;
    if (chunk === this.#chunks.length) this.#chunks.push(new StripChunk());
    this.#chunks[chunk]?.add(this.#next % chunkSize, time, busy, flags);
    this.#next += 1;
  }

  dropBefore(position: number): void {
    const until = Math.min(position, this.#next);
    while (this.#first < until) {
      const chunkEnd = (Math.floor(this.#first / chunkSize) + 1) * chunkSize;
      if (chunkEnd <= until) {
        this.#chunks.shift();
        this.#base += 1;
        this.#first = chunkEnd;
      } else {
        this.#chunkOf(this.#first)?.drop(this.#first % chunkSize);
        this.#first += 1;
      }
    }
  }

  flags(position: number): number {
    return this.#chunkOf(position)?.flags[position % chunkSize] ?? 0;
  }

  setFlags(position: number, flags: number): void {
    if (this.#retains(position)) this.#chunkOf(position)?.setFlags(position % chunkSize, flags);
  }

  reachesTo(position: number, end: number): void {
    if (!this.#retains(position)) return;
    this.#chunkOf(position)?.reachesTo(position % chunkSize, end);
    this.#end = Math.max(this.#end, end);
  }

  /** Counts the positions from `from` to before `to`. */
  sum(from: number, to: number, into: Tally = new Uint32Array(tallySize)): Tally {
    into.fill(0);
    let position = Math.max(from, this.#first);
    const end = Math.min(to, this.#next);
    while (position < end) {
      const start = Math.floor(position / chunkSize) * chunkSize;
      const until = Math.min(end, start + chunkSize);
      this.#chunkOf(position)?.sum(position - start, until - start, into);
      position = until;
    }
    return into;
  }

  /** Where an event stands on an axis. */
  at(position: number, axis: StripAxis): number {
    const own = this.#value(position, axis);
    const from = this.#after(own, axis, false);
    const to = this.#after(own, axis, true);
    return own + ((position - from) / (to - from)) * this.#step(own, to, axis);
  }

  /** The first position that stands at or after a moment; `next` when none does. */
  positionAt(moment: number, axis: StripAxis): number {
    const to = this.#after(moment, axis, true);
    if (to === this.#first) return to;
    const own = this.#value(to - 1, axis);
    const from = this.#after(own, axis, false);
    const step = this.#step(own, to, axis);
    let position = Math.min(to, from + Math.max(0, Math.ceil(((moment - own) / step) * (to - from))));
    // Rounding must not tell another order than `at` does.
    while (position > from && this.at(position - 1, axis) >= moment) position -= 1;
    while (position < to && this.at(position, axis) < moment) position += 1;
    return position;
  }

  /** A moment of one axis on the other one. */
  convert(moment: number, from: StripAxis, to: StripAxis): number {
    if (from === to || this.size === 0) return moment;
    const after = this.#after(moment, from, true);
    const before = Math.max(this.#first, after - 1);
    const [left, leftTo] = [this.#value(before, from), this.#value(before, to)];
    if (after >= this.#next || moment <= left) return leftTo + moment - left;
    const share = (moment - left) / (this.#value(after, from) - left);
    return leftTo + share * (this.#value(after, to) - leftTo);
  }

  /** Events before a position whose handlers ran beyond a moment of the recorded time, oldest first. */
  reaching(position: number, moment: number, endOf: (position: number) => number | undefined): readonly number[] {
    const found: number[] = [];
    let at = Math.min(position, this.#next) - 1;
    while (at >= this.#first && found.length < mostReaching) {
      const chunk = this.#chunkOf(at);
      const slot = at % chunkSize;
      if (!chunk || (chunk.end <= moment && chunk.pending === 0)) at -= slot + 1;
      else if ((chunk.blockEnds[slot >>> 6] ?? 0) <= moment && chunk.pendingInBlock(slot >>> 6) === 0) at -= (slot % 64) + 1;
      else {
        if ((endOf(at) ?? 0) > moment) found.push(at);
        at -= 1;
      }
    }
    return found.toReversed();
  }

  /** Those still running, oldest first; found without looking at the others. */
  *pending(): Generator<number> {
    for (let position = this.#first; position < this.#next; position += 1) {
      const chunk = this.#chunkOf(position);
      const slot = position % chunkSize;
      if (!chunk || chunk.pending === 0) position += chunkSize - slot - 1;
      else if (chunk.pendingInBlock(slot >>> 6) === 0) position += 63 - (slot % 64);
      else if (((chunk.flags[slot] ?? 0) & stripFlags.pending) !== 0) yield position;
    }
  }

  /** Takes the mark of a match from all. */
  unmatch(): void {
    for (const chunk of this.#chunks) chunk.unmatch();
  }

  /** The first position whose value is at or after another; after it when `beyond`. */
  #after(value: number, axis: StripAxis, beyond: boolean): number {
    let low = this.#first;
    let high = this.#next;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const own = this.#value(middle, axis);
      if (own < value || (beyond && own === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #step(own: number, next: number, axis: StripAxis): number {
    return next < this.#next ? Math.min(clockStepMs, this.#value(next, axis) - own) : clockStepMs;
  }

  #value(position: number, axis: StripAxis): number {
    return this.#chunkOf(position)?.[axis][position % chunkSize] ?? 0;
  }

  #retains(position: number): boolean {
    return position >= this.#first && position < this.#next;
  }

  #chunkOf(position: number): StripChunk | undefined {
    return this.#chunks[Math.floor(position / chunkSize) - this.#base];
  }
}
