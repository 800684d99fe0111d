import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { EventListModel, EventListState } from "../model/index.ts";
import { useSize } from "./use-size.ts";

/** Which rows are drawn, and where. */
export interface VirtualRows {
  readonly rowHeight: number;
  readonly tall: boolean;
  readonly first: number;
  readonly end: number;
  /** Where the first drawn row sits, in pixels from the top of the content. */
  readonly offset: number;
  readonly contentHeight: number;
  readonly pageRows: number;
  readonly onScroll: () => void;
  /** Brings a row into view, which ends following the newest event if that moves it away. */
  readonly reveal: (row: number) => void;
}

const lowRow = 26;
const tallRow = 46;
const overscan = 6;

/** Rows of one fixed height, of which only those in sight exist; sticks to the end while the list is live. */
export function useVirtualRows(viewport: RefObject<HTMLElement | null>, events: EventListModel, state: EventListState): VirtualRows {
  const { width, height } = useSize(viewport);
  const [scrolledTo, setScrolledTo] = useState(0);
  /** Where the list itself has scrolled to last. */
  const followedTo = useRef(0);
  const tall = width > 0 && width < 460;
  const rowHeight = tall ? tallRow : lowRow;
  // The line about evicted events scrolls with the rows and is as high as one.
  const headHeight = state.evicted > 0 ? rowHeight : 0;
  const contentHeight = headHeight + state.rows.count * rowHeight;
  const endTop = Math.max(0, contentHeight - height);
  const top = state.live ? endTop : Math.min(scrolledTo, endTop);
  const first = Math.max(0, Math.floor((top - headHeight) / rowHeight) - overscan);
  const end = Math.min(state.rows.count, Math.ceil((top - headHeight + height) / rowHeight) + overscan);
  // Only when the end has moved: writing a scroll position makes the browser lay out the page on the spot.
  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element || !state.live) return;
    element.scrollTop = endTop;
    followedTo.current = element.scrollTop;
  }, [viewport, state.live, endTop]);
  const rowsIn = (scrollTop: number): [number, number] => {
    const row = Math.floor((scrollTop - headHeight) / rowHeight);
    return [Math.max(0, row - 100), row + Math.ceil(height / rowHeight) + 100];
  };
  const onScroll = () => {
    const element = viewport.current;
    if (!element) return;
    const { scrollTop } = element;
    const atEnd = element.scrollHeight - scrollTop - element.clientHeight < rowHeight / 2;
    // The news of the list's own scrolling comes late: more rows, or less room, may have moved the end by then, and nobody has scrolled away from it.
    const own = state.live && scrollTop > followedTo.current - 1;
    if (!atEnd && !own) events.hold(...rowsIn(scrollTop));
    // A list that is held at its very end, by a click on a row, follows again only when somebody scrolls back to the end.
    else if (!state.live && scrollTop > scrolledTo) events.resume();
    setScrolledTo(scrollTop);
  };
  const reveal = (row: number) => {
    const element = viewport.current;
    if (!element) return;
    const rowTop = headHeight + row * rowHeight;
    const next = Math.min(rowTop, Math.max(element.scrollTop, rowTop + rowHeight - height));
    events.hold(...rowsIn(next));
    element.scrollTop = next;
    setScrolledTo(next);
  };
  return {
    rowHeight,
    tall,
    first,
    end,
    offset: headHeight + first * rowHeight,
    contentHeight,
    pageRows: Math.max(1, Math.floor(height / rowHeight) - 1),
    onScroll,
    reveal,
  };
}
