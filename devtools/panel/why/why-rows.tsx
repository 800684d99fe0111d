import { useLayoutEffect, useRef, useState, type CSSProperties, type MouseEvent } from "react";
import { type DeckModel, textOfRow, type TimeSpan, storyOf } from "../../model/index.ts";
import { lettersOn } from "../keys.ts";
import { usePanel } from "../panel-context.ts";
import { useSize } from "../use-size.ts";
import { useStore } from "../use-store.ts";
import { WaterfallAxis } from "./waterfall-axis.tsx";
import { WaterfallMinimap } from "./waterfall-minimap.tsx";
import { WhyDivider } from "./why-divider.tsx";
import { whyKeys } from "./why-keys.ts";
import { WhyRow, whyRowHeight } from "./why-row.tsx";
import { useRowWindow } from "./why-scroll.ts";
import { isElement } from "../is-element.ts";

interface WhyRowsProps {
  readonly deck: DeckModel;
  /** Per cent of the width that the names have. */
  readonly names: number;
  readonly onNames: (names: number) => void;
}

/** So many rows are seen at a glance anyway. */
const fewRows = 16;
const nothing: readonly TimeSpan[] = [];

/** The tree and its waterfall, row by row. */
export function WhyRows({ deck, names, onNames }: WhyRowsProps) {
  const story = storyOf(deck);
  const state = useStore(story);
  const place = usePanel();
  const { waterfall, visible, folded, selected, zoom } = state;
  const grid = useRef<HTMLDivElement>(null);
  // Rows that are no event can be reached, and not selected.
  const [moved, setMoved] = useState({ from: selected, to: selected });
  const cursor = moved.from === selected ? moved.to : selected;
  const keyAt = (line: number) => waterfall.rows[visible[line] ?? -1]?.key;
  const rows = useRowWindow(grid, visible.length, whyRowHeight, keyAt);
  const { width } = useSize(grid);
  const lineOf = (key: string) => visible.findIndex((index) => waterfall.rows[index]?.key === key);
  const goTo = (line: number) => {
    const row = waterfall.rows[visible[Math.max(0, Math.min(visible.length - 1, line))] ?? -1];
    if (!row) return;
    setMoved({ from: selected, to: row.key });
    rows.reveal(lineOf(row.key));
    if (row.node?.entry) deck.events.open(row.node.entry.position);
  };
  useReveal(selected, lineOf(selected), rows.reveal);
  const onKeyDown = whyKeys({ story, state, cursor, line: lineOf(cursor), pageRows: rows.pageRows, letters: lettersOn(place), goTo });
  const onClick = ({ target }: MouseEvent) => {
    const element = isElement(target) ? target : undefined;
    const line = Number(element?.closest("[data-line]")?.getAttribute("data-line") ?? Number.NaN);
    const key = keyAt(line);
    if (key === undefined) return;
    if (element?.closest("[data-fold]")) story.fold(key, !folded.has(key));
    else goTo(line);
  };
  const cursorLine = lineOf(cursor);
  return (
    <div className="why-table" style={styleOf(names)}>
      {waterfall.rows.length > fewRows && <WaterfallMinimap key={place.panel.state.theme} story={story} />}
      <div className="why-head">
        <span className="why-head-name">Cause and consequences</span>
        <WaterfallAxis story={story} />
        <WhyDivider names={names} onNames={onNames} />
      </div>
      <div
        ref={grid}
        className="why-grid"
        role="treegrid"
        aria-label="Causes and consequences, with their times"
        aria-rowcount={visible.length}
        aria-colcount={2}
        aria-readonly="true"
        aria-activedescendant={cursorLine >= rows.first && cursorLine < rows.end ? rowId(cursorLine) : undefined}
        tabIndex={0}
        onScroll={rows.onScroll}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div className="why-content" role="presentation" style={{ height: visible.length * whyRowHeight }}>
          <div role="rowgroup" style={{ transform: `translateY(${rows.first * whyRowHeight}px)` }}>
            {visible.slice(rows.first, rows.end).map((index, offset) => {
              const row = waterfall.rows[index];
              const line = rows.first + offset;
              if (!row) return null;
              const { key, depth, nth, siblings, time } = row;
              return (
                <WhyRow
                  key={key}
                  id={rowId(line)}
                  line={line}
                  depth={depth}
                  nth={nth}
                  siblings={siblings}
                  below={row.end - index - 1}
                  width={width}
                  text={textOfRow(row, (position) => deck.deliveries.of(position))}
                  time={time}
                  path={waterfall.path.get(index) ?? nothing}
                  from={zoom?.from ?? waterfall.from}
                  to={zoom?.to ?? waterfall.to}
                  folded={folded.has(key)}
                  selected={key === selected}
                  cursor={key === cursor}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

function rowId(line: number): string {
  return `why-${line}`;
}

/** Brings the selected row into view when another one is selected, or when it first appears; then leaves the scrolling alone. */
function useReveal(selected: string, line: number, reveal: (line: number) => void): void {
  const shown = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (shown.current === selected || line < 0) return;
    shown.current = selected;
    reveal(line);
  });
}

function styleOf(names: number): CSSProperties & Record<"--names", string> {
  return { "--names": `${names}%` };
}
