import { stripFlags, tallyAt } from "./strip-chunk.ts";
import type { StripAxis, StripColumns } from "./strip-columns.ts";

/**
 * The event that is meant by a moment: within reach the nearest failure, since among thousands it is the one that is looked for;
 * else the nearest match of the filter; else the nearest event, however far.
 */
export function nearestOf(columns: StripColumns, axis: StripAxis, moment: number, reachMs: number, filtered: boolean): number | undefined {
  if (columns.size === 0) return undefined;
  const from = columns.positionAt(moment - reachMs, axis);
  const end = columns.positionAt(moment + reachMs, axis);
  const at = columns.positionAt(moment, axis);
  const closest = (candidates: readonly (number | undefined)[]) => {
    const known = candidates.filter((position) => position !== undefined);
    return known.toSorted((left, right) => Math.abs(columns.at(left, axis) - moment) - Math.abs(columns.at(right, axis) - moment))[0];
  };
  const within = (flag: number, counted: number) => closest([lastWith(columns, from, at, flag, counted), firstWith(columns, at, end, flag, counted)]);
  const found = within(stripFlags.failed, tallyAt.failed) ?? (filtered ? within(stripFlags.matched, tallyAt.matched) : undefined);
  return found ?? closest([at > columns.first ? at - 1 : undefined, at < columns.next ? at : undefined]);
}

/** The event some steps after another, or before it; among matches only when a filter is in force. */
export function stepFrom(columns: StripColumns, position: number, by: number, filtered: boolean): number | undefined {
  const { first, next } = columns;
  if (columns.size === 0) return undefined;
  const matched = filtered && countOf(columns, first, next, tallyAt.matched) > 0;
  if (!matched) return Math.min(next - 1, Math.max(first, position + by));
  let found = position;
  for (let step = 0; step < Math.abs(by); step += 1) {
    const { matched: flag } = stripFlags;
    const further = by > 0 ? firstWith(columns, found + 1, next, flag, tallyAt.matched) : lastWith(columns, first, found, flag, tallyAt.matched);
    if (further === undefined) break;
    found = further;
  }
  return found;
}

/** The first position from `from` to before `end` with a flag, found by halving. */
function firstWith(columns: StripColumns, from: number, end: number, flag: number, counted: number): number | undefined {
  if (countOf(columns, from, end, counted) === 0) return undefined;
  let [low, high] = [from, end - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (countOf(columns, from, middle + 1, counted) > 0) high = middle;
    else low = middle + 1;
  }
  return (columns.flags(low) & flag) === 0 ? undefined : low;
}

function lastWith(columns: StripColumns, from: number, end: number, flag: number, counted: number): number | undefined {
  if (countOf(columns, from, end, counted) === 0) return undefined;
  let [low, high] = [from, end - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countOf(columns, middle, end, counted) > 0) low = middle;
    else high = middle - 1;
  }
  return (columns.flags(low) & flag) === 0 ? undefined : low;
}

/** Over all three lanes. */
function countOf(columns: StripColumns, from: number, end: number, counted: number): number {
  const tally = columns.sum(from, end);
  return (tally[counted] ?? 0) + (tally[counted + 1] ?? 0) + (tally[counted + 2] ?? 0);
}
