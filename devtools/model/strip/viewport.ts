/** Everything that a view can show, in milliseconds. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** What part of the extent is shown, and what happens as it grows. */
export interface Viewport extends Extent {
  /** `all`: everything, always. `tail`: the newest, at the same scale. `none`: what is shown stays. */
  readonly follow: "all" | "tail" | "none";
}

/** The deepest zoom. */
const shortestSpanMs = 0.01;

/** Room at both ends of the strip, in CSS pixels, so that what stands at the very edge can be seen and taken hold of. */
export const edgePixels = 8;

/** Where a moment is drawn, in CSS pixels from the left. */
export function toX(view: Extent, moment: number, width: number): number {
  return edgePixels + ((moment - view.from) / (view.to - view.from)) * plotWidth(width);
}

/** The moment at a place, in CSS pixels from the left. */
export function toMoment(view: Extent, x: number, width: number): number {
  return view.from + ((x - edgePixels) / plotWidth(width)) * (view.to - view.from);
}

/** What a CSS pixel stands for, in milliseconds. */
export function pixelMs(view: Extent, width: number): number {
  return (view.to - view.from) / plotWidth(width);
}

function plotWidth(width: number): number {
  return Math.max(1, width - 2 * edgePixels);
}

export function fitted({ from, to }: Extent): Viewport {
  return { from, to, follow: "all" };
}

/** Makes what is shown `factor` times as long, and keeps `anchor` where it is. */
export function zoomed(view: Viewport, extent: Extent, factor: number, anchor: number): Viewport {
  const longest = extent.to - extent.from;
  const span = Math.min(longest, Math.max(Math.min(shortestSpanMs, longest), (view.to - view.from) * factor));
  if (span >= longest) return fitted(extent);
  const share = (anchor - view.from) / (view.to - view.from);
  // At the live edge the newest stays in sight, or a zoom would end following it.
  const from = view.follow === "tail" && share > 0.98 ? extent.to - span : anchor - share * span;
  return shown(from, span, extent);
}

/** Moves what is shown by some milliseconds; it stops at the ends. */
export function panned(view: Viewport, extent: Extent, byMs: number): Viewport {
  return view.follow === "all" ? fitted(extent) : shown(view.from + byMs, view.to - view.from, extent);
}

/** Shows a part, with some room around it. */
export function framed(part: Extent, extent: Extent): Viewport {
  const room = Math.max((part.to - part.from) * 0.1, shortestSpanMs);
  return shown(part.from - room, part.to - part.from + 2 * room, extent);
}

/** Brings a moment into view, if it is not, without changing the scale. */
export function revealed(view: Viewport, extent: Extent, moment: number): Viewport {
  if (moment >= view.from && moment <= view.to) return view;
  const span = view.to - view.from;
  return shown(moment - span / 2, span, extent);
}

/** The view after its extent has become another one. */
export function followed(view: Viewport, extent: Extent): Viewport {
  const span = view.to - view.from;
  if (view.follow === "all" || span >= extent.to - extent.from) return fitted(extent);
  if (view.follow === "tail") return { from: extent.to - span, to: extent.to, follow: "tail" };
  return { ...shown(view.from, span, extent), follow: "none" };
}

function shown(from: number, span: number, extent: Extent): Viewport {
  if (span >= extent.to - extent.from) return fitted(extent);
  const latest = extent.to - span;
  const start = Math.min(latest, Math.max(extent.from, from));
  return { from: start, to: start + span, follow: start >= latest ? "tail" : "none" };
}
