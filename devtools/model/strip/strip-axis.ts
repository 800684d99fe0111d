import type { Bucket } from "./density.ts";
import { formatTime } from "../duration.ts";
import type { StripModel } from "./strip.ts";
import { pauseText, ticksOf } from "./time-scale.ts";
import { pixelMs, type Extent } from "./viewport.ts";

/** A label of the time axis. */
export interface AxisLabel {
  readonly at: number;
  readonly label: string;
}

/** Collapsed idle time between two events. */
export interface AxisPause extends Extent {
  readonly label: string;
}

export interface AxisLabels {
  readonly ticks: readonly AxisLabel[];
  readonly pauses: readonly AxisPause[];
}

const labelPixels = 84;

/** The labels of a part of the strip: round times where time goes by evenly; where it does not, the time at which it goes on. */
export function axisLabels(strip: StripModel, view: Extent, width: number, buckets: readonly Bucket[]): AxisLabels {
  const wall = { from: strip.wallOf(view.from), to: strip.wallOf(view.to) };
  const evenly = Math.abs(wall.to - wall.from - (view.to - view.from)) < 0.5;
  if (evenly) {
    const ticks = ticksOf(wall, width / labelPixels).map(({ wall: tick, label }) => ({ at: strip.momentAt(tick), label }));
    // Within a millisecond there is no round time; the one that it is in has to be told all the same.
    return { ticks: ticks.length > 0 ? ticks : [{ at: view.from, label: formatTime(wall.from) }], pauses: [] };
  }
  const pauses = pausesOf(strip, buckets);
  const starts = [view.from, ...pauses.map(({ to }) => to)];
  const room = labelPixels * pixelMs(view, width);
  const ticks: AxisLabel[] = [];
  for (const at of starts) if (at >= (ticks.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + room) ticks.push({ at, label: formatTime(strip.wallOf(at)) });
  return { ticks, pauses };
}

function pausesOf(strip: StripModel, buckets: readonly Bucket[]): readonly AxisPause[] {
  const pauses: AxisPause[] = [];
  for (const [index, bucket] of buckets.entries()) {
    const before = buckets[index - 1];
    if (!before) continue;
    const { to: from } = strip.momentsOf(before);
    const { from: to } = strip.momentsOf(bucket);
    const length = strip.wallOf(to) - strip.wallOf(from);
    // A clock that was set back makes a seam of no length.
    if (length > 1.5 * (to - from) || length < 0) pauses.push({ from, to, label: length < 0 ? "clock went back" : pauseText(length) });
  }
  return pauses;
}
