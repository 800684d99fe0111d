import { laneIcons } from "./lane-icons.tsx";
import type { LaneToolsProps } from "./strip-tools.tsx";

const closer = 0.5;

/** The buttons that there is room for beside lanes. */
export function LaneTools({ strip, idleCollapsed, onCollapseIdle, byContext, onByContext }: LaneToolsProps) {
  return (
    <>
      <button type="button" className="icon-button" aria-label="Zoom in" title="Zoom in (W)" onClick={() => strip.zoom(closer)}>
        {laneIcons.closer}
      </button>
      <button type="button" className="icon-button" aria-label="Zoom out" title="Zoom out (S)" onClick={() => strip.zoom(1 / closer)}>
        {laneIcons.farther}
      </button>
      <button type="button" className="icon-button" aria-label="Show everything" title="Show everything (0)" onClick={() => strip.reset()}>
        {laneIcons.everything}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-pressed={idleCollapsed}
        aria-label="Collapse idle time"
        title="Collapse idle time"
        onClick={() => onCollapseIdle(!idleCollapsed)}
      >
        {laneIcons.idle}
      </button>
      {byContext !== undefined && (
        <button
          type="button"
          className="icon-button"
          aria-pressed={byContext}
          aria-label="A lane for each bus"
          title="A lane for each bus, instead of one for each priority"
          onClick={() => onByContext(!byContext)}
        >
          {laneIcons.contexts}
        </button>
      )}
    </>
  );
}
