import type { ReplayState } from "eventdeck";
import { rangeRows } from "../../target/index.ts";
import type { PaceOptions } from "../pace.ts";
import type { PreferenceStore } from "../preferences.ts";
import type { DeckMode, ReplaySettings, ReplaySources } from "./replay-settings.ts";

/** What one replay did to its listeners, counted from what the bus reports. */
export interface RunReport {
  readonly delivered: number;
  readonly failed: number;
  readonly suppressed: number;
  /** The last one. */
  readonly failure?: { readonly text: string; readonly position: number };
}

export const emptyRun: RunReport = { delivered: 0, failed: 0, suppressed: 0 };

/** What the deck shows at one moment. */
export interface ReplayDeckState extends ReplaySettings {
  readonly mode: DeckMode;
  readonly status: "idle" | ReplayState["status"];
  /** The position that the deck stands at; `undefined` where the bus is. */
  readonly playhead: number | undefined;
  /** How many events were emitted in this run, and how many there are. */
  readonly emitted: number;
  readonly total: number;
  readonly report: RunReport;
  /** What is played, in words. */
  readonly scopeText: string;
  /** How the last "Run again" of chosen events went. */
  readonly again?: { readonly positions: readonly number[]; readonly running: boolean; readonly report: RunReport };
  /** There is no projection, so Look has no state to show. */
  readonly stateless: boolean;
  /** Why the last command did not work. */
  readonly failure?: string;
}

export interface ReplayDeckOptions extends PaceOptions {
  readonly sources?: ReplaySources;
  readonly preferences?: PreferenceStore;
}

/** For a deck without a list. */
export const noSources: ReplaySources = {
  filter: () => "",
  rows: () => rangeRows(1, 0),
  selected: () => [],
  span: () => undefined,
  reveal: () => undefined,
  changes: [],
};

/** A deck that has done nothing. */
export const idle: Omit<ReplayDeckState, keyof ReplaySettings> = {
  mode: "look",
  status: "idle",
  playhead: undefined,
  emitted: 0,
  total: 0,
  report: emptyRun,
  scopeText: "",
  stateless: false,
};
