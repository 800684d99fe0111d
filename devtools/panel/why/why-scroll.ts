import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { useSize } from "../use-size.ts";

/** Which rows of a long tree are drawn. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  readonly pageRows: number;
  readonly onScroll: () => void;
  /** Scrolls no further than is needed to see a row. */
  readonly reveal: (row: number) => void;
}

const overscan = 8;

/**
 * Rows of one height, of which only those in sight exist. When rows come or go above it, the row at the top stays where it is.
 *
 * @param keyOf - of a row, the same for as long as it stands
 */
export function useRowWindow(viewport: RefObject<HTMLElement | null>, count: number, rowHeight: number, keyOf: (row: number) => string | undefined): RowWindow {
  const { height } = useSize(viewport);
  const [top, setTop] = useState(0);
  const anchor = useRef<{ readonly key: string | undefined; readonly row: number }>({ key: undefined, row: 0 });
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + overscan);
  const remember = (scrollTop: number) => {
    const row = Math.floor(scrollTop / rowHeight);
    anchor.current = { key: keyOf(row), row };
  };
  useLayoutEffect(() => {
    const element = viewport.current;
    const { key, row } = anchor.current;
    if (!element || key === undefined || element.scrollTop < 1) return;
    const now = findNear(key, row, count, keyOf);
    if (now !== undefined && now !== row) element.scrollTop += (now - row) * rowHeight;
    remember(element.scrollTop);
  });
  const onScroll = () => {
    const { scrollTop } = viewport.current ?? { scrollTop: 0 };
    remember(scrollTop);
    setTop(scrollTop);
  };
  const reveal = (row: number) => {
    const element = viewport.current;
    if (!element || row < 0) return;
    const next = Math.min(row * rowHeight, Math.max(element.scrollTop, (row + 1) * rowHeight - element.clientHeight));
    if (next !== element.scrollTop) element.scrollTop = next;
  };
  return { first, end, pageRows: Math.max(1, Math.floor(height / rowHeight) - 1), onScroll, reveal };
}

/** Rows move little from one drawing to the next: the search begins where the row was. */
function findNear(key: string, row: number, count: number, keyOf: (row: number) => string | undefined): number | undefined {
  for (let away = 0; away < count; away += 1) {
    if (row + away < count && keyOf(row + away) === key) return row + away;
    if (row - away >= 0 && keyOf(row - away) === key) return row - away;
  }
  return undefined;
}
