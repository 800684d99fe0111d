import { useEffect, useLayoutEffect, useReducer, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import { type EventListModel, type EventListState, ScrollMap, ScrollPlace } from "../../model/index.ts";
import { RowKeys } from "./row-keys.ts";
import { useSize } from "../use-size.ts";

/** Which rows are drawn, and where. */
export interface VirtualRows {
  readonly rowHeight: number;
  readonly tall: boolean;
  readonly headerHeight: number;
  readonly first: number;
  readonly end: number;
  readonly keyOf: (row: number) => number;
  /** Where the first drawn row sits, in pixels from the top of the content. */
  readonly offset: number;
  /** The same for any row; far away it is no place that can be scrolled to. */
  readonly offsetOf: (row: number) => number;
  readonly contentHeight: number;
  readonly pageRows: number;
  readonly onScroll: () => void;
  /** Brings a row into view, which ends following the newest event if that moves it away. */
  readonly reveal: (row: number) => void;
  /** Ends following the newest event, with everything where it is. */
  readonly hold: () => void;
}

const lowRow = 26;
const tallRow = 46;
const header = 24;
const narrow = 460;
const overscan = 6;
/** Rows around those in sight whose events are kept while history evicts them. */
const keptAround = 100;
/** Nobody scrolls any more. */
const settledMs = 150;

/** Rows of one fixed height, of which only those in sight exist; sticks to the end while the list is live. */
export function useVirtualRows(viewport: RefObject<HTMLElement | null>, events: EventListModel, state: EventListState): VirtualRows {
  const { width, height } = useSize(viewport);
  const [place] = useState(() => new ScrollPlace());
  const [keys] = useState(() => new RowKeys());
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  /** Where the list itself has scrolled to last. */
  const written = useRef(0);
  const sizedAt = useRef(0);
  const { lines, live } = state;
  const tall = width > 0 && width < narrow;
  const rowHeight = tall ? tallRow : lowRow;
  const headerHeight = tall ? 0 : header;
  const viewHeight = Math.max(0, height - headerHeight);
  // The line about evicted events scrolls with the rows and is as high as one.
  const map = new ScrollMap({ rows: lines.count, rowHeight, headHeight: state.evicted > 0 ? rowHeight : 0, viewHeight });
  const top = live ? map.endTop : place.topIn(lines, map);
  const scroll = live ? map.endScroll : place.scrollFor(top, map);
  // In a flood every row is drawn anew each time, and those out of sight for nobody.
  const ahead = live && state.batched ? 0 : overscan;
  const firstDrawn = Math.max(0, Math.floor((top - map.size.headHeight) / rowHeight) - ahead);
  // Even, so that every second row goes on being every second one while it scrolls.
  const first = firstDrawn - (firstDrawn % 2);
  const end = Math.min(lines.count, Math.ceil((top - map.size.headHeight + viewHeight) / rowHeight) + ahead);
  keys.cover(first, end);
  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element || viewHeight <= 0) return;
    // Only when it has to move: reading or writing a scroll position makes the browser lay out the page on the spot. A list that was hidden has lost its place.
    if (Math.abs(written.current - scroll) >= 1 || sizedAt.current !== viewHeight) {
      element.scrollTop = scroll;
      written.current = element.scrollTop;
      sizedAt.current = viewHeight;
    }
    place.moveTo(top, scroll, lines, map);
    // Written when one of these has changed; everything else follows from them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [viewport, live, top, scroll, map.contentHeight, viewHeight]);
  const settle = useSettled(() => {
    if (events.state.live) return;
    keep();
    const to = place.settled(map);
    // Somebody has scrolled on, and the news of it is under way: moving the bar now would take that back.
    if (to === undefined || viewport.current?.scrollTop !== written.current) return;
    place.moveTo(top, to, lines, map);
    flushSync(redraw);
  });
  const keep = () => events.hold(Math.max(0, first - keptAround), end + keptAround);
  const onScroll = () => {
    const element = viewport.current;
    if (!element) return;
    const { scrollTop } = element;
    // The news of the list's own scrolling comes late: more rows, or less room, may have moved the end by then, and nobody has scrolled away from it.
    if (live ? scrollTop > written.current - 1 : scrollTop === written.current) return;
    const forward = scrollTop > written.current;
    const atEnd = element.scrollHeight - scrollTop - element.clientHeight < rowHeight / 2;
    written.current = scrollTop;
    place.scrolled(scrollTop, lines, map);
    // In this very frame: a browser that has to wait for the rows shows none, and lays out the page twice.
    flushSync(() => {
      // While nothing is evicted, what is around can wait until nobody scrolls.
      if (!atEnd && state.evicted === 0) events.hold(first, end);
      else if (!atEnd) keep();
      // A list that is held at its very end, by a click on a row, follows again only when somebody scrolls back to the end.
      else if (!live && forward) events.resume();
      redraw();
    });
    settle();
  };
  const reveal = (row: number) => {
    if (viewHeight <= 0) return;
    const rowTop = map.rowTop(row);
    const next = Math.min(rowTop, Math.max(top, rowTop + rowHeight - viewHeight));
    place.moveTo(next, next === top ? scroll : map.toScroll(next), lines, map);
    keep();
    redraw();
  };
  const offsetOf = (row: number) => scroll + map.rowTop(row) - top;
  return {
    rowHeight,
    tall,
    headerHeight,
    first,
    end,
    keyOf: (row) => keys.keyOf(row),
    offset: offsetOf(first),
    offsetOf,
    contentHeight: map.contentHeight,
    pageRows: Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
    onScroll,
    reveal,
    hold: keep,
  };
}

/** Calls back when nobody has scrolled for a moment. */
function useSettled(settled: () => void): () => void {
  const latest = useRef(settled);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(() => {
    latest.current = settled;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), settledMs);
  };
}
