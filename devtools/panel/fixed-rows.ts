import { useLayoutEffect, useState, type RefObject } from "react";
import { useSize } from "./use-size.ts";

/** Which rows of a long list are drawn, and where. */
export interface FixedRows {
  readonly first: number;
  readonly end: number;
  /** Of the first drawn row, in pixels from the top of the content. */
  readonly offset: number;
  readonly contentHeight: number;
  readonly pageRows: number;
  readonly onScroll: () => void;
}

const overscan = 8;

/** Rows of one height, of which only those in sight exist. @param cursor the row that is brought into sight when it changes */
export function useFixedRows(viewport: RefObject<HTMLElement | null>, count: number, rowHeight: number, cursor: number): FixedRows {
  const { height } = useSize(viewport);
  const [top, setTop] = useState(0);
  const contentHeight = count * rowHeight;
  const isShown = height > 0;
  const seenTop = Math.min(top, Math.max(0, contentHeight - height));
  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element || !isShown) return;
    const rowTop = cursor * rowHeight;
    const next = Math.min(rowTop, Math.max(element.scrollTop, rowTop + rowHeight - height));
    if (next !== element.scrollTop) element.scrollTop = next;
    setTop(element.scrollTop);
    // Another height alone scrolls nothing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [viewport, cursor, rowHeight, isShown]);
  const first = Math.max(0, Math.floor(seenTop / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((seenTop + height) / rowHeight) + overscan);
  return {
    first,
    end,
    offset: first * rowHeight,
    contentHeight,
    pageRows: Math.max(1, Math.floor(height / rowHeight) - 1),
    onScroll: () => setTop(viewport.current?.scrollTop ?? 0),
  };
}
