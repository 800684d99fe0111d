import type { Selection } from "../../target/index.ts";
import type { Context } from "../contexts/contexts.ts";
import type { StripAttempt } from "./strip-attempts.ts";
import type { StripAxis } from "./strip-columns.ts";
import type { Extent, Viewport } from "./viewport.ts";

/** A run of events, by the positions of its first and its last. */
export interface StripSpan {
  readonly from: number;
  readonly to: number;
}

/** What the strip shows at one moment. Moments are milliseconds on `axis`, from the first event on. */
export interface StripState {
  /** Positions of the oldest and the newest event; `last` is before `first` when there is none. */
  readonly first: number;
  readonly last: number;
  readonly extent: Extent;
  readonly view: Viewport;
  /** `busy`: idle time is collapsed. */
  readonly axis: StripAxis;
  readonly span?: StripSpan;
  /** What events are set apart by. */
  readonly lanes: readonly Context[];
  /** Whether that is the bus that they came from. Absent where none has come over a link. */
  readonly byContext?: boolean;
  /** A filter is in force, so that what does not match steps back. */
  readonly filtered: boolean;
  readonly attempts: readonly StripAttempt[];
  /** From 0 to 1 while it reads what was recorded before it. */
  readonly progress: number;
  /** Grows with every move that is to be seen as a movement, and not as a jump. */
  readonly moves: number;
}

/** Where the strip learns what the filter of the list matches. */
export interface MatchSource {
  readonly subscribe: (listener: () => void) => () => void;
  readonly selection: Selection | undefined;
}
