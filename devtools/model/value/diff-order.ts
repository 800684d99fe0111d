import type { Work } from "../slices.ts";

/** The indexes of a longest rising run of the numbers that are there, in n log n. */
export function* longestRising(numbers: readonly (number | undefined)[]): Work<ReadonlySet<number>> {
  /** Of the runs of each length, the index where the one with the lowest end ends. */
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, number] of numbers.entries()) {
    if (index % 64 === 63) yield;
    if (number === undefined) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? -1] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  }
  const run = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) run.add(index);
  return run;
}

// The table has as many cells as the product of both lengths.
const mostCells = 40_000;

/**
 * Places where two short lists have the same names in the same order: as many as possible, or only those at both ends when the lists are
 * too long for that.
 */
export function commonOrder(before: readonly unknown[], after: readonly unknown[]): readonly (readonly [number, number])[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = table(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...Array.from({ length: head }, (_, index) => [index, index] as const),
    ...middle.map(([left, right]) => [left + head, right + head] as const),
    ...Array.from({ length: tail }, (_, index) => [before.length - tail + index, after.length - tail + index] as const),
  ];
}

function table(before: readonly unknown[], after: readonly unknown[]): (readonly [number, number])[] {
  const width = after.length + 1;
  if ((before.length + 1) * width > mostCells) return [];
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      const cell = left * width + right;
      lengths[cell] = before[left] === after[right] ? (lengths[cell + width + 1] ?? 0) + 1 : Math.max(lengths[cell + width] ?? 0, lengths[cell + 1] ?? 0);
    }
  }
  return readTable(before, after, lengths, width);
}

function readTable(before: readonly unknown[], after: readonly unknown[], lengths: Uint16Array, width: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [left, right] = [0, 0];
  while (left < before.length && right < after.length) {
    const cell = left * width + right;
    if (before[left] === after[right]) pairs.push([left++, right++]);
    else if ((lengths[cell + width] ?? 0) >= (lengths[cell + 1] ?? 0)) left += 1;
    else right += 1;
  }
  return pairs;
}
