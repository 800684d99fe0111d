import type { ReplayState } from "eventdeck";

/** What to play, to whom and how. */
export interface ReplayRequest {
  /** Filter of the events. @default all of them */
  readonly filter?: string;
  /** Positions, both inclusive. */
  readonly from?: number;
  readonly to?: number;
  /** Just these, in order; instead of a filter and a span. */
  readonly positions?: readonly number[];
  readonly speed: number | "max";
  /** Longest gap kept between two events, in milliseconds. */
  readonly maxGapMs?: number;
  readonly loop?: boolean;
  readonly paused?: boolean;
  /** Ids of the only subscriptions that hear it. @default all */
  readonly only?: readonly string[];
  /** @default "suppress" */
  readonly emissions?: "suppress" | "rerun";
}

/** A replay that has begun. */
export interface StartedReplay {
  readonly run: string;
  readonly state: ReplayState;
}

/** Replays that the panel started, by run. How they go is told to whoever watches the target. */
export interface ReplaysDomain {
  /** @throws FilterSyntaxError, RangeError, BusClosedError */
  start(request: ReplayRequest): Promise<StartedReplay>;
  play(run: string): Promise<void>;
  pause(run: string): Promise<void>;
  /** Emits the next event; resolves when its handlers have settled. */
  step(run: string): Promise<void>;
  /** The next event is the first one at or after this position. */
  seek(run: string, position: number): Promise<void>;
  setSpeed(run: string, speed: number | "max"): Promise<void>;
  stop(run: string): Promise<void>;
  /**
   * Plays a session into the bus, as fast as it goes: delivered and recorded as if it happened now, and what handlers publish happens anew. What the
   * application has emitted at its start already is not emitted a second time; `repeated` tells how much that was.
   *
   * @throws SessionFormatError with the line number; nothing is played then
   */
  playSession(lines: readonly string[]): Promise<StartedReplay & { readonly repeated: number }>;
}
