import type { StripModel } from "../../model/strip/strip.ts";
import { LaterLaneTools } from "../later-views.ts";
import { stripIcons } from "./strip-icons.tsx";

export interface LaneToolsProps {
  readonly strip: StripModel;
  readonly idleCollapsed: boolean;
  readonly onCollapseIdle: (on: boolean) => void;
}

interface StripToolsProps extends LaneToolsProps {
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

/** The buttons at the strip's right end. */
export function StripTools({ strip, expanded, idleCollapsed, onExpand, onCollapseIdle }: StripToolsProps) {
  return (
    <div className="strip-tools" role="group" aria-label="Timeline tools">
      <button
        type="button"
        className="icon-button"
        aria-expanded={expanded}
        aria-label="Lanes"
        title={expanded ? "One line (t)" : "Show lanes (t)"}
        onClick={() => onExpand(!expanded)}
      >
        {expanded ? stripIcons.collapse : stripIcons.expand}
      </button>
      {expanded && <LaterLaneTools strip={strip} idleCollapsed={idleCollapsed} onCollapseIdle={onCollapseIdle} />}
    </div>
  );
}
