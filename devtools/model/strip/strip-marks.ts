import type { HistoryEntry } from "eventdeck";
import { stripFlags } from "./strip-chunk.ts";
import type { StripAxis, StripColumns } from "./strip-columns.ts";
import type { Extent } from "./viewport.ts";

/** One event, drawn by itself. Moments are milliseconds on the axis of the view. */
export interface StripMark {
  readonly position: number;
  /** The number of its lane. */
  readonly lane: number;
  /** When its delivery began, or, when it came over a link, when it was sent there. */
  readonly at: number;
  /** Of one that came over a link: when its delivery began here. */
  readonly arrivedAt?: number;
  /** When it was published; absent when its wait was not measured, or there is no room for it. */
  readonly waitedFrom?: number;
  /** When its last handler was done, `open` while one is running; absent when that was not measured. */
  readonly ranTo?: number | "open";
  readonly failed: boolean;
  readonly unheard: boolean;
  readonly matched: boolean;
  /** Bars that overlap lie one below the other. */
  readonly row: number;
}

interface MarksOptions {
  readonly columns: StripColumns;
  readonly axis: StripAxis;
  readonly view: Extent;
  /** Milliseconds of a pixel, which keeps bars apart that would touch. */
  readonly pixelMs: number;
  /** How many rows there are for bars that overlap. */
  readonly rows: number;
  /** Whether each lane has rows of its own. */
  readonly apart: boolean;
  readonly get: (position: number) => HistoryEntry | undefined;
  /** When an event was recorded, on the recorded axis. */
  readonly recordedAt: (entry: HistoryEntry) => number;
}

/** The events of a view one by one, also those from before it whose handlers were still running. */
export function marksOf(options: MarksOptions): readonly StripMark[] {
  const { columns, axis, view, get, recordedAt } = options;
  const first = columns.placeAt(view.from, axis);
  const end = columns.placeAt(view.to, axis);
  const start = columns.convert(view.from, axis, "time");
  const positions = [...columns.reaching(first, start, (position) => endOf(columns, get(position), recordedAt))];
  for (let place = first; place < end; place += 1) positions.push(columns.positionOf(place));
  const rows = new RowsInUse(options);
  return positions.flatMap((position) => {
    const entry = get(position);
    return entry ? [rows.place(markFor(options, entry, columns.flags(columns.placeOf(position))))] : [];
  });
}

function markFor({ columns, axis, recordedAt }: MarksOptions, entry: HistoryEntry, flags: number): Omit<StripMark, "row"> {
  const { position, outcome, arrival } = entry;
  const at = columns.at(position, axis);
  const time = beganAt(columns, entry, recordedAt);
  const { waitedMs, ranMs, pending } = outcome;
  const ended = ranMs === undefined ? undefined : columns.convert(time + ranMs, "time", axis);
  return {
    position,
    lane: flags & stripFlags.lane,
    at,
    ...(arrival && { arrivedAt: Math.max(at, columns.convert(time, "time", axis)) }),
    waitedFrom: waitedMs === undefined || arrival ? undefined : columns.convert(time - waitedMs, "time", axis),
    ranTo: pending > 0 ? "open" : ended,
    failed: (flags & stripFlags.failed) !== 0,
    unheard: (flags & stripFlags.unheard) !== 0,
    matched: (flags & stripFlags.matched) !== 0,
  };
}

/** When the last handler of an event was done, on the recorded axis. */
export function endOf(columns: StripColumns, entry: HistoryEntry | undefined, recordedAt: MarksOptions["recordedAt"]): number | undefined {
  if (!entry) return undefined;
  if (entry.outcome.pending > 0) return Number.POSITIVE_INFINITY;
  return entry.outcome.ranMs === undefined ? undefined : beganAt(columns, entry, recordedAt) + entry.outcome.ranMs;
}

/** When its delivery began here, on the recorded axis: where it stands, unless it was sent before. */
function beganAt(columns: StripColumns, entry: HistoryEntry, recordedAt: MarksOptions["recordedAt"]): number {
  const at = columns.at(entry.position, "time");
  return entry.arrival ? Math.max(at, recordedAt(entry)) : at;
}

/** Gives each bar the first row that is free at its place. */
class RowsInUse {
  readonly #options: MarksOptions;
  readonly #freeFrom = new Map<number, number[]>();

  constructor(options: MarksOptions) {
    this.#options = options;
  }

  place(mark: Omit<StripMark, "row">): StripMark {
    const { rows, apart, pixelMs } = this.#options;
    const group = apart ? mark.lane : -1;
    const free = this.#freeFrom.get(group) ?? Array.from({ length: rows }, () => Number.NEGATIVE_INFINITY);
    this.#freeFrom.set(group, free);
    const whole = free.findIndex((moment) => moment <= (mark.waitedFrom ?? mark.at));
    const fits = whole >= 0 ? whole : free.findIndex((moment) => moment <= mark.at);
    // Too many at once: the row that is free soonest is drawn over.
    const row = fits >= 0 ? fits : free.indexOf(Math.min(...free));
    free[row] = (mark.ranTo === "open" ? Number.POSITIVE_INFINITY : Math.max(mark.at, mark.arrivedAt ?? 0, mark.ranTo ?? 0)) + 3 * pixelMs;
    // A wait that would cross another event's run is left out; the lanes, or a closer look, have room for it.
    if (whole < 0) return { ...mark, waitedFrom: undefined, row };
    return { ...mark, row };
  }
}
