import type { StripAttempt } from "./strip-attempts.ts";
import type { StripAxis, StripColumns } from "./strip-columns.ts";
import type { Extent } from "./viewport.ts";

/** What is shown while there is nothing to show. */
export const nothing: Extent = { from: 0, to: 1 };

/** From the first event to the end of the last one, and of all that ran, attempts included. */
export function extentOf(columns: StripColumns, axis: StripAxis, attempts: readonly StripAttempt[]): Extent {
  const ofAttempts = attempts.map(({ at }) => at);
  if (columns.size === 0) return ofAttempts.length === 0 ? nothing : { from: Math.min(...ofAttempts), to: Math.max(...ofAttempts) + 1 };
  const lastAt = columns.momentOf(columns.next - 1, axis);
  const end = columns.convert(columns.end, "time", axis);
  return { from: Math.min(columns.momentOf(columns.firstPlace, axis), ...ofAttempts), to: Math.max(lastAt + 1, end, ...ofAttempts) };
}
