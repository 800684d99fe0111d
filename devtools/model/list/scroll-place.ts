import type { Lines } from "./lines.ts";

/** What there is to scroll through, in pixels and rows. */
export interface ScrollSize {
  readonly rows: number;
  readonly rowHeight: number;
  /** Of what scrolls away above the first row. */
  readonly headHeight: number;
  /** Of the part in sight. */
  readonly viewHeight: number;
}

// Browsers stop at some 16 to 33 million pixels, and place what is far down on whole pixels only.
const tallest = 6_000_000;
// At both ends a pixel of the scroll bar is a pixel of the list, so that the ends are reached as in any other list.
const exactEnd = 1_000_000;
// What wheels, keys and fingers scroll by at once, at most; a scroll bar of so long a list moves by more with every pixel.
const longestStep = 4_000;

/** The list's own pixels, all of them, beside those that the browser scrolls through. */
export class ScrollMap {
  readonly size: ScrollSize;
  readonly #full: number;

  constructor(size: ScrollSize) {
    this.size = size;
    this.#full = size.headHeight + size.rows * size.rowHeight;
  }

  /** What the browser is given to scroll through. */
  get contentHeight(): number {
    return Math.min(this.#full, tallest);
  }
  get isCompressed(): boolean {
    return this.#full > tallest;
  }
  /** The list's own pixel at the top of the view when it is scrolled to its end. */
  get endTop(): number {
    return Math.max(0, this.#full - this.size.viewHeight);
  }
  get endScroll(): number {
    return Math.max(0, this.contentHeight - this.size.viewHeight);
  }

  rowTop(row: number): number {
    return this.size.headHeight + row * this.size.rowHeight;
  }

  toTop(scroll: number): number {
    if (!this.isCompressed || scroll <= exactEnd) return Math.min(scroll, this.endTop);
    const fromEnd = this.endScroll - scroll;
    if (fromEnd <= exactEnd) return this.endTop - Math.max(0, fromEnd);
    return exactEnd + (scroll - exactEnd) * this.#stretch;
  }

  toScroll(top: number): number {
    if (!this.isCompressed || top <= exactEnd) return Math.min(top, this.endScroll);
    const fromEnd = this.endTop - top;
    if (fromEnd <= exactEnd) return this.endScroll - Math.max(0, fromEnd);
    // Whole pixels, as the browser takes them: what it rounded would move the rows.
    return Math.round(exactEnd + (top - exactEnd) / this.#stretch);
  }

  get #stretch(): number {
    return (this.endTop - 2 * exactEnd) / (this.endScroll - 2 * exactEnd);
  }
}

/** What stands at the top of the view. */
interface Anchor {
  readonly place: number;
  readonly isFold: boolean;
  /** Pixels of its row, or of what is above the rows, that are scrolled away. */
  readonly hidden: number;
}

/**
 * Where a list is scrolled to: by the line at the top of the view, which stays there whatever comes, goes or folds above it. Scrolling goes
 * pixel by pixel as in any list, however long it is, while the scroll bar spans all of it.
 */
export class ScrollPlace {
  #anchor: Anchor | undefined;
  #top = 0;
  #scroll = 0;

  /** The list's own pixel at the top of the view. */
  topIn(lines: Lines, map: ScrollMap): number {
    const anchor = this.#anchor;
    if (!anchor) return Math.min(this.#top, map.endTop);
    return Math.max(0, Math.min(map.endTop, map.rowTop(rowOf(anchor, lines)) + anchor.hidden));
  }

  /** Where the browser has to be scrolled to for that; as it is, where that does. */
  scrollFor(top: number, map: ScrollMap): number {
    if (!map.isCompressed) return map.toScroll(top);
    return Math.abs(top - this.#top) < 0.5 ? Math.min(this.#scroll, map.endScroll) : map.toScroll(top);
  }

  /** Somebody has scrolled. */
  scrolled(scroll: number, lines: Lines, map: ScrollMap): void {
    const by = scroll - this.#scroll;
    const isStep = map.isCompressed && Math.abs(by) <= longestStep && scroll > 0 && scroll < map.endScroll - 0.5;
    this.moveTo(isStep ? this.#top + by : map.toTop(scroll), scroll, lines, map);
  }

  /** The list has been brought to a place. */
  moveTo(top: number, scroll: number, lines: Lines, map: ScrollMap): void {
    this.#top = Math.max(0, Math.min(top, map.endTop));
    this.#scroll = scroll;
    this.#anchor = anchorAt(this.#top, lines, map);
  }

  /** After scrolling in steps the scroll bar stands beside where it belongs: where it has to be moved to, if it does. */
  settled(map: ScrollMap): number | undefined {
    const scroll = map.toScroll(this.#top);
    return map.isCompressed && Math.abs(scroll - this.#scroll) >= 1 ? scroll : undefined;
  }
}

function anchorAt(top: number, lines: Lines, map: ScrollMap): Anchor | undefined {
  const { rowHeight, headHeight } = map.size;
  const row = Math.max(0, Math.floor((top - headHeight) / rowHeight));
  const line = lines.at(row);
  return line && { place: line.place, isFold: line.kind === "fold", hidden: top - map.rowTop(row) };
}

function rowOf({ place, isFold }: Anchor, lines: Lines): number {
  const row = lines.rowOf(place);
  return isFold && lines.foldOf(place)?.open ? row - 1 : row;
}
