import type { Undelivered } from "eventdeck";
import type { StripClock } from "./strip-clock.ts";
import type { StripAxis, StripColumns } from "./strip-columns.ts";

/** An attempt that reached nobody, at its moment on the axis. */
export interface StripAttempt {
  readonly at: number;
  readonly attempt: Undelivered;
}

/** The attempt that is meant by a moment; `undefined` when none is within reach. */
export function nearestAttempt(attempts: readonly StripAttempt[], moment: number, reachMs: number): Undelivered | undefined {
  let found: StripAttempt | undefined;
  for (const each of attempts) {
    const away = Math.abs(each.at - moment);
    if (away <= reachMs && (!found || away < Math.abs(found.at - moment))) found = each;
  }
  return found?.attempt;
}

/**
 * Places attempts among the events: each between the one that was recorded last before it and the next. Those from before the oldest
 * retained event are left out, since there is no time left for them to stand in.
 */
export function placeAttempts(attempts: readonly Undelivered[], columns: StripColumns, clock: StripClock, axis: StripAxis): readonly StripAttempt[] {
  if (columns.size === 0) return attempts.map((attempt) => ({ at: attempt.at, attempt }));
  return attempts.flatMap((attempt) => {
    const { after } = attempt;
    if (after < columns.first - 1) return [];
    const earliest = after < columns.first ? Number.NEGATIVE_INFINITY : columns.at(Math.min(after, columns.next - 1), axis);
    const latest = after + 1 < columns.next ? columns.at(after + 1, axis) : Number.POSITIVE_INFINITY;
    const moment = columns.convert(clock.toTime(attempt.at), "time", axis);
    return [{ at: Math.min(latest, Math.max(earliest, moment)), attempt }];
  });
}
