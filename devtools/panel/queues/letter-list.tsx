import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { formatTime, mostLetters, visibleText } from "../../model/index.ts";
import { useFixedRows } from "../fixed-rows.ts";
import { count } from "../numbers.ts";
import { useStore } from "../use-store.ts";
import type { LettersProps } from "./letters.tsx";

const rowHeight = 40;
/** Rows before the end from which on the next page is asked for. */
const soonRows = 20;

/** The letters as a list, of which only those in sight exist. */
export function LetterList({ letters }: LettersProps) {
  const { loaded, looking, rows, more, opened, choice } = useStore(letters);
  const viewport = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const cursor = Math.max(0, Math.min(rows.length - 1, at));
  const fixed = useFixedRows(viewport, rows.length, rowHeight, cursor);
  const id = useId();
  const shown = rows.length;
  const nearEnd = fixed.end > shown - soonRows;
  useEffect(() => {
    if (more && nearEnd) void letters.loadMore(shown);
  }, [letters, more, nearEnd, shown]);
  const onKeyDown = useListKeys(letters, cursor, fixed.pageRows, setAt);
  if (rows.length === 0) {
    const narrowed = choice.group !== undefined || (choice.filter ?? "").trim() !== "";
    return (
      <p className="compose-note letter-list">
        {loaded && !looking ? (narrowed ? "No dead letter is both in this group and matched by the filter." : "No dead letters.") : "Reading …"}
      </p>
    );
  }
  return (
    <div className="letter-list">
      <div
        ref={viewport}
        className="letter-rows"
        role="listbox"
        aria-label="Letters"
        aria-busy={looking}
        tabIndex={0}
        aria-activedescendant={cursor >= fixed.first && cursor < fixed.end ? `${id}${cursor}` : undefined}
        onScroll={fixed.onScroll}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: fixed.contentHeight }}>
          <div role="presentation" style={{ transform: `translateY(${fixed.offset}px)` }}>
            {rows.slice(fixed.first, fixed.end).map((row, nth) => {
              const index = fixed.first + nth;
              return (
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the list's
                <div
                  key={row.id}
                  id={`${id}${index}`}
                  className="letter-row"
                  role="option"
                  tabIndex={-1}
                  aria-selected={row.id === opened?.row.id}
                  aria-posinset={index + 1}
                  aria-setsize={more ? -1 : rows.length}
                  data-focus={index === cursor}
                  onClick={() => {
                    setAt(index);
                    void letters.open(row);
                  }}
                >
                  <span className="mono cut">{visibleText(row.type)}</span>
                  <span className="number muted">{formatTime(row.deadAt)}</span>
                  <bdi className="cut letter-message">{visibleText(row.message)}</bdi>
                  <span className="muted">
                    {count(row.attempts)}×{row.redriven > 0 && `, redriven ${count(row.redriven)}×`}
                  </span>
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {more && rows.length >= mostLetters && <p className="compose-note">The first {count(rows.length)} are shown: narrow by the filter to see others.</p>}
    </div>
  );
}

/** The letters, from any element beside them. */
export function focusList(beside: Element | null): void {
  beside?.closest(".letters")?.querySelector<HTMLElement>("[role=listbox]")?.focus();
}

function useListKeys(letters: LettersProps["letters"], cursor: number, pageRows: number, goTo: (index: number) => void): (event: KeyboardEvent) => void {
  const { rows } = letters.state;
  const to = (index: number) => goTo(Math.max(0, Math.min(rows.length - 1, index)));
  const press = () => void letters.open(rows[cursor]);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => to(cursor + 1),
    ArrowUp: () => to(cursor - 1),
    PageDown: () => to(cursor + pageRows),
    PageUp: () => to(cursor - pageRows),
    Home: () => to(0),
    End: () => to(rows.length - 1),
    Enter: press,
    " ": press,
  };
  return (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
