import type { StripColumns } from "./strip-columns.ts";

/** An event that is to have a place on the strip. */
export interface Placed {
  readonly position: number;
  readonly time: number;
  readonly flags: number;
  /** When its last handler was done. */
  readonly end?: number | undefined;
}

/** In the order of time, and where that is the same in that of history. */
export function sortedByTime(placed: readonly Placed[]): readonly Placed[] {
  return placed.toSorted((left, right) => left.time - right.time || left.position - right.position);
}

/** What stands at the places from one on, to be placed anew. */
export function tailOf(columns: Pick<StripColumns, "next" | "positionOf" | "timeOf" | "flags">, from: number): readonly Placed[] {
  return Array.from({ length: columns.next - from }, (_, nth) => {
    const place = from + nth;
    return { position: columns.positionOf(place), time: columns.timeOf(place), flags: columns.flags(place) };
  });
}
