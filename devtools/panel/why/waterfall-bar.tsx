import type { CSSProperties } from "react";
import type { RowText, RowTime, TimeSpan } from "../../model/index.ts";

interface WaterfallBarProps {
  readonly time: RowTime;
  readonly text: RowText;
  /** Its part of the critical path. */
  readonly path: readonly TimeSpan[];
  /** What is drawn of the axis. */
  readonly view: TimeSpan;
}

/** One event on the time axis: on its way from another bus dotted, waiting light, running solid, and its part of the critical path as a line below. */
export function WaterfallBar({ time, text, path, view }: WaterfallBarProps) {
  const { start, begin, end, open, arrivedAt = start } = time;
  const last = open ? view.to : end;
  const [from, ran, to] = [partOf(start, view), partOf(begin, view), partOf(last, view)];
  const side = sideOf(from, to);
  return (
    <>
      {arrivedAt > start && <span className="wf-way" style={placed(start, arrivedAt, view)} />}
      {begin > arrivedAt && <span className="wf-wait" style={placed(arrivedAt, begin, view)} />}
      <span className="wf-run" data-kind={text.mark} data-open={open} data-measured={time.measured} style={placed(begin, last, view)} />
      {path.map((stretch) => (
        <span key={stretch.from} className="wf-path" style={placed(stretch.from, stretch.to, view)} />
      ))}
      <span className="wf-length number" data-side={side} style={lengthPlace(side, side === "inside" && ran <= mostBefore ? ran : from, to)}>
        {text.length}
      </span>
    </>
  );
}

/** From 0 at the left edge to 1 at the right; outside of that for what is not in view. */
function partOf(at: number, { from, to }: TimeSpan): number {
  return (at - from) / (to - from);
}

function placed(from: number, to: number, view: TimeSpan): CSSProperties {
  const [left, right] = [Math.max(0, partOf(from, view)), Math.min(1, partOf(to, view))];
  if (right < 0 || left > 1) return { display: "none" };
  return { left: `${left * 100}%`, width: `${Math.max(0, right - left) * 100}%` };
}

// A length that begins farther right is cut off at the edge.
const mostBefore = 0.72;

type Side = "after" | "before" | "inside";

/** Where there is room for the length: to the right, else to the left, else on the bar. */
function sideOf(from: number, to: number): Side {
  if (to < mostBefore) return "after";
  return from > 0.28 ? "before" : "inside";
}

function lengthPlace(side: Side, from: number, to: number): CSSProperties {
  if (to < 0 || from > 1) return { display: "none" };
  if (side === "after") return { left: `${Math.max(0, to) * 100}%` };
  return side === "before" ? { right: `${(1 - Math.min(1, from)) * 100}%` } : { left: `${Math.max(0, from) * 100}%` };
}
