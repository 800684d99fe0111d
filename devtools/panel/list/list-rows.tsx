import type { HistoryEntry } from "eventdeck";
import {
  attemptedType,
  type ColumnTexts,
  type EventListModel,
  type EventListState,
  type Line,
  type ListColumn,
  reasonText,
  type TimeMode,
  visibleText,
} from "../../model/index.ts";
import { AttemptRow } from "./attempt-row.tsx";
import { EventRow, GoneRow, rowText, timeText } from "./event-row.tsx";
import { FoldRow } from "./fold-row.tsx";
import type { VirtualRows } from "./virtual-rows.ts";

/** What the rows are made from. */
export interface RowsOf {
  readonly events: EventListModel;
  readonly state: EventListState;
  readonly rows: VirtualRows;
  readonly playhead: number | undefined;
  readonly pins: readonly HistoryEntry[];
  /** Positions of the events that are picked. */
  readonly picked: ReadonlySet<number>;
  readonly added: readonly ListColumn[];
  readonly texts: ColumnTexts;
  readonly time: TimeMode;
  /** When the first event that is known was recorded. */
  readonly start: number;
  /** Whether the connection may still bring what is missing. */
  readonly awaited: boolean;
  /** The first position that history still has. */
  readonly oldest: number;
}

/** The rows in sight. */
export function rowElements(of: RowsOf) {
  const { state, rows } = of;
  const elements = [];
  for (let row = rows.first; row < rows.end; row += 1) {
    const line = state.lines.at(row);
    if (line) elements.push(rowElement(of, line, row));
  }
  return elements;
}

/** The row of the cursor, when it is not among those in sight: what is selected stays there for those who read by ear. */
export function farRow(of: RowsOf) {
  const { state, rows } = of;
  if (state.cursor === undefined) return undefined;
  const row = cursorRow(state);
  if (row >= rows.first && row < rows.end) return undefined;
  const line = state.lines.at(row);
  if (!line || (line.kind === "place" && line.place !== state.cursor)) return undefined;
  const away = row < rows.first ? -4 * rows.rowHeight : (rows.end - rows.first) * rows.rowHeight;
  return (
    <div key="far" className="grid-window" role="rowgroup" style={{ transform: `translateY(${rows.offset + away}px)` }}>
      {rowElement(of, line, row)}
    </div>
  );
}

/** The row that the cursor is on; that of its fold when it is folded. */
export function cursorRow({ lines, cursor, onFold }: EventListState): number {
  if (cursor === undefined) return -1;
  const row = lines.rowOf(cursor);
  return onFold && lines.foldOf(cursor)?.open ? row - 1 : row;
}

/** The element that stands for the cursor. */
export function cursorId(state: EventListState): string | undefined {
  const line = state.lines.at(cursorRow(state));
  if (!line) return undefined;
  if (line.kind === "fold") return `fold-${line.place}`;
  return line.place === state.cursor ? `row-${line.place}` : undefined;
}

function rowElement(of: RowsOf, line: Line, row: number) {
  const { events, rows } = of;
  const key = rows.keyOf(row);
  const frame = {
    place: line.place,
    rowIndex: row,
    height: rows.rowHeight,
    tall: rows.tall,
    selected: isSelected(of, line),
    inside: line.kind === "place" && line.inside,
    dimmed: line.kind === "place" && events.isDimmed(line.place),
  };
  if (line.kind === "fold") return foldElement(of, line, row, { ...frame, key });
  const attempt = events.attemptAt(line.place);
  if (attempt) {
    const time = timeAt(of, attempt.at, row);
    return (
      <AttemptRow {...frame} key={key} time={time} type={visibleText(attemptedType(attempt))} reason={attempt.reason} why={visibleText(reasonText(attempt))} />
    );
  }
  const entry = events.entry(line.place);
  if (!entry) return <GoneRow {...frame} key={key} text={goneText(of, line.place)} />;
  const marks = { playhead: line.place === of.playhead, pinned: of.pins.some((pin) => pin.position === line.place) };
  return <EventRow {...frame} {...marks} key={key} time={timeAt(of, entry.recordedAt, row)} {...rowText(entry, of.added, of.texts)} />;
}

function isSelected({ state, picked }: RowsOf, line: Line): boolean {
  if (picked.size > 0) return line.kind === "place" ? picked.has(line.place) : isFolded(line) && picked.has(line.fold.first) && picked.has(line.fold.last);
  return line.place === state.cursor && (line.kind === "fold") === (state.onFold || isFolded(line));
}

function isFolded(line: Line): boolean {
  return line.kind === "fold" && !line.fold.open;
}

type Frame = Parameters<typeof GoneRow>[0];

function foldElement(of: RowsOf, line: Extract<Line, { kind: "fold" }>, row: number, { key, ...frame }: Omit<Frame, "text"> & { readonly key: number }) {
  const { events, state, pins } = of;
  const { first, last, count, failed, open, key: kindKey } = line.fold;
  const kind = events.kindOf(kindKey);
  const firstAt = recordedAt(events, first);
  const lastAt = recordedAt(events, last);
  const inside = (place: number | undefined) => place !== undefined && place >= first && place <= last;
  return (
    <FoldRow
      {...frame}
      key={key}
      type={visibleText(kind?.type ?? events.entry(first)?.event.type ?? "events")}
      count={count}
      failed={failed}
      unheard={kind?.unheard ?? false}
      reason={kind?.reason}
      open={open}
      time={firstAt === undefined ? "" : timeAt(of, firstAt, row)}
      spanMs={firstAt === undefined || lastAt === undefined ? undefined : lastAt - firstAt}
      pinned={pins.filter((pin) => inside(pin.position)).length}
      matching={events.highlightedIn(first, last)}
      holdsSelected={!open && !state.onFold && inside(state.cursor)}
    />
  );
}

function timeAt(of: RowsOf, at: number, row: number): string {
  return timeText(of.time, at, of.time === "delta" ? endOf(of, row - 1) : undefined, of.start);
}

/** When the row above ended: a fold with its last event, an opened one with nothing but its head. */
function endOf({ events, state }: RowsOf, row: number): number | undefined {
  const line = state.lines.at(row);
  if (!line) return undefined;
  if (line.kind === "place") return recordedAt(events, line.place);
  return recordedAt(events, line.fold.open ? line.fold.first : line.fold.last);
}

function recordedAt(events: EventListModel, place: number): number | undefined {
  return events.attemptAt(place)?.at ?? events.entry(place)?.recordedAt;
}

function goneText({ awaited, oldest }: RowsOf, place: number): string {
  if (place < oldest) return `#${place} has been evicted`;
  return awaited ? `#${place} loading …` : `#${place} was not told before the connection was lost`;
}
