import { useRef } from "react";
import { axisTicks, type StoryModel } from "../../model/index.ts";
import { useSize } from "../use-size.ts";
import { useStore } from "../use-store.ts";
import { useMarking } from "./why-drag.ts";

const tickPixels = 64;

/** The time axis: what is marked on it by dragging is zoomed in on, a double click shows all again. */
export function WaterfallAxis({ story }: { readonly story: StoryModel }) {
  const { waterfall, zoom } = useStore(story);
  const view = zoom ?? waterfall;
  const axis = useRef<HTMLDivElement>(null);
  const { width } = useSize(axis);
  const at = (part: number) => view.from + part * (view.to - view.from);
  const { marked, handlers } = useMarking((span) => span && story.zoom({ from: at(span.from), to: at(span.to) }));
  return (
    // The pointer's short cut only: the buttons above zoom as well, and so do keys.
    <div
      ref={axis}
      className="wf-axis"
      title="Drag to zoom in, double click to see all"
      aria-hidden="true"
      {...handlers}
      onDoubleClick={() => story.zoom(undefined)}
    >
      {axisTicks(waterfall.from, view.from, view.to, Math.floor(width / tickPixels)).map((tick) => (
        <span key={tick.label} className="wf-tick number" data-last={tick.at > 0.9} style={{ left: `${tick.at * 100}%` }}>
          <span>{tick.label}</span>
        </span>
      ))}
      {marked && <span className="wf-marked" style={{ left: `${marked.from * 100}%`, width: `${(marked.to - marked.from) * 100}%` }} />}
    </div>
  );
}
