import { OrderedNumbers } from "./ordered-numbers.ts";

/** The rows of the list at one moment: row numbers to positions and back. */
export interface Rows {
  readonly count: number;
  positionAt(row: number): number | undefined;
  /** The row of a position, or of the first one after it; `count` when all are before it. */
  rowOf(position: number): number;
}

/** Every position from `first` to `last`: what the list shows without a filter. */
export function rangeRows(first: number, last: number): Rows {
  const count = Math.max(0, last - first + 1);
  return {
    count,
    positionAt: (row) => (row >= 0 && row < count ? first + row : undefined),
    rowOf: (position) => Math.min(count, Math.max(0, position - first)),
  };
}

/** Positions that matched, ascending. Those that come at either end cost nothing. */
export class Matches {
  readonly #positions = new OrderedNumbers();
  #take: ((position: number, matches: boolean) => void) | undefined;
  #changes = 0;

  get count(): number {
    return this.#positions.length;
  }

  /** Tells of every position that comes or goes from now on, but not of those that are dropped. */
  watch(take: (position: number, matches: boolean) => void): void {
    this.#take = take;
  }

  /** How many are at or after `position`. */
  countFrom(position: number): number {
    return this.#positions.length - this.#positions.indexOf(position);
  }

  has(position: number): boolean {
    return this.#positions.has(position);
  }

  /** The nearest one after a position, or before it. */
  next(position: number, step: 1 | -1): number | undefined {
    const index = this.#positions.indexOf(step === 1 ? position + 1 : position);
    return this.#positions.at(step === 1 ? index : index - 1);
  }

  add(position: number): void {
    if (!this.#positions.add(position)) return;
    this.#changes += 1;
    this.#take?.(position, true);
  }

  delete(position: number): void {
    if (!this.#positions.delete(position)) return;
    this.#changes += 1;
    this.#take?.(position, false);
  }

  dropBefore(position: number): void {
    if (this.#positions.dropBefore(position) > 0) this.#changes += 1;
  }

  /** The matches from one position to another, both inclusive. What comes and goes later shows in them. */
  rows(from: number, to = Number.POSITIVE_INFINITY): Rows {
    return new MatchingRows(this.#positions, () => this.#changes, from, to);
  }
}

class MatchingRows implements Rows {
  readonly #positions: OrderedNumbers;
  readonly #changes: () => number;
  readonly #from: number;
  readonly #to: number;
  #seen = -1;
  #start = 0;
  #end = 0;

  constructor(positions: OrderedNumbers, changes: () => number, from: number, to: number) {
    this.#positions = positions;
    this.#changes = changes;
    this.#from = from;
    this.#to = to;
  }

  get count(): number {
    this.#refresh();
    return this.#end - this.#start;
  }

  positionAt(row: number): number | undefined {
    return row >= 0 && row < this.count ? this.#positions.at(this.#start + row) : undefined;
  }

  rowOf(position: number): number {
    const { count } = this;
    return Math.max(0, Math.min(count, this.#positions.indexOf(position) - this.#start));
  }

  #refresh(): void {
    const changes = this.#changes();
    if (changes === this.#seen) return;
    this.#seen = changes;
    this.#start = this.#positions.indexOf(this.#from);
    this.#end = this.#to === Number.POSITIVE_INFINITY ? this.#positions.length : Math.max(this.#start, this.#positions.indexOf(this.#to + 1));
  }
}
