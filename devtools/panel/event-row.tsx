import { memo } from "react";
import type { HistoryEntry, Priority } from "eventdeck";
import { formatDelta, markOf, type OutcomeKind, previewOf } from "../model/index.ts";
import { icons } from "./icons.tsx";
import { OutcomeMark } from "./outcome-mark.tsx";

/** All plain values, so that a row whose text is the same is not drawn again. */
export interface EventRowProps {
  readonly position: number;
  readonly rowIndex: number;
  readonly height: number;
  readonly tall: boolean;
  readonly selected: boolean;
  readonly playhead: boolean;
  readonly delta: string;
  readonly type: string;
  readonly priority: Priority;
  readonly preview: string;
  readonly kind: OutcomeKind;
  readonly mark: string;
  readonly label: string;
}

/** What a row says about an entry. @param before the entry of the row above */
export function rowText(entry: HistoryEntry, before: HistoryEntry | undefined) {
  const { kind, text, label } = markOf(entry);
  return {
    delta: before ? formatDelta(entry.recordedAt - before.recordedAt) : "",
    type: entry.event.type,
    priority: entry.event.priority,
    preview: previewOf(entry.event.payload, entry.event.type),
    kind,
    mark: text,
    label,
  };
}

export const EventRow = memo(function EventRow(props: EventRowProps) {
  const { position, priority } = props;
  return (
    <div
      id={`row-${position}`}
      className="row"
      role="row"
      aria-rowindex={props.rowIndex + 1}
      aria-selected={props.selected}
      data-position={position}
      data-playhead={props.playhead}
      data-tall={props.tall}
      style={{ height: props.height }}
    >
      <span className="row-delta" role="gridcell">
        {props.delta}
      </span>
      <span className="row-priority" role="gridcell" data-priority={priority} aria-label={priority} title={`${priority} priority`}>
        {priority === "immediate" ? icons.immediate : priority === "deferred" ? icons.deferred : null}
      </span>
      <span className="row-type cut" role="gridcell" title={props.type}>
        {props.type}
      </span>
      <span className="row-preview cut" role="gridcell">
        {props.preview}
      </span>
      <OutcomeMark kind={props.kind} text={props.mark} label={props.label} />
    </div>
  );
});

/** The place of an event that history has given up since the list was held. */
export function GoneRow({ position, rowIndex, height }: { readonly position: number | undefined; readonly rowIndex: number; readonly height: number }) {
  return (
    <div className="row" role="row" aria-rowindex={rowIndex + 1} style={{ height }}>
      <span className="row-gone" role="gridcell">
        #{position} has been evicted
      </span>
    </div>
  );
}
