import { useEffect, useMemo, useRef, type CSSProperties, type MouseEvent, type RefObject } from "react";
import { ColumnTexts, type EventListState, mostPicked, type PanelModel, readColumns, readTimeMode } from "../../model/index.ts";
import { askForMenu } from "./ask-for-menu.ts";
import { icons } from "../icons.tsx";
import { isElement } from "../is-element.ts";
import { gridTracks, ListHeader } from "./list-header.tsx";
import { useListKeys } from "./list-keys.ts";
import { cursorId, cursorRow, farRow, rowElements } from "./list-rows.tsx";
import { LaterEmptyList, LaterPinStrip } from "../later-views.ts";
import { useContextMenu } from "../menu/menu.tsx";
import { count, counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import type { RowPress } from "./row-menu.ts";
import { useStripWindow } from "../strip/strip-window.ts";
import { useStore } from "../use-store.ts";
import { useVirtualRows, type VirtualRows } from "./virtual-rows.ts";

interface EventListProps {
  readonly grid: RefObject<HTMLDivElement | null>;
}

/** The recorded events as rows, newest at the end, with what was attempted and bursts folded. */
export function EventList({ grid }: EventListProps) {
  const place = usePanel();
  const { deck, panel } = place;
  const { events, target } = deck;
  const { playhead } = useStore(deck.replay);
  const { connection } = useStore(target.status);
  useStore(panel.preferences);
  const state = useStore(events);
  const pins = useStore(events.pins);
  const picked = useStore(events.picked);
  const texts = useMemo(() => new ColumnTexts(target), [target]);
  useStore(texts);
  const rows = useVirtualRows(grid, events, state);
  useStripWindow(deck.strip, state.lines, rows);
  const columns = readColumns(panel.preferences);
  const shown = rows.tall ? columns.slice(0, 0) : columns;
  const added = rows.tall ? [] : columns.filter(({ id }) => !["time", "type", "preview", "outcome"].includes(id));
  const onKeyDown = useListKeys(events, state, rows);
  const { open, menu } = useContextMenu("Row", (press: RowPress, { rowMenuItems }) => rowMenuItems(place, columns, press));
  useReveal(playhead, playhead, state, rows);
  // Opening the detail takes room from the list, perhaps the very row that was opened.
  useReveal(`${state.revealed} in ${rows.pageRows}`, state.revealed > 0 ? state.cursor : undefined, state, rows);
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const press = pressOf(event.target);
    if (!press) return;
    if (press.onMenu) return askForMenu(press.onMenu);
    // Whoever opens an event wants to read it, not to see it scroll away.
    rows.hold();
    if (press.onFold && !event.shiftKey) {
      events.toggleFold(press.place);
      return events.moveTo(press.place, true);
    }
    if (event.shiftKey) return tell(panel, events.pickTo(press.place));
    if (event.ctrlKey || event.metaKey) return tell(panel, events.pick(press.place));
    events.open(press.place);
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const press = pressOf(event.target);
    if (!press || press.onFold) return;
    rows.hold();
    // A menu on one of several that are picked is for all of them.
    if (!picked.has(press.place)) events.moveTo(press.place);
    open(event, press);
  };
  const start = events.entry(target.log.firstPosition)?.recordedAt ?? 0;
  const drawn = {
    events,
    state,
    rows,
    playhead,
    pins,
    picked,
    added,
    texts,
    time: readTimeMode(panel.preferences),
    start,
    awaited: connection !== "lost",
    oldest: target.log.firstPosition,
  };
  const tracks: CSSProperties & Record<"--columns", string> = { "--columns": gridTracks(columns) };
  return (
    <>
      {pins.length > 0 && <LaterPinStrip />}
      <div className="list-frame">
        <div
          ref={grid}
          className="grid"
          role="treegrid"
          aria-label="Events"
          aria-multiselectable="true"
          aria-rowcount={state.lines.count + 1}
          aria-activedescendant={cursorId(state)}
          tabIndex={0}
          style={tracks}
          onScroll={rows.onScroll}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onContextMenu={onContextMenu}
        >
          {shown.length > 0 && <ListHeader columns={shown} height={rows.headerHeight} />}
          {state.lines.count === 0 ? (
            // A grid consists of rows, also when it has only this to say.
            <div className="whole" role="row">
              <div className="whole" role="gridcell">
                <LaterEmptyList />
              </div>
            </div>
          ) : (
            <div className="grid-content" role="presentation" style={{ height: rows.contentHeight }}>
              {state.evicted > 0 && rows.first === 0 && (
                <div className="evicted" role="row" style={{ height: rows.rowHeight, transform: `translateY(${rows.offsetOf(0) - rows.rowHeight}px)` }}>
                  <span role="gridcell">{evictedText(state)}</span>
                </div>
              )}
              <div className="grid-window" role="rowgroup" style={{ transform: `translateY(${rows.offset}px)` }}>
                {rowElements(drawn)}
              </div>
              {farRow(drawn)}
            </div>
          )}
        </div>
        {state.batched && (
          <div className="pace" title="Events come faster than anyone reads, so the list is drawn now and then only">
            {count(state.perSecond)} events/s, drawn {state.drawnPerSecond}×/s
          </div>
        )}
        {!state.live && state.unseen > 0 && (
          <button type="button" className="pill" onClick={() => events.resume()} title="Follow the newest event (End)">
            {icons.down} +{count(state.unseen)} new
          </button>
        )}
      </div>
      {menu}
    </>
  );
}

function tell(panel: PanelModel, fits: boolean): void {
  if (!fits) panel.notify(`No more than ${count(mostPicked)} events can be picked at once. Export the filter, or brush a span on the strip, for more.`);
}

function evictedText({ evicted, evictedBytes }: EventListState): string {
  return `${counted(evicted, "older event")} evicted, about ${count(Math.max(1, Math.round(evictedBytes / 1e6)))} MB`;
}

/** Brings a place into view whenever the key changes, and leaves the list alone otherwise. */
function useReveal(key: string | number | undefined, place: number | undefined, state: EventListState, rows: VirtualRows): void {
  const shown = useRef(key);
  useEffect(() => {
    if (key === shown.current) return;
    shown.current = key;
    if (place !== undefined && place > 0) rows.reveal(place === state.cursor ? cursorRow(state) : state.lines.rowOf(place));
  });
}

interface Press extends RowPress {
  readonly onFold: boolean;
  /** The button that opens the row's menu. */
  readonly onMenu: Element | undefined;
}

function pressOf(target: EventTarget): Press | undefined {
  const row = isElement(target) ? target.closest("[data-position]") : null;
  const place = row?.getAttribute("data-position");
  if (!row || !place || !isElement(target)) return undefined;
  const column = target.closest("[data-column]")?.getAttribute("data-column") ?? undefined;
  return { place: Number(place), column, onFold: row.hasAttribute("data-fold"), onMenu: target.closest("[data-menu]") ?? undefined };
}
