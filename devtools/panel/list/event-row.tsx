import { memo } from "react";
import type { HistoryEntry, Priority } from "eventdeck";
import {
  type ColumnTexts,
  formatDelta,
  formatMs,
  formatTime,
  type ListColumn,
  markOf,
  type OutcomeKind,
  previewOf,
  type TimeMode,
  visibleText,
} from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { OutcomeMark } from "./outcome-mark.tsx";

/** What every row has, whatever it shows. */
export interface RowFrame {
  readonly place: number;
  readonly rowIndex: number;
  readonly height: number;
  readonly tall: boolean;
  readonly selected: boolean;
  /** Of an opened fold. */
  readonly inside: boolean;
  readonly dimmed: boolean;
}

/** All plain values, so that a row whose text is the same is not drawn again. */
export interface EventRowProps extends RowFrame {
  readonly playhead: boolean;
  readonly pinned: boolean;
  readonly time: string;
  readonly type: string;
  readonly priority: Priority;
  readonly preview: string;
  /** The ids and the texts of the columns that were added, all in one so that it can be compared. */
  readonly columns: string;
  readonly cells: string;
  readonly kind: OutcomeKind;
  readonly mark: string;
  readonly label: string;
}

/** Parts the texts of a row; no text that is shown has it, since control characters are made visible. */
const cellBreak = "\u001f";

/** What the first column says. @param before the entry of the row above */
export function timeText(mode: TimeMode, at: number, before: number | undefined, start: number): string {
  if (mode === "clock") return formatTime(at);
  if (mode === "since") return formatDelta(at - start);
  return before === undefined ? "" : formatDelta(at - before);
}

/** What a row says about an entry, but for its time. */
export function rowText(entry: HistoryEntry, added: readonly ListColumn[], texts: ColumnTexts) {
  const { kind, text, label } = markOf(entry);
  return {
    type: visibleText(entry.event.type),
    priority: entry.event.priority,
    preview: previewOf(entry.event.payload, entry.event.type),
    columns: added.map(({ id }) => id).join(cellBreak),
    cells: added.map(({ id }) => cellText(id, entry, texts)).join(cellBreak),
    kind,
    mark: text,
    label,
  };
}

function cellText(id: string, entry: HistoryEntry, texts: ColumnTexts): string {
  const { event, outcome } = entry;
  switch (id) {
    case "topic":
      return visibleText(event.topic);
    case "source":
      return visibleText(event.source);
    case "correlation":
      return visibleText(event.correlationId);
    case "waited":
      return outcome.waitedMs === undefined ? "" : formatMs(outcome.waitedMs);
    case "ran":
      return outcome.ranMs === undefined ? "" : formatMs(outcome.ranMs);
    default:
      return visibleText(texts.of(id, entry) ?? "…");
  }
}

export const EventRow = memo(function EventRow(props: EventRowProps) {
  const { place, priority, columns } = props;
  const cells = props.cells.split(cellBreak);
  return (
    <div {...frameOf(props)} data-playhead={props.playhead || undefined} data-kind={props.kind} data-pinned={props.pinned || undefined}>
      <span className="row-time" role="gridcell" data-column="time">
        {props.time}
      </span>
      <span className="row-priority" role="gridcell" data-column="priority" data-priority={priority} title={`${priority} priority`}>
        {priority === "immediate" ? icons.immediate : priority === "deferred" ? icons.deferred : null}
        <span className="hidden-label">{priority}</span>
      </span>
      <span className="row-type cut" role="gridcell" data-column="type" title={props.type}>
        {props.type}
      </span>
      {columns !== "" &&
        columns.split(cellBreak).map((id, index) => (
          <span key={id} className="row-cell cut" role="gridcell" data-column={id} title={cells[index]}>
            {cells[index]}
          </span>
        ))}
      <span className="row-preview cut" role="gridcell" data-column="preview">
        {props.preview}
      </span>
      <OutcomeMark kind={props.kind} text={props.mark} label={props.label}>
        <RowButton about={`${props.type} #${place}`} />
      </OutcomeMark>
    </div>
  );
});

/** What the element of every row needs. */
export function frameOf({ place, rowIndex, height, tall, selected, inside, dimmed }: RowFrame) {
  return {
    id: `row-${place}`,
    className: "row",
    role: "row",
    // The header is the first.
    "aria-rowindex": rowIndex + 2,
    "aria-level": inside ? 2 : 1,
    "aria-selected": selected,
    "data-position": place,
    "data-tall": tall,
    "data-inside": inside || undefined,
    "data-dimmed": dimmed || undefined,
    style: { height },
  };
}

/** Opens the row's menu; shown while the pointer is over the row, and on the selected one. */
export function RowButton({ about }: { readonly about: string }) {
  return (
    <button type="button" className="row-button" tabIndex={-1} data-menu="" aria-label={`Actions for ${about}`} title="Only this, not this, pin (Shift+F10)">
      {icons.dots}
    </button>
  );
}

/** The place of an event that history has given up since the list was held, or that has not come from afar yet. */
export function GoneRow({ text, ...frame }: RowFrame & { readonly text: string }) {
  return (
    <div {...frameOf(frame)}>
      <span className="row-gone" role="gridcell">
        {text}
      </span>
    </div>
  );
}
