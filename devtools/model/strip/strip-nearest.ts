import { stripFlags, tallyAt } from "./strip-chunk.ts";
import type { StripAxis, StripColumns } from "./strip-columns.ts";

/**
 * The event that is meant by a moment, by its position: within reach the nearest failure, since among thousands it is the one that is looked for;
 * else the nearest match of the filter; else the nearest event, however far.
 */
export function nearestOf(columns: StripColumns, axis: StripAxis, moment: number, reachMs: number, filtered: boolean): number | undefined {
  if (columns.size === 0) return undefined;
  const from = columns.placeAt(moment - reachMs, axis);
  const end = columns.placeAt(moment + reachMs, axis);
  const at = columns.placeAt(moment, axis);
  const closest = (candidates: readonly (number | undefined)[]) => {
    const known = candidates.filter((place) => place !== undefined);
    return known.toSorted((left, right) => Math.abs(columns.momentOf(left, axis) - moment) - Math.abs(columns.momentOf(right, axis) - moment))[0];
  };
  const within = (flag: number, counted: number) => closest([lastWith(columns, from, at, flag, counted), firstWith(columns, at, end, flag, counted)]);
  const found = within(stripFlags.failed, tallyAt.failed) ?? (filtered ? within(stripFlags.matched, tallyAt.matched) : undefined);
  const nearest = found ?? closest([beside(columns, at, -1), beside(columns, at - 1, 1)]);
  return nearest === undefined ? undefined : columns.positionOf(nearest);
}

/** The event some steps after another in time, or before it; among matches only when a filter is in force. Positions. */
export function stepFrom(columns: StripColumns, position: number, by: number, filtered: boolean): number | undefined {
  const { first, firstPlace, next } = columns;
  if (columns.size === 0) return undefined;
  const matched = filtered && columns.countIn(firstPlace, next, tallyAt.matched) > 0;
  const { matched: flag } = stripFlags;
  let found = position < first ? firstPlace - 1 : position >= next ? next : columns.placeOf(position);
  for (let step = 0; step < Math.abs(by); step += 1) {
    const further = !matched
      ? beside(columns, found, by)
      : by > 0
        ? firstWith(columns, found + 1, next, flag, tallyAt.matched)
        : lastWith(columns, firstPlace, found, flag, tallyAt.matched);
    if (further === undefined) break;
    found = further;
  }
  return found < firstPlace || found >= next ? undefined : columns.positionOf(found);
}

/** The place of the next event after a place, or before it. */
function beside(columns: StripColumns, place: number, by: number): number | undefined {
  let next = place + Math.sign(by);
  while (next >= columns.firstPlace && next < columns.next && columns.flags(next) >= stripFlags.gone) next += Math.sign(by);
  return next < columns.firstPlace || next >= columns.next ? undefined : next;
}

/** The first place from `from` to before `end` with a flag, found by halving. */
function firstWith(columns: StripColumns, from: number, end: number, flag: number, counted: number): number | undefined {
  if (columns.countIn(from, end, counted) === 0) return undefined;
  let [low, high] = [from, end - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (columns.countIn(from, middle + 1, counted) > 0) high = middle;
    else low = middle + 1;
  }
  return (columns.flags(low) & flag) === 0 ? undefined : low;
}

function lastWith(columns: StripColumns, from: number, end: number, flag: number, counted: number): number | undefined {
  if (columns.countIn(from, end, counted) === 0) return undefined;
  let [low, high] = [from, end - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (columns.countIn(middle, end, counted) > 0) low = middle;
    else high = middle - 1;
  }
  return (columns.flags(low) & flag) === 0 ? undefined : low;
}
