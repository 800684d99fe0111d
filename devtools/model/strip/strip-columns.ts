import { chunkSize, mostLanes, StripChunk, stripFlags, tallyAt, tallySize, type Tally } from "./strip-chunk.ts";
import { sortedByTime, tailOf, type Placed } from "./strip-late.ts";
import { StripOrder } from "./strip-order.ts";

/** Which of the two time axes: as recorded, or with idle time collapsed. */
export type StripAxis = "time" | "busy";

// Clocks tell whole milliseconds: within one, events are set apart by their order, which is known, where their times are not.
const clockStepMs = 1;
/** The longest gap that collapsed idle time leaves standing. */
const longestIdleMs = 200;
// Bars that come from far outside the view, at most; the newest of them.
const mostReaching = 64;

/**
 * What the strip knows of the retained events: about 17 bytes each, in places, whose order is that of time. A place is the position in history but where something came
 * over a link that had happened before. Every question is answered by halving and by sums made beforehand, so that a million events cost no more than a thousand.
 */
export class StripColumns {
  readonly #order = new StripOrder();
  #chunks: StripChunk[] = [];
  /** The number of the first chunk, counted from place 0. */
  #base = 0;
  #firstPlace = 1;
  #first = 1;
  #next = 1;
  #end = 0;
  /** What is to be sorted in among the others: the first that came late, and all after it. */
  #late: Placed[] = [];

  /** The oldest retained position. */
  get first(): number {
    return this.#first;
  }
  /** The position after the last, and the place after the last. */
  get next(): number {
    return this.#next;
  }
  get firstPlace(): number {
    return this.#firstPlace;
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
    this.#order.reset(this.#base);
    this.#firstPlace = this.#first = this.#next = position;
    this.#end = 0;
    this.#late = [];
  }

  /** The next event in the order of history. One that had happened before others has its place only after `settle`. @param end when its last handler was done */
  add(time: number, flags: number, end?: number): void {
    const late = this.#late.length > 0 || (this.size > 0 && time < this.#value(this.#next - 1, "time"));
    if (late) this.#late.push({ position: this.#next + this.#late.length, time, flags, end });
    else this.#append(this.#next, time, flags, end);
  }
  /** Gives those that came late their places. */
  settle(): void {
    const late = sortedByTime(this.#late);
    const [earliest] = late;
    if (!earliest) return;
    this.#late = [];
    const from = this.#after(earliest.time, "time", true);
    const tail = tailOf(this, from);
    const end = this.#endFrom(from);
    this.#cut(from);
    for (const { position, time, flags, end: ended } of sortedByTime([...tail, ...late])) this.#append(position, time, flags, ended);
    // Which of their blocks the handlers reach out of is not known any more; that each of them may costs a look.
    for (let place = from - (from % 64); place < this.#next; place += 64) this.#chunkOf(place)?.reachesTo(place % chunkSize, end);
  }

  dropBefore(position: number): void {
    const until = Math.min(position, this.#next);
    while (this.#first < until) {
      const chunkEnd = (Math.floor(this.#first / chunkSize) + 1) * chunkSize;
      if (chunkEnd <= until && !this.#order.disturbed) {
        this.#first = this.#firstPlace = chunkEnd;
        this.#shift();
      } else {
        const place = this.#order.placeOf(this.#first);
        this.#chunkOf(place)?.drop(place % chunkSize);
        this.#first += 1;
        this.#dropFirst();
      }
    }
  }

  placeOf(position: number): number {
    return this.#order.placeOf(position);
  }
  /** Of a place from `firstPlace` to before `next`. One that was evicted is still told. */
  positionOf(place: number): number {
    return this.#order.positionAt(place);
  }
  /** The oldest and the newest of the retained positions among the places from `from` to before `to`. */
  positionsIn(from: number, to: number): { readonly from: number; readonly to: number } | undefined {
    let [least, most] = [Number.POSITIVE_INFINITY, 0];
    for (let place = from; place < to; place += 1) {
      // Where all stand in order the ends say it.
      if (!this.#order.disturbed && place > from) place = to - 1;
      const position = this.#order.positionAt(place);
      if (position < this.#first) continue;
      least = Math.min(least, position);
      most = Math.max(most, position);
    }
    return most === 0 ? undefined : { from: least, to: most };
  }

  flags(place: number): number {
    return this.#chunkOf(place)?.flags[place % chunkSize] ?? 0;
  }
  setFlags(position: number, flags: number): void {
    const place = this.#order.placeOf(position);
    if (this.#retains(position)) this.#chunkOf(place)?.setFlags(place % chunkSize, flags);
  }

  reachesTo(position: number, end: number): void {
    if (this.#retains(position)) this.#reachesTo(this.#order.placeOf(position), end);
  }

  /** Counts the places from `from` to before `to`. */
  sum(from: number, to: number, into: Tally = new Uint32Array(tallySize)): Tally {
    into.fill(0);
    let place = Math.max(from, this.#firstPlace);
    const end = Math.min(to, this.#next);
    while (place < end) {
      const start = Math.floor(place / chunkSize) * chunkSize;
      const until = Math.min(end, start + chunkSize);
      this.#chunkOf(place)?.sum(place - start, until - start, into);
      place = until;
    }
    return into;
  }

  /** How many events there are at the places from `from` to before `to`. @param of what of them is counted, as `tallyAt` tells */
  countIn(from: number, to: number, of: number = tallyAt.events): number {
    return this.sum(from, to)
      .subarray(of, of + mostLanes)
      .reduce((sum, one) => sum + one, 0);
  }

  /** Where an event stands on an axis, by its position. */
  at(position: number, axis: StripAxis): number {
    return this.momentOf(this.#order.placeOf(position), axis);
  }

  /** Where a place stands on an axis. */
  momentOf(place: number, axis: StripAxis): number {
    const own = this.#value(place, axis);
    const from = this.#after(own, axis, false);
    const to = this.#after(own, axis, true);
    return own + ((place - from) / (to - from)) * this.#step(own, to, axis);
  }

  /** The first place that stands at or after a moment; `next` when none does. */
  placeAt(moment: number, axis: StripAxis): number {
    const to = this.#after(moment, axis, true);
    if (to === this.#firstPlace) return to;
    const own = this.#value(to - 1, axis);
    const from = this.#after(own, axis, false);
    const step = this.#step(own, to, axis);
    let place = Math.min(to, from + Math.max(0, Math.ceil(((moment - own) / step) * (to - from))));
    // Rounding must not tell another order than `momentOf` does.
    while (place > from && this.momentOf(place - 1, axis) >= moment) place -= 1;
    while (place < to && this.momentOf(place, axis) < moment) place += 1;
    return place;
  }

  /** A moment of one axis on the other one. */
  convert(moment: number, from: StripAxis, to: StripAxis): number {
    if (from === to || this.size === 0) return moment;
    const after = this.#after(moment, from, true);
    const before = Math.max(this.#firstPlace, after - 1);
    const [left, leftTo] = [this.#value(before, from), this.#value(before, to)];
    if (after >= this.#next || moment <= left) return leftTo + moment - left;
    const share = (moment - left) / (this.#value(after, from) - left);
    return leftTo + share * (this.#value(after, to) - leftTo);
  }

  /** Positions of the events before a place whose handlers ran beyond a moment of the recorded time, the earliest first. */
  reaching(place: number, moment: number, endOf: (position: number) => number | undefined): readonly number[] {
    const found: number[] = [];
    let at = Math.min(place, this.#next) - 1;
    while (at >= this.#firstPlace && found.length < mostReaching) {
      const chunk = this.#chunkOf(at);
      const slot = at % chunkSize;
      if (!chunk || (chunk.end <= moment && chunk.pending === 0)) at -= slot + 1;
      else if ((chunk.blockEnds[slot >>> 6] ?? 0) <= moment && chunk.pendingInBlock(slot >>> 6) === 0) at -= (slot % 64) + 1;
      else {
        const position = this.#order.positionAt(at);
        if ((endOf(position) ?? 0) > moment) found.push(position);
        at -= 1;
      }
    }
    return found.toReversed();
  }

  /** Positions of those still running; found without looking at the others. */
  *pending(): Generator<number> {
    for (let place = this.#firstPlace; place < this.#next; place += 1) {
      const chunk = this.#chunkOf(place);
      const slot = place % chunkSize;
      if (!chunk || chunk.pending === 0) place += chunkSize - slot - 1;
      else if (chunk.pendingInBlock(slot >>> 6) === 0) place += 63 - (slot % 64);
      else if (((chunk.flags[slot] ?? 0) & stripFlags.pending) !== 0) yield this.#order.positionAt(place);
    }
  }

  /** Takes the mark of a match from all. */
  unmatch(): void {
    for (const chunk of this.#chunks) chunk.unmatch();
  }

  /** Of a place, in milliseconds since the first event that was recorded; negative for what had happened before it. */
  timeOf(place: number): number {
    return this.#value(place, "time");
  }

  #append(position: number, time: number, flags: number, end: number | undefined): void {
    const place = this.#next;
    const chunk = Math.floor(place / chunkSize) - this.#base;
    if (chunk === this.#chunks.length) this.#chunks.push(new StripChunk());
    const gap = place === this.#firstPlace ? 0 : time - this.#value(place - 1, "time");
    const busy = place === this.#firstPlace ? 0 : this.#value(place - 1, "busy") + Math.min(gap, longestIdleMs);
    this.#next += 1;
    this.#chunks[chunk]?.add(place % chunkSize, time, busy, flags);
    this.#order.set(place, position);
    // Its position may still be past the last: others have their places first.
    if (end !== undefined) this.#reachesTo(place, end);
  }

  #reachesTo(place: number, end: number): void {
    this.#chunkOf(place)?.reachesTo(place % chunkSize, end);
    this.#end = Math.max(this.#end, end);
  }

  #cut(from: number): void {
    for (let place = from; place < this.#next; place += 1) this.#chunkOf(place)?.drop(place % chunkSize);
    this.#next = from;
  }

  /** When the last handler of those from a place on was done, or of those in its block. */
  #endFrom(from: number): number {
    let end = 0;
    for (let place = from - (from % 64); place < this.#next; place += 64) end = Math.max(end, this.#chunkOf(place)?.blockEnds[(place % chunkSize) >>> 6] ?? 0);
    return end;
  }

  /** Evicted places at the front are let go of. */
  #dropFirst(): void {
    while (this.#firstPlace < this.#next && this.flags(this.#firstPlace) >= stripFlags.gone) {
      this.#firstPlace += 1;
      if (this.#firstPlace % chunkSize === 0) this.#shift();
    }
  }

  #shift(): void {
    this.#chunks.shift();
    this.#order.shift();
    this.#base += 1;
  }

  /** The first place whose value is at or after another; after it when `beyond`. */
  #after(value: number, axis: StripAxis, beyond: boolean): number {
    let low = this.#firstPlace;
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

  #value(place: number, axis: StripAxis): number {
    return this.#chunkOf(place)?.[axis][place % chunkSize] ?? 0;
  }

  #retains(position: number): boolean {
    return position >= this.#first && position < this.#next;
  }

  #chunkOf(place: number): StripChunk | undefined {
    return this.#chunks[Math.floor(place / chunkSize) - this.#base];
  }
}
