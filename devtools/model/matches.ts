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

/** Positions that matched, ascending. Appending costs nothing; rows handed out earlier stay as they were. */
export class Matches {
  #positions: number[] = [];
  #start = 0;

  /** How many are at or after `position`. */
  countFrom(position: number): number {
    return this.#positions.length - lowerBound(this.#positions, position, this.#start, this.#positions.length);
  }

  has(position: number): boolean {
    return this.#positions[this.#find(position)] === position;
  }

  /** In place when it is the newest; otherwise a copy, because earlier rows share the array. */
  add(position: number): void {
    const newest = this.#positions.at(-1);
    if (newest === undefined || position > newest) this.#positions.push(position);
    else if (!this.has(position)) this.#positions = this.#positions.toSpliced(this.#find(position), 0, position);
  }

  delete(position: number): void {
    if (this.has(position)) this.#positions = this.#positions.toSpliced(this.#find(position), 1);
  }

  dropBefore(position: number): void {
    this.#start = this.#find(position);
    // The gap in front is closed now and then: often enough not to grow, seldom enough not to cost.
    if (this.#start < 4_096 || this.#start * 2 < this.#positions.length) return;
    this.#positions = this.#positions.slice(this.#start);
    this.#start = 0;
  }

  rows(from: number, to = Number.POSITIVE_INFINITY): Rows {
    const positions = this.#positions;
    const start = lowerBound(positions, from, this.#start, positions.length);
    const end = to === Number.POSITIVE_INFINITY ? positions.length : lowerBound(positions, to + 1, start, positions.length);
    return {
      count: end - start,
      positionAt: (row) => (row >= 0 && row < end - start ? positions[start + row] : undefined),
      rowOf: (position) => lowerBound(positions, position, start, end) - start,
    };
  }

  #find(position: number): number {
    return lowerBound(this.#positions, position, this.#start, this.#positions.length);
  }
}

function lowerBound(sorted: readonly number[], value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
