import { useEffect, useLayoutEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent } from "react";
import type { Undelivered } from "eventdeck";
import { nearestAttempt } from "../../model/strip/strip-attempts.ts";
import type { StripModel } from "../../model/strip/strip.ts";
import type { StripSpan } from "../../model/strip/strip-state.ts";
import { pixelMs, toMoment } from "../../model/strip/viewport.ts";
import { counted } from "../numbers.ts";
import { LaneNames } from "./lane-names.tsx";
import { StripBracket } from "./strip-bracket.tsx";
import { useCanvasSize } from "./strip-canvas.ts";
import { StripColourProbes, useStripColours } from "./strip-colours.tsx";
import { drawStrip } from "./strip-draw.ts";
import { StripGlide } from "./strip-glide.ts";
import { stripPressed } from "./strip-keys.ts";
import type { StripMarks } from "./strip-picture.ts";
import { StripPlayhead, type Playhead, type ScrubTo } from "./strip-playhead.tsx";
import { reachPixels, useStripPointer } from "./strip-pointer.ts";
import { LaterStripSpan, LaterStripTip } from "../later-views.ts";
import { StripTools } from "./strip-tools.tsx";
import { useStripWheel } from "./strip-wheel.ts";
import { useStore } from "../use-store.ts";

export interface StripViewProps {
  readonly strip: StripModel;
  readonly expanded: boolean;
  readonly marks: StripMarks;
  readonly playhead: Playhead;
  /** Whether single letters do anything. */
  readonly letters: boolean;
  /** The event of a click, or one that keys have stepped to. */
  readonly onSelect: (position: number, how: "click" | "key") => void;
  /** Enter on the selected event. */
  readonly onOpen: (position: number) => void;
  /** A click on what reached nobody. */
  readonly onAttempt: (attempt: Undelivered) => void;
  readonly onScrub: (to: ScrubTo) => void;
  /** The list is to show the events of a span only. */
  readonly onOnly: (span: StripSpan) => void;
  readonly onExpand: (expanded: boolean) => void;
  readonly onCollapseIdle: (on: boolean) => void;
  /** Lanes are to be those of the buses that events came from, or those of priority. */
  readonly onByContext: (on: boolean) => void;
}

/** All retained events over time: timeline and scrubber at once. */
export function StripView(props: StripViewProps) {
  const { strip, expanded, marks, playhead, letters, onSelect, onOpen, onAttempt, onScrub, onOnly, onExpand, onCollapseIdle, onByContext } = props;
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(canvas);
  const { width } = size;
  const state = useStore(strip);
  const view = useGlide(strip, stage);
  const onFoot = (moment: number) => {
    const attempt = nearestAttempt(state.attempts, moment, reachPixels * pixelMs(view, width));
    if (attempt) onAttempt(attempt);
    return attempt !== undefined;
  };
  const pointer = useStripPointer({ strip, view, width, onSelect: (position) => onSelect(position, "click"), onFoot });
  useStripWheel(stage, strip, view, width);
  const probes = useDrawing({ strip, expanded, marks }, canvas, size, view);
  const hovered = pointer.hover === undefined ? undefined : toMoment(view, pointer.hover, width);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const place = { strip, width, selected: marks.selected, hovered, letters, onSelect: (position: number) => onSelect(position, "key"), onOpen };
    if (stripPressed(event, place)) event.preventDefault();
  };
  const onDoubleClick = () => (state.span ? strip.setSpan(undefined) : strip.reset());
  const empty = state.last < state.first;
  const about = hovered === undefined || pointer.gesture ? undefined : strip.about(hovered, reachPixels * pixelMs(view, width));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of all that is in the strip
    <section
      className="strip"
      aria-label="Timeline"
      data-expanded={expanded}
      data-contexts={state.byContext}
      style={lanesStyle(state.lanes.length)}
      onKeyDown={onKeyDown}
    >
      {expanded && <LaneNames state={state} />}
      <div ref={stage} className="strip-stage">
        <div
          className="strip-surface"
          role="slider"
          tabIndex={0}
          aria-label="Events over time"
          aria-orientation="horizontal"
          aria-disabled={empty}
          aria-valuemin={empty ? 0 : state.first}
          aria-valuemax={empty ? 0 : state.last}
          aria-valuenow={empty ? 0 : (marks.selected ?? state.last)}
          aria-valuetext={valueText(strip, marks.selected)}
          data-gesture={pointer.gesture}
          onDoubleClick={onDoubleClick}
          {...pointer.handlers}
        >
          <canvas ref={canvas} width={size.pixelWidth} height={size.pixelHeight} aria-hidden="true" />
        </div>
        <StripBracket strip={strip} view={view} width={width} />
        {state.span && <LaterStripSpan {...{ strip, view, width, stage, onOnly }} span={state.span} brushing={pointer.gesture === "brush"} />}
        {pointer.hover !== undefined && !pointer.gesture && (
          <i className="strip-crosshair" style={{ transform: `translateX(${Math.round(pointer.hover)}px)` }} />
        )}
        <StripPlayhead {...{ strip, playhead, view, width, stage, onScrub }} />
        {probes}
      </div>
      <StripTools {...{ strip, expanded, onExpand, onCollapseIdle, onByContext }} idleCollapsed={state.axis === "busy"} byContext={state.byContext} />
      {about && pointer.hover !== undefined && (about.count > 0 || about.attempts.length > 0) && (
        <LaterStripTip about={about} x={pointer.hover} width={width} today={strip.wallOf(state.extent.to)} />
      )}
    </section>
  );
}

function lanesStyle(count: number): CSSProperties & { readonly "--strip-lanes": number } {
  return { "--strip-lanes": count };
}

function useGlide(strip: StripModel, stage: { readonly current: HTMLElement | null }) {
  const glide = useMemo(() => new StripGlide(strip), [strip]);
  useEffect(() => {
    const window = stage.current?.ownerDocument.defaultView;
    return window ? glide.connect(window) : undefined;
  }, [glide, stage]);
  return useStore(glide);
}

type Drawn = Pick<StripViewProps, "strip" | "expanded" | "marks">;

/** Draws whenever something that is drawn has changed; returns what reads the colours for it. */
function useDrawing(
  { strip, expanded, marks }: Drawn,
  canvas: { readonly current: HTMLCanvasElement | null },
  size: ReturnType<typeof useCanvasSize>,
  view: StripGlide["state"],
) {
  const { colours, font, probes, onChange } = useStripColours();
  const { state } = strip;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !colours || size.width === 0) return;
    drawStrip(context, { strip, state, view, size, colours, font, expanded, marks });
  }, [canvas, strip, state, view, size, colours, font, expanded, marks]);
  return <StripColourProbes probes={probes} onChange={onChange} />;
}

function valueText(strip: StripModel, selected: number | undefined): string {
  const { first, last } = strip.state;
  if (last < first) return "no events";
  return selected === undefined ? `${counted(last - first + 1, "event")}, none selected` : strip.textOf(selected);
}
