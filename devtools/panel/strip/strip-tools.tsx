import type { StripModel } from "../../model/strip/strip.ts";
import { LaterLaneTools } from "../later-views.ts";
import { stripIcons } from "./strip-icons.tsx";

export interface LaneToolsProps {
  readonly strip: StripModel;
  readonly idleCollapsed: boolean;
  readonly onCollapseIdle: (on: boolean) => void;
  /** Whether lanes are those of the buses that events came from; absent where there is but one bus. */
  readonly byContext: boolean | undefined;
  readonly onByContext: (on: boolean) => void;
}

interface StripToolsProps extends LaneToolsProps {
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

/** The buttons at the strip's right end. */
export function StripTools({ expanded, onExpand, ...lanes }: StripToolsProps) {
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
      {expanded && <LaterLaneTools {...lanes} />}
    </div>
  );
}
