import type { Observable } from "rxjs";
import type { Query } from "./query.ts";

/** Which recorded events are played, and how fast. */
export interface ReplayPlan {
  readonly query?: Query;
  readonly from?: number;
  readonly to?: number;
  /** `1` keeps the recorded gaps, `2` halves them; `"max"` keeps none. @default 1 */
  readonly speed?: number | "max";
  /** Longest gap kept between two events. */
  readonly maxGapMs?: number;
  readonly loop?: boolean;
  /** Begin paused, for stepping. */
  readonly paused?: boolean;
}

export interface Replay {
  readonly run: string;
  readonly state$: Observable<ReplayState>;
  readonly state: ReplayState;
  play(): void;
  pause(): void;
  /** Emits the next event and resolves when every handler has settled; leaves the replay paused. */
  step(): Promise<void>;
  /** The next event is the first matching one at or after `position`. */
  seek(position: number): void;
  setSpeed(speed: number | "max"): void;
  stop(): void;
  /** Resolves when the last event has been handled or the replay was stopped. */
  readonly done: Promise<void>;
}
export interface ReplayState {
  readonly status: "playing" | "paused" | "finished" | "stopped";
  readonly position: number;
  readonly emitted: number;
  readonly suppressed: number;
  readonly total: number;
  readonly speed: number | "max";
}
