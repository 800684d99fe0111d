import { useEffect, useRef } from "react";
import type { StoryModel, Waterfall } from "../../model/index.ts";
import { useSize } from "../use-size.ts";
import { useStore } from "../use-store.ts";
import { useMarking } from "./why-drag.ts";

/** All of a story at a glance, and which part of it is drawn below. Dragging marks another part, a click shows all. */
export function WaterfallMinimap({ story }: { readonly story: StoryModel }) {
  const { waterfall, zoom } = useStore(story);
  const view = zoom ?? waterfall;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(frame);
  useEffect(() => {
    if (canvas.current && width > 0 && height > 0) draw(canvas.current, waterfall, width, height);
  }, [waterfall, width, height]);
  const length = waterfall.to - waterfall.from;
  const at = (part: number) => waterfall.from + part * length;
  const { marked, handlers } = useMarking((span) => story.zoom(span && { from: at(span.from), to: at(span.to) }));
  const shown = marked ?? { from: (view.from - waterfall.from) / length, to: (view.to - waterfall.from) / length };
  return (
    <div ref={frame} className="wf-minimap" title="Drag to zoom in, click to see all" aria-hidden="true" {...handlers}>
      <canvas ref={canvas} />
      <span className="wf-dim" style={{ left: 0, width: `${shown.from * 100}%` }} />
      <span className="wf-dim" style={{ right: 0, width: `${(1 - shown.to) * 100}%` }} />
    </div>
  );
}

/** More rows than pixels: of the rows that share a line of pixels, failures are drawn last. */
function draw(canvas: HTMLCanvasElement, { rows, from, to }: Waterfall, width: number, height: number): void {
  const density = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const context = canvas.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(canvas);
  // Drawn with the colours that the style sheet gives, so that they follow the theme.
  const colours = { plain: style.color, failed: style.outlineColor };
  context.scale(density, density);
  const rowHeight = Math.max(1, Math.min(4, height / rows.length));
  for (const failed of [false, true]) {
    context.fillStyle = failed ? colours.failed : colours.plain;
    for (const [index, row] of rows.entries()) {
      if (!row.time || isBad(row) !== failed) continue;
      const left = ((row.time.start - from) / (to - from)) * width;
      const right = ((row.time.end - from) / (to - from)) * width;
      context.fillRect(left, (index / rows.length) * (height - rowHeight), Math.max(1, right - left), rowHeight);
    }
  }
}

function isBad({ node }: Waterfall["rows"][number]): boolean {
  return node?.attempt !== undefined || (node?.entry?.outcome.failed ?? 0) > 0;
}
