import { formatMs, formatTime } from "../duration.ts";
import type { Extent } from "./viewport.ts";

/** A mark on the time axis. */
export interface Tick {
  /** Wall clock, in milliseconds since the Unix epoch. */
  readonly wall: number;
  readonly label: string;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Steps that people count in. Below a millisecond no time is known, only the order. */
const steps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 365, 3_650].map((days) => days * day),
];

/**
 * Marks between two wall clock times, at round times of the reader's own zone.
 *
 * @param most how many there is room for
 */
export function ticksOf({ from, to }: Extent, most: number): readonly Tick[] {
  const wanted = (to - from) / Math.max(1, most);
  const step = steps.find((size) => size >= wanted) ?? Math.ceil(wanted / day) * day;
  // The zone's offset at the start of the view: round hours are round where the reader lives.
  const zone = -new Date(from).getTimezoneOffset() * minute;
  const ticks: Tick[] = [];
  for (let wall = Math.ceil((from + zone) / step) * step - zone; wall <= to; wall += step) {
    // The first one says the whole time, of which the others need to say only what changes.
    ticks.push({ wall, label: ticks.length === 0 && step < second ? formatTime(wall) : tickLabel(wall, step) });
  }
  return ticks;
}

/** A date and a time, as precisely as a length of time needs it. */
function tickLabel(wall: number, step: number): string {
  const time = formatTime(wall);
  if (step >= day) return dateOf(wall);
  if (step >= minute) return time.startsWith("00:00") ? dateOf(wall) : time.slice(0, 5);
  return step >= second ? time.slice(0, 8) : time.slice(3);
}

function dateOf(wall: number): string {
  const date = new Date(wall);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A moment in words for a view that may span days: the date only when it is another day's. */
export function momentText(wall: number, today: number): string {
  const time = formatTime(wall);
  return dateOf(wall) === dateOf(today) ? time : `${dateOf(wall)} ${time}`;
}

/** How long a pause was: `4.2 s`, `3.5 h`, `2 d`. */
export function pauseText(ms: number): string {
  if (ms >= day) return `${Number((ms / day).toFixed(1))} d`;
  return ms >= hour ? `${Number((ms / hour).toFixed(1))} h` : formatMs(ms);
}
