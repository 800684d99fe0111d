import type { Readable, Rows } from "../../target/index.ts";

export type Speed = number | "max";

/** Look moves projections through time and runs no handler; run emits to handlers again. */
export type DeckMode = "look" | "run";

/** Which events the deck goes through. */
export type ReplayScope = "all" | "filter" | "selection" | "span";

/** What the user sets on the deck. */
export interface ReplaySettings {
  readonly speed: Speed;
  /** Gaps longer than `maxGapMs` are shortened to that. */
  readonly shortenGaps: boolean;
  /** Milliseconds. */
  readonly maxGapMs: number;
  readonly loop: boolean;
  readonly scope: ReplayScope;
  /** Names of listeners that do not hear it. By name, since ids are others after a reload. */
  readonly muted: readonly string[];
  readonly emissions: "suppress" | "rerun";
}

/** Positions, both inclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the deck asks of the views beside it. */
export interface ReplaySources {
  /** The filter in force. */
  filter(): string;
  /** What it matches. */
  rows(): Rows;
  /** Ascending. */
  selected(): readonly number[];
  /** As brushed on the strip. */
  span(): Span | undefined;
  /** Shows the event that the playhead has come to. */
  reveal(position: number): void;
  /** Told when any of that changes. */
  readonly changes: readonly Readable<unknown>[];
}

export const speeds: readonly Speed[] = [0.25, 0.5, 1, 2, 4, 8, 16, "max"];

/** Longest gaps to choose from, in milliseconds. */
export const gapChoices: readonly number[] = [250, 1_000, 2_000, 10_000];
