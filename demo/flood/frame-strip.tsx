import { useEffect, useRef, type RefObject } from "react";
import type { FrameMeter } from "./frame-meter.ts";

interface FrameStripProps {
  readonly meter: FrameMeter;
  /** Filled with what draws the strip, to be called once a frame. */
  readonly draw: RefObject<(() => void) | undefined>;
}

const topMs = 50;
const barWidth = 2;
// Colours are read from the style sheet now and then: a theme may change, but not in every frame.
const recolourEvery = 60;

/** The last frames as bars, the taller the longer; the line is 60 per second. */
export function FrameStrip({ meter, draw }: FrameStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    let colours = coloursOf(element);
    const resized = new ResizeObserver(() => fit(element));
    resized.observe(element);
    let drawn = 0;
    draw.current = () => {
      drawn += 1;
      if (drawn % recolourEvery === 0) colours = coloursOf(element);
      paint(context, meter.gaps, colours);
    };
    return () => {
      resized.disconnect();
      draw.current = undefined;
    };
  }, [meter, draw]);
  return (
    <figure className="strip">
      <canvas ref={canvas} role="img" aria-label="Length of the last frames; the line marks 16.7 ms" />
      <figcaption>
        <span>newest at the right, the line is 60 fps</span>
        <span>{topMs} ms</span>
      </figcaption>
    </figure>
  );
}

interface Colours {
  readonly good: string;
  readonly bad: string;
  readonly line: string;
}

function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  return { good: style.color, bad: style.outlineColor, line: style.borderTopColor };
}

function fit(element: HTMLCanvasElement): void {
  const { clientWidth, clientHeight } = element;
  if (element.width !== clientWidth) element.width = clientWidth;
  if (element.height !== clientHeight) element.height = clientHeight;
}

function paint(context: CanvasRenderingContext2D, gaps: readonly number[], { good, bad, line }: Colours): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const shown = Math.min(gaps.length, Math.floor(width / (barWidth + 1)));
  for (let back = 0; back < shown; back += 1) {
    const gap = gaps[gaps.length - 1 - back] ?? 0;
    const bar = Math.max(1, (Math.min(gap, topMs) / topMs) * height);
    context.fillStyle = gap > 34 ? bad : good;
    context.fillRect(width - (back + 1) * (barWidth + 1), height - bar, barWidth, bar);
  }
  context.fillStyle = line;
  context.fillRect(0, Math.round(height - (16.7 / topMs) * height), width, 1);
}
