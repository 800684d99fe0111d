import { rangeRows, type EventLog, type ReplayRequest, type Rows } from "../../target/index.ts";
import type { ReplayScope, ReplaySources } from "./replay-settings.ts";

/** The events that a deck goes through at one moment. */
export interface Playlist {
  readonly scope: ReplayScope;
  readonly rows: Rows;
  /** As a replay is asked for them. */
  readonly request: Pick<ReplayRequest, "filter" | "from" | "to" | "positions">;
  /** What they are, in words. */
  readonly text: string;
}

/** What a scope means now. */
export function playlistOf(scope: ReplayScope, sources: ReplaySources, log: EventLog): Playlist {
  if (scope === "selection") return ofPositions(sources.selected().filter((position) => position >= log.firstPosition));
  if (scope === "span") return ofSpan(sources.span(), log);
  const filter = sources.filter();
  if (scope === "filter" && filter !== "") return { scope, rows: sources.rows(), request: { filter }, text: filter };
  return { scope, rows: rangeRows(log.firstPosition, log.lastPosition), request: {}, text: "everything" };
}

function ofPositions(positions: readonly number[]): Playlist {
  const rows: Rows = { count: positions.length, positionAt: (row) => positions[row], rowOf: (position) => positions.filter((each) => each < position).length };
  return { scope: "selection", rows, request: { positions }, text: "the selection" };
}

function ofSpan(span: { readonly from: number; readonly to: number } | undefined, log: EventLog): Playlist {
  if (!span) return { scope: "span", rows: rangeRows(1, 0), request: { positions: [] }, text: "no span" };
  const from = Math.max(span.from, log.firstPosition);
  const to = Math.min(span.to, log.lastPosition);
  return { scope: "span", rows: rangeRows(from, to), request: { from, to }, text: `#${from} to #${to}` };
}
