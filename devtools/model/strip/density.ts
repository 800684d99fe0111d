import { tallySize, type Tally } from "./strip-chunk.ts";
import type { StripAxis, StripColumns } from "./strip-columns.ts";
import type { Extent } from "./viewport.ts";

/** The events between two moments, counted. */
export interface Bucket extends Extent {
  /** Places, from the first to before the second. */
  readonly first: number;
  readonly end: number;
  readonly tally: Tally;
}

/**
 * Counts the events of a view in buckets of equal length, empty ones left out. Lengths are powers of two and buckets begin at whole
 * multiples of theirs, so that a view that moves or grows shows the same buckets elsewhere, instead of others in every frame.
 *
 * @param leastMs the shortest that a bucket may be, in milliseconds
 */
export function bucketsOf(columns: StripColumns, axis: StripAxis, { from, to }: Extent, leastMs: number): readonly Bucket[] {
  const length = 2 ** Math.ceil(Math.log2(leastMs));
  const buckets: Bucket[] = [];
  const last = Math.floor(to / length);
  let place = columns.placeAt(Math.floor(from / length) * length, axis);
  for (let number = Math.floor(from / length); number <= last && place < columns.next; number += 1) {
    const end = columns.placeAt((number + 1) * length, axis);
    if (end === place) continue;
    const tally = columns.sum(place, end, new Uint32Array(tallySize));
    buckets.push({ from: number * length, to: (number + 1) * length, first: place, end, tally });
    place = end;
  }
  return buckets;
}

/** The height of a bar for a count, from 0 to 1: as its logarithm, since a burst of thousands must leave single events standing. */
export function barHeight(count: number, highest: number): number {
  return count === 0 ? 0 : Math.log2(1 + count) / Math.log2(1 + Math.max(count, highest));
}

/** Where the scale ends for a highest count: at powers of two, so that the bars do not breathe with every event. */
export function scaleTop(highest: number): number {
  return Math.max(8, 2 ** Math.ceil(Math.log2(Math.max(1, highest))));
}
