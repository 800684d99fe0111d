import type { CSSProperties } from "react";
import { visibleText } from "../../model/index.ts";
import { clockText, skewText } from "../../model/contexts/context-text.ts";
import type { StripState } from "../../model/strip/strip-state.ts";
import { laneColour } from "./lane-colours.ts";

/** What the lanes are called. Beside the canvas, or they would hide the oldest events. */
export function LaneNames({ state }: { readonly state: StripState }) {
  return (
    <div className="strip-lanes">
      {state.lanes.map(({ name, skew }, lane) => {
        const colour: CSSProperties & { readonly "--lane": string } = { "--lane": `var(--${laneColour(state, lane)})` };
        const text = visibleText(name);
        return (
          <span key={name} style={colour} title={skew ? `${text}: ${clockText(skew)}; corrected here` : text}>
            <bdi className="cut">{text}</bdi>
            {skew && <small className="number">{skewText(skew)}</small>}
          </span>
        );
      })}
    </div>
  );
}
