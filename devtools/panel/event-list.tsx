import { useEffect, useRef, type MouseEvent, type RefObject } from "react";
import type { EventListModel, EventListState } from "../model/index.ts";
import { EmptyList } from "./empty-list.tsx";
import { EventRow, GoneRow, rowText } from "./event-row.tsx";
import { icons } from "./icons.tsx";
import { useListKeys } from "./list-keys.ts";
import { count, counted } from "./numbers.ts";
import { useStore } from "./use-store.ts";
import { useVirtualRows, type VirtualRows } from "./virtual-rows.ts";

interface EventListProps {
  readonly events: EventListModel;
  readonly source: string;
  readonly listeners: number;
  /** Where a replay is; the list follows it. */
  readonly playhead: number | undefined;
  readonly grid: RefObject<HTMLDivElement | null>;
}

/** The recorded events as rows, newest at the end. */
export function EventList({ events, source, listeners, playhead, grid }: EventListProps) {
  const state = useStore(events);
  const rows = useVirtualRows(grid, events, state);
  const onKeyDown = useListKeys(events, state, rows);
  useReveal(playhead, playhead, state, rows);
  // Opening the detail takes room from the list, perhaps the very row that was opened.
  useReveal(state.opened && `${state.opened.position} in ${rows.pageRows}`, state.opened?.position, state, rows);
  const onClick = (event: MouseEvent) => {
    const position = positionOf(event.target);
    if (position === undefined) return;
    // Whoever opens an event wants to read it, not to see it scroll away.
    events.hold(rows.first, rows.end);
    events.open(position);
  };
  return (
    <>
      <div
        ref={grid}
        className="grid"
        role="grid"
        aria-label="Events"
        aria-rowcount={state.rows.count}
        aria-activedescendant={state.cursor === undefined ? undefined : `row-${state.cursor}`}
        tabIndex={0}
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {state.rows.count === 0 ? (
          // A grid consists of rows, also when it has only this to say.
          <div className="whole" role="row">
            <div className="whole" role="gridcell">
              <EmptyList events={events} state={state} source={source} listeners={listeners} />
            </div>
          </div>
        ) : (
          <div className="grid-content" role="presentation" style={{ height: rows.contentHeight }}>
            {state.evicted > 0 && (
              <div className="evicted" style={{ height: rows.rowHeight }}>
                {counted(state.evicted, "older event")} evicted
              </div>
            )}
            <div className="grid-window" role="rowgroup" style={{ transform: `translateY(${rows.offset}px)` }}>
              {rowElements(events, state, rows, playhead)}
            </div>
          </div>
        )}
      </div>
      {state.batched && (
        <div className="pace" title="Events come faster than anyone reads, so the list is drawn ten times a second">
          {count(state.perSecond)} events/s, drawn 10×/s
        </div>
      )}
      {!state.live && state.unseen > 0 && (
        <button type="button" className="pill" onClick={() => events.resume()}>
          {icons.down} {count(state.unseen)} new
        </button>
      )}
    </>
  );
}

function rowElements(events: EventListModel, state: EventListState, rows: VirtualRows, playhead: number | undefined) {
  const elements = [];
  let before = entryAt(events, state, rows.first - 1);
  for (let row = rows.first; row < rows.end; row += 1) {
    const position = state.rows.positionAt(row);
    const entry = entryAt(events, state, row);
    // Keyed by row and not by event: a list that follows a flood then changes texts instead of building elements.
    if (position === undefined || !entry) elements.push(<GoneRow key={row} position={position} rowIndex={row} height={rows.rowHeight} />);
    else {
      const marks = { selected: position === state.cursor, playhead: position === playhead };
      elements.push(<EventRow key={row} position={position} rowIndex={row} height={rows.rowHeight} tall={rows.tall} {...marks} {...rowText(entry, before)} />);
    }
    before = entry;
  }
  return elements;
}

function entryAt(events: EventListModel, state: EventListState, row: number) {
  const position = state.rows.positionAt(row);
  return position === undefined ? undefined : events.entry(position);
}

/** Brings a position into view whenever the key changes, and leaves the list alone otherwise. */
function useReveal(key: string | number | undefined, position: number | undefined, state: EventListState, rows: VirtualRows): void {
  const shown = useRef(key);
  useEffect(() => {
    if (key === shown.current) return;
    shown.current = key;
    if (position !== undefined && position > 0) rows.reveal(state.rows.rowOf(position));
  });
}

function positionOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest("[data-position]") : null;
  const position = row?.getAttribute("data-position");
  return position ? Number(position) : undefined;
}
