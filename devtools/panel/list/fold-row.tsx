import { memo } from "react";
import { formatMs } from "../../model/index.ts";
import { frameOf, type RowFrame } from "./event-row.tsx";
import { icons } from "../icons.tsx";
import { count } from "../numbers.ts";

export interface FoldRowProps extends RowFrame {
  readonly type: string;
  readonly count: number;
  readonly failed: number;
  readonly unheard: boolean;
  /** Why they reached nobody, when it folds attempts. */
  readonly reason: string | undefined;
  readonly open: boolean;
  readonly time: string;
  /** From the first to the last, in milliseconds; `undefined` when it is not known any more. */
  readonly spanMs: number | undefined;
  readonly pinned: number;
  /** How many the filter matches, while it fades the others. */
  readonly matching: number | undefined;
  /** The selected event is inside, and not to be seen. */
  readonly holdsSelected: boolean;
}

/** A burst: so many events alike in one row, which says what is inside and opens in place. */
export const FoldRow = memo(function FoldRow(props: FoldRowProps) {
  const { type, open, failed } = props;
  return (
    <div
      {...frameOf(props)}
      id={`fold-${props.place}`}
      aria-expanded={open}
      data-fold=""
      data-failed={failed > 0 || undefined}
      data-holds={props.holdsSelected || undefined}
    >
      <span className="row-time" role="gridcell">
        {props.time}
      </span>
      <span className="row-chevron" role="gridcell" data-open={open}>
        {icons.chevron}
        <span className="hidden-label">{open ? "open" : "closed"}</span>
      </span>
      <span className="row-fold cut" role="gridcell" title={`${type} × ${count(props.count)}`}>
        <span className="row-type cut">{type}</span> <span className="row-times">× {count(props.count)}</span>
        {notesOf(props).map((note) => (
          <span key={note} className="row-note" data-bad={note.endsWith("failed")}>
            , {note}
          </span>
        ))}
      </span>
    </div>
  );
});

function notesOf({ failed, unheard, reason, pinned, matching, holdsSelected, spanMs }: FoldRowProps): readonly string[] {
  const notes: string[] = [];
  if (failed > 0) notes.push(`${count(failed)} failed`);
  if (unheard) notes.push("unheard");
  if (reason !== undefined) notes.push(reason);
  if (matching !== undefined) notes.push(`${count(matching)} match`);
  if (pinned > 0) notes.push(`${count(pinned)} pinned`);
  if (holdsSelected) notes.push("selected inside");
  if (spanMs !== undefined) notes.push(`in ${formatMs(spanMs)}`);
  return notes;
}
