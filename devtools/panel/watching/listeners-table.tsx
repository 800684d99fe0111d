import { useRef, useState, type KeyboardEvent } from "react";
import { type ListenerColumn, type ListenerRow, type ListenersState, listenersOf } from "../../model/index.ts";
import { useFixedRows } from "../fixed-rows.ts";
import { icons } from "../icons.tsx";
import type { Ending } from "./listeners-confirm.tsx";
import { GroupRow, LineRow } from "./listeners-row.tsx";
import { usePanel } from "../panel-context.ts";
import { useSize } from "../use-size.ts";

interface TableProps {
  readonly state: ListenersState;
  readonly onEnd: (ending: Ending) => void;
}

const columns: readonly { readonly column: ListenerColumn; readonly name: string; readonly numeric: boolean }[] = [
  { column: "name", name: "Listener", numeric: false },
  { column: "selector", name: "Selector", numeric: false },
  { column: "since", name: "Since", numeric: true },
  { column: "delivered", name: "Delivered", numeric: true },
  { column: "failed", name: "Failed", numeric: true },
  { column: "skipped", name: "Skipped", numeric: true },
  { column: "pending", name: "Pending", numeric: true },
  { column: "p95", name: "p95", numeric: true },
];

/** The subscriptions as a tree of rows, of which only those in sight exist. */
export function ListenerTable({ state, onEnd }: TableProps) {
  const { rows } = state;
  const viewport = useRef<HTMLDivElement>(null);
  const [cursorKey, setCursorKey] = useState<string>();
  const cursor = Math.max(
    0,
    rows.findIndex(({ key }) => key === cursorKey),
  );
  const { width } = useSize(viewport);
  const rowHeight = width > 0 && width < 600 ? 44 : 28;
  const fixed = useFixedRows(viewport, rows.length, rowHeight, cursor);
  const onKeyDown = useTableKeys(rows, cursor, fixed.pageRows, setCursorKey, onEnd);
  return (
    <div
      className="table"
      role="treegrid"
      aria-label="Subscriptions"
      aria-rowcount={rows.length + 1}
      tabIndex={0}
      aria-activedescendant={rows[cursor] ? `listener-${cursor}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup">
        <Head state={state} />
      </div>
      <div ref={viewport} className="table-body" role="rowgroup" onScroll={fixed.onScroll}>
        {rows.length === 0 ? (
          <div role="row">
            <div className="empty" role="gridcell">
              {emptyText(state)}
            </div>
          </div>
        ) : (
          <div role="presentation" style={{ height: fixed.contentHeight }}>
            <div role="presentation" style={{ transform: `translateY(${fixed.offset}px)` }}>
              {rows.slice(fixed.first, fixed.end).map((row, index) => {
                const place = {
                  id: `listener-${fixed.first + index}`,
                  rowIndex: fixed.first + index + 2,
                  focused: fixed.first + index === cursor,
                  onFocus: () => setCursorKey(row.key),
                };
                return row.kind === "group" ? <GroupRow key={row.key} row={row} {...place} /> : <LineRow key={row.key} row={row} onEnd={onEnd} {...place} />;
              })}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

function emptyText({ loaded, filter, listeners }: ListenersState): string {
  if (!loaded) return "Asking the bus …";
  if (listeners.length === 0) return "Nobody has subscribed to this bus.";
  return filter === "" ? "Nothing to show." : `None of ${listeners.length} subscriptions matches “${filter}”.`;
}

function Head({ state: { sort } }: Pick<TableProps, "state">) {
  const { deck } = usePanel();
  return (
    <div className="lt-row lt-head" role="row" aria-rowindex={1}>
      {columns.map(({ column, name, numeric }) => (
        <span
          key={column}
          className={numeric ? "num" : undefined}
          data-column={column}
          role="columnheader"
          aria-sort={sort.column === column ? (sort.descending ? "descending" : "ascending") : "none"}
        >
          <button
            type="button"
            onClick={() => listenersOf(deck).sortBy(column)}
            title={column === "p95" ? "Of its last 64 deliveries while the panel watched" : undefined}
          >
            {name}
            {sort.column === column && (
              <span className="sort-mark" data-descending={sort.descending}>
                {icons.down}
              </span>
            )}
          </button>
        </span>
      ))}
      <span role="columnheader">
        <span className="hidden-label">Actions</span>
      </span>
    </div>
  );
}

function useTableKeys(
  rows: readonly ListenerRow[],
  cursor: number,
  pageRows: number,
  moveTo: (key: string | undefined) => void,
  onEnd: TableProps["onEnd"],
): (event: KeyboardEvent) => void {
  const { deck } = usePanel();
  const row = rows[cursor];
  const goTo = (next: number) => moveTo(rows[Math.max(0, Math.min(rows.length - 1, next))]?.key);
  const toggle = (open: boolean) => {
    if (row?.kind === "group" && row.open !== open) listenersOf(deck).toggle(row.key);
    // Out of a group, to its head.
    else if (row?.kind === "listener" && !open) moveTo(rows.slice(0, cursor).findLast(({ kind }) => kind === "group")?.key ?? row.key);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goTo(cursor + 1),
    ArrowUp: () => goTo(cursor - 1),
    PageDown: () => goTo(cursor + pageRows),
    PageUp: () => goTo(cursor - pageRows),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    ArrowRight: () => toggle(true),
    ArrowLeft: () => toggle(false),
    Enter: () => (row?.kind === "listener" ? void listenersOf(deck).open(row.listener.id) : row && listenersOf(deck).toggle(row.key)),
    Delete: () => row?.kind === "listener" && onEnd({ ids: [row.listener.id], name: row.listener.name }),
  };
  return (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
