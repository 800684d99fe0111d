import type { HistoryEntry } from "eventdeck";
import type { Matches, Rows } from "../../target/index.ts";

// A key press is answered at once, and so looks no further than this.
const mostLooks = 50_000;

/** The next failure after a place, or before it, that something holds of; from the end when there is no place. */
export function nextFailure(failed: Matches, from: number | undefined, step: 1 | -1, holds: (position: number) => boolean): number | undefined {
  let position = failed.next(start(from, step), step);
  for (let looks = 0; position !== undefined && looks < mostLooks; looks += 1) {
    if (holds(position)) return position;
    position = failed.next(position, step);
  }
  return undefined;
}

function start(from: number | undefined, step: 1 | -1): number {
  if (from === undefined) return step === 1 ? -1 : Number.MAX_SAFE_INTEGER;
  return step === 1 ? Math.floor(from) : Math.ceil(from);
}

/** The next event of the same type as the one at a place, or the one before. */
export function nextOfType(entry: (position: number) => HistoryEntry | undefined, rows: Rows, from: number, step: 1 | -1): number | undefined {
  const type = entry(from)?.event.type;
  if (type === undefined) return undefined;
  const at = rows.rowOf(from);
  for (let row = at + step, looks = 0; row >= 0 && row < rows.count && looks < mostLooks; row += step, looks += 1) {
    const position = rows.positionAt(row);
    if (position !== undefined && entry(position)?.event.type === type) return position;
  }
  return undefined;
}
