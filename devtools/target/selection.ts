import type { Matches } from "./matches.ts";

/** The positions that a filter matches: what was recorded already step by step, what is new as it comes. */
export interface Selection {
  /** Ascending. */
  readonly matches: Matches;
  /** From 0 to 1: how much has been looked at of what was there at the beginning. */
  readonly progress: number;
  /** Whether the outcome of this entry can still change what matches. */
  awaits(position: number): boolean;
  /** Goes on for a few milliseconds at most. `false` when there is more to do at once. @param now milliseconds from an arbitrary start */
  advance(now: () => number): boolean;
  /** Drops what is before a position. */
  forget(position: number): void;
  close(): void;
}
