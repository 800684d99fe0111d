import { OrderedNumbers } from "../../target/ordered-numbers.ts";

/** The key of what never folds: failed events, and those whose entry is not known. */
export const noKey = 0;

/** A pause that ends a burst, in milliseconds: what comes later begins another, however alike it is. */
const longestPauseMs = 30_000;

/** How many of one key stand side by side at one end of a group, and when they were published. */
interface Stretch {
  key: number;
  count: number;
  from: number;
  to: number;
}

/** Lines that stand for themselves. */
export class Loose {
  readonly kind = "loose";
  readonly places: OrderedNumbers;
  /** Its first row, counted from where the first group of all began. */
  at = 0;
  #front: Stretch = { key: noKey, count: 0, from: 0, to: 0 };
  #back: Stretch = { key: noKey, count: 0, from: 0, to: 0 };

  constructor(places = new OrderedNumbers()) {
    this.places = places;
  }

  get rows(): number {
    return this.places.length;
  }
  get frontCount(): number {
    return this.#front.count;
  }
  get backCount(): number {
    return this.#back.count;
  }

  append(place: number, key: number, at: number): void {
    const whole = this.#front.count === this.places.length;
    this.places.add(place);
    const joined = grow(this.#back, key, at);
    if (this.places.length === 1) this.#front = { ...this.#back };
    else if (whole && joined) grow(this.#front, key, at);
  }

  prepend(place: number, key: number, at: number): void {
    const whole = this.#back.count === this.places.length;
    this.places.add(place);
    const joined = grow(this.#front, key, at);
    if (this.places.length === 1) this.#back = { ...this.#front };
    else if (whole && joined) grow(this.#back, key, at);
  }

  /** Puts a line between others; it begins no fold there. */
  insert(place: number): void {
    const index = this.places.indexOf(place);
    if (!this.places.add(place)) return;
    this.#front.count = Math.min(this.#front.count, index);
    this.#back.count = Math.min(this.#back.count, this.places.length - 1 - index);
  }

  delete(place: number): boolean {
    const index = this.places.indexOf(place);
    const { length } = this.places;
    if (!this.places.delete(place)) return false;
    if (index < this.#front.count) this.#front.count -= 1;
    if (length - 1 - index < this.#back.count) this.#back.count -= 1;
    return true;
  }

  /** The first ones have been dropped. @param count how many */
  dropped(count: number): void {
    this.#front.count = Math.max(0, this.#front.count - count);
    this.#back.count = Math.min(this.#back.count, this.places.length);
  }

  /** Takes its last lines away, which are all of one key. */
  cutBack(count: number): Fold {
    const cut = this.places.cut(this.places.length - count);
    this.#back.count = 0;
    this.#front.count = Math.min(this.#front.count, this.places.length);
    return new Fold(cut, this.#back);
  }

  /** Takes its first lines away, which are all of one key. */
  cutFront(count: number): Fold {
    const cut = new OrderedNumbers();
    for (let index = 0; index < count; index += 1) cut.add(this.places.at(index) ?? 0);
    this.places.dropFirst(count);
    this.#front.count = 0;
    this.#back.count = Math.min(this.#back.count, this.places.length);
    return new Fold(cut, this.#front);
  }
}

/** Consecutive lines of one key without a long pause between, shown as one line until it is opened. */
export class Fold {
  readonly kind = "fold";
  readonly places: OrderedNumbers;
  /** Those whose handlers failed after the fold had taken them in. */
  readonly failed: OrderedNumbers;
  readonly #stretch: Stretch;
  open: boolean;
  at = 0;

  constructor(
    places: OrderedNumbers,
    stretch: Readonly<Stretch>,
    { open = false, failed = new OrderedNumbers() }: Partial<Pick<Fold, "open" | "failed">> = {},
  ) {
    this.places = places;
    this.#stretch = { ...stretch };
    this.open = open;
    this.failed = failed;
  }

  get key(): number {
    return this.#stretch.key;
  }
  get rows(): number {
    return this.open ? this.places.length + 1 : 1;
  }

  /** Takes in a line at either end. `false` when it is of another key, or lies too far off in time. */
  join(place: number, key: number, at: number): boolean {
    if (!joins(this.#stretch, key, at)) return false;
    this.#stretch.from = Math.min(this.#stretch.from, at);
    this.#stretch.to = Math.max(this.#stretch.to, at);
    this.places.add(place);
    return true;
  }

  /** Takes everything after a place away, as a fold of its own. */
  cutAfter(place: number): Fold {
    const places = this.places.cut(this.places.indexOf(place));
    const failed = this.failed.cut(this.failed.indexOf(place));
    return new Fold(places, this.#stretch, { open: this.open, failed });
  }
}

export type Group = Loose | Fold;

/** Takes one more in. `false` when it begins another stretch. */
function grow(stretch: Stretch, key: number, at: number): boolean {
  const joined = stretch.count > 0 && joins(stretch, key, at);
  stretch.count = joined ? stretch.count + 1 : 1;
  stretch.from = joined ? Math.min(stretch.from, at) : at;
  stretch.to = joined ? Math.max(stretch.to, at) : at;
  stretch.key = key;
  return joined;
}

function joins(stretch: Readonly<Stretch>, key: number, at: number): boolean {
  return key !== noKey && key === stretch.key && at - stretch.to <= longestPauseMs && stretch.from - at <= longestPauseMs;
}
