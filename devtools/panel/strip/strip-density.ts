import { barHeight, scaleTop, type Bucket } from "../../model/strip/density.ts";
import { tallyAt } from "../../model/strip/strip-chunk.ts";
import { laneColour } from "./lane-colours.ts";
import type { Band, Brush, StripPicture } from "./strip-picture.ts";

/** How much of its colour keeps what a filter does not match. */
export const dimmed = 0.3;

/** Draws events as bars of how many there are, lanes upon each other, failures at their foot and again above them. */
export function drawDensity(brush: Brush, picture: StripPicture, band: Band, buckets: readonly Bucket[]): void {
  const top = scaleTop(Math.max(0, ...buckets.map((bucket) => countOf(bucket, band, tallyAt.events))));
  for (const bucket of buckets) drawBar(brush, picture, band, bucket, top);
}

function drawBar(brush: Brush, picture: StripPicture, band: Band, bucket: Bucket, top: number): void {
  const { colours, state, expanded } = picture;
  const { context } = brush;
  const left = brush.x(bucket.from);
  const gap = brush.px(1);
  const width = Math.max(gap, brush.x(bucket.to) - left - gap);
  const bottom = brush.px(band.top + band.height);
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(brush.px(2), Math.round(barHeight(count, top) * band.height * brush.ratio)));
  if (state.filtered) {
    context.globalAlpha = dimmed;
    stack(brush, picture, band, bucket, tallyAt.events, { left, width, bottom, height: heightOf(countOf(bucket, band, tallyAt.events)) });
    context.globalAlpha = 1;
  }
  const shown = state.filtered ? tallyAt.matched : tallyAt.events;
  stack(brush, picture, band, bucket, shown, { left, width, bottom, height: heightOf(countOf(bucket, band, shown)) });
  const failed = countOf(bucket, band, tallyAt.failed);
  if (failed === 0) return;
  // However many succeeded beside it: a failure is never thinner or lower than the eye can see.
  context.globalAlpha = state.filtered && countOf(bucket, band, tallyAt.failedMatched) === 0 ? 0.5 : 1;
  const sure = Math.max(width, brush.px(3));
  const height = Math.max(brush.px(4), heightOf(failed));
  brush.fill(colours.fail, left, bottom - height, sure, height);
  brush.fill(colours.fail, left, brush.px(expanded ? band.top - 1 : 1), sure, brush.px(expanded ? 3 : 4));
  context.globalAlpha = 1;
}

interface BarPlace {
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
  readonly height: number;
}

/** The lanes of a bar upon each other, the first one on top. */
function stack(brush: Brush, { colours, state }: StripPicture, band: Band, { tally }: Bucket, from: number, { left, width, bottom, height }: BarPlace): void {
  const total = band.lanes.reduce((sum, lane) => sum + (tally[from + lane] ?? 0), 0);
  if (total === 0) return;
  let foot = bottom;
  let below = 0;
  for (const lane of band.lanes.toReversed()) {
    below += tally[from + lane] ?? 0;
    const head = bottom - Math.round((below / total) * height);
    if (head < foot) brush.fill(colours[laneColour(state, lane)], left, head, width, foot - head);
    foot = Math.min(foot, head);
  }
}

function countOf({ tally }: Bucket, { lanes }: Band, from: number): number {
  return lanes.reduce((sum, lane) => sum + (tally[from + lane] ?? 0), 0);
}
