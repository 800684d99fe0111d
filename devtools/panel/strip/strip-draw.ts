import { axisLabels } from "../../model/strip/strip-axis.ts";
import type { Bucket } from "../../model/strip/density.ts";
import { pixelMs } from "../../model/strip/viewport.ts";
import { drawDensity } from "./strip-density.ts";
import { bandsOf, Brush, type Band, type StripPicture } from "./strip-picture.ts";
import { drawSingles } from "./strip-singles.ts";

const bucketPixels = 3;
// More than these do not fit side by side on any screen, nor would reading their entries be cheap.
const mostSingles = 400;
const mostPerPlace = 3;

/** Draws the strip anew. */
export function drawStrip(context: CanvasRenderingContext2D, picture: StripPicture): void {
  const { strip, view, size, state, expanded } = picture;
  const brush = new Brush(context, picture);
  context.clearRect(0, 0, size.pixelWidth, size.pixelHeight);
  const bands = bandsOf(picture);
  const buckets = state.last < state.first ? [] : strip.buckets(view, bucketPixels * pixelMs(view, size.width));
  drawGround(brush, picture, bands);
  if (expanded) drawAxis(brush, picture, buckets);
  const count = strip.countIn(view);
  // Many at one place are more truly told by a bar than by ticks upon each other.
  if (count <= mostSingles && count <= mostPerPlace * Math.max(1, buckets.length)) drawSingles(brush, picture, bands);
  else for (const band of bands) drawDensity(brush, picture, band, buckets);
  drawAttempts(brush, picture);
  drawMarks(brush, picture);
}

function drawGround(brush: Brush, { colours, size }: StripPicture, bands: readonly Band[]): void {
  for (const { top, height } of bands) brush.fill(colours.line, 0, brush.px(top + height), size.pixelWidth, brush.px(1));
}

function drawAxis(brush: Brush, picture: StripPicture, buckets: readonly Bucket[]): void {
  const { strip, view, size, colours, font } = picture;
  const { context } = brush;
  const { ticks, pauses } = axisLabels(strip, view, size.width, buckets);
  context.font = `${brush.px(10)}px ${font}`;
  context.textBaseline = "top";
  for (const { from, to, label } of pauses) {
    const [left, right] = [brush.x(from), brush.x(to)];
    context.globalAlpha = 0.5;
    brush.fill(colours.line, left, brush.px(17), right - left, size.pixelHeight);
    context.globalAlpha = 1;
    const width = context.measureText(label).width;
    if (right - left > width + brush.px(6)) {
      context.fillStyle = colours.muted;
      context.fillText(label, Math.round((left + right - width) / 2), size.pixelHeight - brush.px(17));
    }
  }
  for (const { at, label } of ticks) {
    const x = brush.x(at);
    brush.fill(colours.line, x, 0, brush.px(1), size.pixelHeight);
    context.fillStyle = colours.muted;
    context.fillText(label, x + brush.px(4), brush.px(3));
  }
}

/** What reached nobody: hollow, at the foot, and no two upon each other. */
function drawAttempts(brush: Brush, { state, colours, size }: StripPicture): void {
  const reach = brush.px(3.5);
  const y = size.pixelHeight - brush.px(9);
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (const { at } of state.attempts) {
    const x = brush.x(at);
    if (x - drawnTo < reach || x < -reach || x > size.pixelWidth + reach) continue;
    drawnTo = x;
    brush.diamond(x, y, reach + brush.px(1), colours.raised, false);
    brush.diamond(x, y, reach, colours.wait, true);
  }
}

function drawMarks(brush: Brush, { strip, marks, colours, size, state }: StripPicture): void {
  const known = (position: number) => position >= state.first && position <= state.last;
  const bottom = size.pixelHeight;
  for (const pin of marks.pins ?? []) if (known(pin)) brush.diamond(brush.x(strip.momentOf(pin)), brush.px(4), brush.px(4), colours.accent, false);
  const { selected } = marks;
  if (selected === undefined || !known(selected)) return;
  const x = brush.x(strip.momentOf(selected));
  brush.fill(colours.accent, x - brush.px(1), 0, brush.px(2), bottom);
  brush.fill(colours.accent, x - brush.px(3), 0, brush.px(6), brush.px(3));
}
