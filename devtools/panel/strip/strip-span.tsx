import type { RefObject } from "react";
import { pauseText } from "../../model/strip/time-scale.ts";
import type { StripModel } from "../../model/strip/strip.ts";
import type { StripSpan } from "../../model/strip/strip-state.ts";
import { toX, type Extent } from "../../model/strip/viewport.ts";
import { icons } from "../icons.tsx";
import { counted } from "../numbers.ts";
import { StripHandle } from "./strip-handle.tsx";

export interface StripSpanViewProps {
  readonly strip: StripModel;
  readonly span: StripSpan;
  readonly view: Extent;
  readonly width: number;
  readonly stage: RefObject<HTMLElement | null>;
  /** While it is being drawn its name would only be in the way. */
  readonly brushing: boolean;
  readonly onOnly: (span: StripSpan) => void;
}

// So that the first and the last event stand inside.
const marginPixels = 4;
const chipPixels = 190;

/** The chosen span: its ground, its two ends to take hold of, and what can be done with it. */
export function StripSpanView({ strip, span, view, width, stage, brushing, onOnly }: StripSpanViewProps) {
  const { from, to } = span;
  const { first, last } = strip.state;
  const left = Math.max(-8, toX(view, strip.momentOf(from), width) - marginPixels);
  const right = Math.min(width + 8, toX(view, strip.momentOf(to), width) + marginPixels);
  const common = { stage, view, width };
  const nearest = (moment: number) => strip.nearest(moment, 0) ?? from;
  return (
    <>
      <div className="strip-span" style={{ transform: `translateX(${Math.round(left)}px)`, width: Math.max(1, Math.round(right - left)) }} />
      <StripHandle
        {...common}
        className="strip-span-end"
        label="Start of span"
        valueText={strip.textOf(from)}
        position={from}
        min={first}
        max={to}
        x={left}
        onDrag={(moment) => strip.setSpan({ from: Math.min(to, nearest(moment)), to })}
        onStep={(position) => strip.setSpan({ from: position, to })}
      />
      <StripHandle
        {...common}
        className="strip-span-end"
        label="End of span"
        valueText={strip.textOf(to)}
        position={to}
        min={from}
        max={last}
        x={right}
        onDrag={(moment) => strip.setSpan({ from, to: Math.max(from, nearest(moment)) })}
        onStep={(position) => strip.setSpan({ from, to: position })}
      />
      {!brushing && right > 0 && left < width && <SpanChip strip={strip} span={span} left={chipLeft(left, right, width)} onOnly={onOnly} />}
    </>
  );
}

/** In the span where it has room, else beside it. */
function chipLeft(left: number, right: number, width: number): number {
  if (right - left >= chipPixels) return Math.max(4, Math.min(width - chipPixels, (left + right - chipPixels) / 2));
  return right + 6 + chipPixels <= width ? right + 6 : Math.max(4, left - 6 - chipPixels);
}

function SpanChip({ strip, span, left, onOnly }: Pick<StripSpanViewProps, "strip" | "span" | "onOnly"> & { readonly left: number }) {
  const length = strip.wallOf(strip.momentOf(span.to)) - strip.wallOf(strip.momentOf(span.from));
  return (
    <div className="strip-chip" role="group" aria-label="Span" style={{ left: Math.round(left), width: chipPixels }}>
      <span className="cut number">
        {counted(span.to - span.from + 1, "event")}
        {length > 0 && ` · ${pauseText(length)}`}
      </span>
      <button type="button" className="link" onClick={() => onOnly(span)}>
        Only these
      </button>
      <button type="button" className="icon-button" aria-label="Clear span" title="Clear span (Esc)" onClick={() => strip.setSpan(undefined)}>
        {icons.close}
      </button>
    </div>
  );
}
