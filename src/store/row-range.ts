import type { RowRange } from "./backend.ts";

/** What is left of a range once so many rows of it, up to this key, were read; with a limit of 0 when nothing can be. */
export function rangeBehind(range: RowRange, last: string, count: number): RowRange {
  // The next key there can be: what follows a string directly is the same with the least character behind it.
  const left = range.reverse ? { ...range, to: last } : { ...range, from: `${last}\0` };
  return { ...left, limit: left.from === left.to ? 0 : range.limit - count };
}
