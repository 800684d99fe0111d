import type { BusEvent, Priority } from "../../event/index.ts";
import type { Arrival, HistoryEntry } from "../entry.ts";

/** What a filter reads of one recorded event. */
export interface FilterRow {
  readonly event: BusEvent;
  readonly position: number;
  readonly handlers: number;
  readonly failed: number;
  readonly skipped: number;
  readonly pending: number;
  readonly waitedMs: number | undefined;
  readonly ranMs: number | undefined;
  readonly listeners: readonly string[];
  readonly imported: boolean;
  readonly folded: boolean;
  readonly arrival: Arrival | undefined;
  /** What a predicate gets; only predicates read it, so it may be made on demand. */
  readonly entry: HistoryEntry;
  /** `searchText(event)`, made lazily and cached by whoever owns the row. */
  searchText(): string;
}

/** The four values that many events share; history keeps one per distinct combination. */
export interface Series {
  readonly type: string;
  readonly topic: string;
  readonly source: string;
  readonly priority: Priority;
}

/** A query made ready to run. */
export interface CompiledFilter {
  /** `all`: every event of the series matches; `none`: none can; `some`: `test` decides. */
  readonly series: (series: Series) => "all" | "none" | "some";
  /** No match has a lower position; `-Infinity` when the query does not say. */
  readonly from: number;
  /** No match has a higher position; `Infinity` when the query does not say. */
  readonly to: number;
  /** Whether a row matches. */
  readonly test: (row: FilterRow) => boolean;
}
