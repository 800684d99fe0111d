import type { StripMark } from "../../model/strip/strip-marks.ts";
import { pixelMs } from "../../model/strip/viewport.ts";
import { laneColour } from "./lane-colours.ts";
import { dimmed } from "./strip-density.ts";
import type { Band, Brush, StripPicture } from "./strip-picture.ts";

const rowsTogether = 3;
const rowsApart = 4;
const leastRow = 8;

/**
 * Draws events one by one: the wait as a broken line, the run as a bar, and what was not measured as no more than a tick. What came over a link is a tick where it was
 * sent, a broken line to where it came in, and from there on what was done about it here.
 */
export function drawSingles(brush: Brush, picture: StripPicture, bands: readonly Band[]): void {
  const { strip, view, size, expanded } = picture;
  const rows = expanded ? Math.max(1, Math.min(rowsApart, Math.floor((bands[0]?.height ?? 0) / leastRow))) : rowsTogether;
  for (const mark of strip.marks(view, pixelMs(view, size.width), rows, expanded)) {
    const band = bands.find((each) => each.lanes.includes(mark.lane));
    if (band) drawMark(brush, picture, { band, rows }, mark);
  }
}

interface Place {
  readonly band: Band;
  readonly rows: number;
}

function drawMark(brush: Brush, picture: StripPicture, { band, rows }: Place, mark: StripMark): void {
  const { colours, state, expanded } = picture;
  const { context } = brush;
  const colour = mark.failed ? colours.fail : colours[laneColour(state, mark.lane)];
  const rowHeight = band.height / rows;
  const top = brush.px(band.top + mark.row * rowHeight);
  const height = brush.px(rowHeight - 2);
  const x = brush.x(mark.at);
  context.globalAlpha = state.filtered && !mark.matched ? dimmed : 1;
  if (mark.waitedFrom !== undefined) drawWait(brush, colour, brush.x(mark.waitedFrom), x, top + Math.floor(height / 2));
  const began = brush.x(mark.arrivedAt ?? mark.at);
  if (began > x) {
    brush.fill(colour, x, top, brush.px(2), height);
    drawWait(brush, colour, x, began, top + Math.floor(height / 2));
  }
  if (mark.ranTo === undefined) drawTick(brush, mark, colour, began, top, height);
  else if (mark.ranTo === "open") drawOpen(brush, colour, began, brush.x(state.extent.to), top, height);
  else brush.fill(colour, began, top, Math.max(brush.px(3), brush.x(mark.ranTo) - began), height);
  if (mark.failed) brush.fill(colours.fail, x - brush.px(1), brush.px(expanded ? band.top - 1 : 1), brush.px(3), brush.px(expanded ? 3 : 4));
  context.globalAlpha = 1;
}

function drawWait(brush: Brush, colour: string, from: number, to: number, middle: number): void {
  const dash = brush.px(2);
  const start = Math.max(from, -dash);
  for (let x = start; x < to; x += 2 * dash) brush.fill(colour, x, middle - Math.floor(dash / 2), Math.min(dash, to - x), dash);
}

/** A moment without a length; hollow when the event reached no listener. */
function drawTick(brush: Brush, { unheard }: StripMark, colour: string, x: number, top: number, height: number): void {
  if (!unheard) {
    brush.fill(colour, x, top, brush.px(1.5), height);
    return;
  }
  const line = brush.px(1);
  const width = brush.px(4);
  brush.context.lineWidth = line;
  brush.context.strokeStyle = colour;
  brush.context.strokeRect(x - width / 2 + line / 2, top + line / 2, width, height - line);
}

/** Still running: begun, and open towards now. */
function drawOpen(brush: Brush, colour: string, x: number, now: number, top: number, height: number): void {
  brush.fill(colour, x, top, brush.px(3), height);
  const dash = brush.px(3);
  const line = brush.px(1);
  for (let at = Math.max(x, -dash); at < now; at += 2 * dash) {
    const width = Math.min(dash, now - at);
    brush.fill(colour, at, top, width, line);
    brush.fill(colour, at, top + height - line, width, line);
  }
}
