import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { columnName, type ListColumn, narrowest, resizeColumn, widest, widthOf } from "../../model/index.ts";
import { ColumnPicker } from "./column-picker.tsx";
import { usePanel } from "../panel-context.ts";

interface ListHeaderProps {
  readonly columns: readonly ListColumn[];
  readonly height: number;
}

const step = 8;

/** The names of the columns, with handles that resize them. The list is always in the order of time. */
export function ListHeader({ columns, height }: ListHeaderProps) {
  return (
    <div className="list-header" role="row" aria-rowindex={1} style={{ height }}>
      {columns.map((column) => (
        <HeaderCell key={column.id} column={column} />
      ))}
    </div>
  );
}

function HeaderCell({ column }: { readonly column: ListColumn }) {
  const { id } = column;
  const name = columnName(id);
  return (
    <>
      <span className="header-cell" role="columnheader" aria-sort={id === "time" ? "ascending" : undefined} data-column={id}>
        <span className="cut" title={id}>
          {name}
        </span>
        {id === "outcome" ? <ColumnPicker /> : id === "preview" ? null : <ResizeHandle column={column} name={name} />}
      </span>
      {id === "time" && (
        <span className="header-cell" role="columnheader">
          <span className="hidden-label">Priority</span>
        </span>
      )}
    </>
  );
}

function ResizeHandle({ column, name }: { readonly column: ListColumn; readonly name: string }) {
  const { preferences } = usePanel().panel;
  const drag = useRef<{ readonly from: number; readonly width: number }>(undefined);
  const current = (handle: HTMLElement) => widthOf(column) ?? handle.parentElement?.offsetWidth ?? narrowest;
  const resize = (width: number) => resizeColumn(preferences, column.id, width);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === "ArrowLeft" ? -step : event.key === "ArrowRight" ? step : 0;
    if (event.key === "Enter") resizeColumn(preferences, column.id, undefined);
    else if (by === 0) return;
    else resize(current(event.currentTarget) + by * (event.shiftKey ? 4 : 1));
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, width: current(event.currentTarget) };
  };
  const onPointerMove = ({ clientX }: PointerEvent<HTMLElement>) => drag.current && resize(drag.current.width + clientX - drag.current.from);
  return (
    <span
      className="column-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={widthOf(column) ?? 200}
      aria-valuetext={widthOf(column) === undefined ? "as wide as there is room" : `${widthOf(column)} pixels`}
      tabIndex={0}
      title="Drag, or ← → while focused; double click for its own width"
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = undefined)}
      onPointerCancel={() => (drag.current = undefined)}
      onDoubleClick={() => resizeColumn(preferences, column.id, undefined)}
    />
  );
}

/** The tracks of the rows' grid. */
export function gridTracks(columns: readonly ListColumn[]): string {
  return columns.map(trackOf).join(" ");
}

function trackOf(column: ListColumn): string {
  const width = widthOf(column);
  // The lane's sign follows the time.
  if (column.id === "time") return `${width ?? 76}px 14px`;
  if (column.id === "preview") return "minmax(60px, 1fr)";
  if (column.id === "type" && width === undefined) return "minmax(90px, 34%)";
  return `${width ?? 120}px`;
}
