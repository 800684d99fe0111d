import { memo } from "react";
import { frameOf, RowButton, type RowFrame } from "./event-row.tsx";
import { icons } from "../icons.tsx";

export interface AttemptRowProps extends RowFrame {
  readonly time: string;
  readonly type: string;
  readonly reason: string;
  /** The reason as a sentence. */
  readonly why: string;
}

/** What was published and reached nobody, in its place in time. */
export const AttemptRow = memo(function AttemptRow(props: AttemptRowProps) {
  return (
    <div {...frameOf(props)} data-attempt={props.reason}>
      <span className="row-time" role="gridcell">
        {props.time}
      </span>
      <span className="row-priority" role="gridcell">
        {icons.clear}
        <span className="hidden-label">undelivered</span>
      </span>
      <span className="row-type cut" role="gridcell" title={props.type}>
        {props.type}
      </span>
      <span className="row-why cut" role="gridcell" title={props.why}>
        {props.why}
      </span>
      <span className="mark" role="gridcell" data-kind="attempt">
        {props.reason}
        <RowButton about={`${props.type}, ${props.reason}`} />
      </span>
    </div>
  );
});
