import { useState, type RefObject } from "react";
import type { StripModel } from "../../model/strip/strip.ts";
import { toX, type Extent } from "../../model/strip/viewport.ts";
import { StripHandle } from "./strip-handle.tsx";

/** Where the playhead is put: at an event, or back to now. */
export type ScrubTo = number | "live";

/** Where time stands: live, or at an event that a replay has reached or that projections show. */
export interface Playhead {
  readonly at: ScrubTo;
  readonly mode: "live" | "look" | "run";
}

interface StripPlayheadProps {
  readonly strip: StripModel;
  readonly playhead: Playhead;
  readonly view: Extent;
  readonly width: number;
  readonly stage: RefObject<HTMLElement | null>;
  readonly onScrub: (to: ScrubTo) => void;
}

const modes = { live: "live", look: "looking at", run: "running again" } as const;

/** The playhead: at the live edge until it is dragged, or put elsewhere by the deck. */
export function StripPlayhead({ strip, playhead, view, width, stage, onScrub }: StripPlayheadProps) {
  // Where the pointer has it; the deck says where it stands only after it has got there.
  const [dragged, setDragged] = useState<ScrubTo>();
  const { first, last, extent } = strip.state;
  const at = dragged ?? playhead.at;
  const position = at === "live" ? last : Math.min(last, Math.max(first, at));
  const x = toX(view, at === "live" ? extent.to : strip.momentOf(position), width);
  if (last < first || x < 0 || x > width) return null;
  const scrub = (to: ScrubTo) => {
    setDragged(to);
    onScrub(to);
  };
  const mode = dragged === undefined ? playhead.mode : dragged === "live" ? "live" : playhead.mode === "run" ? "run" : "look";
  return (
    <StripHandle
      className="strip-playhead"
      label="Playhead"
      valueText={at === "live" ? "live" : `${modes[mode]} ${strip.textOf(position)}`}
      position={position}
      min={first}
      max={last}
      x={x}
      stage={stage}
      view={view}
      width={width}
      onDrag={(moment) => scrub(moment >= extent.to ? "live" : (strip.positionAt(moment) ?? "live"))}
      onStep={(next) => onScrub(next === last && position === last ? "live" : next)}
      onDragging={(on) => !on && setDragged(undefined)}
    >
      <i className="strip-playhead-line" data-mode={mode} />
    </StripHandle>
  );
}
