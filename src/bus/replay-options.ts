import type { RecordedHistory, Replay, ReplayPlan } from "../history/index.ts";
import type { Bus } from "./bus.ts";
import type { Subscription } from "./subscription.ts";

/**
 * A replayed event keeps its id and carries `replay`. It skips `beforePublish`, `beforeRecord` and its time to live, is not recorded again, leaves through no
 * link and enters no queue. Projections of the same bus show `at(position)` and never fold twice. Nothing is emitted inside `replay()` itself.
 */
export interface ReplayOptions extends ReplayPlan {
  /** Only these subscriptions hear it. */
  readonly only?: readonly Subscription[];
  /**
   * What handlers publish while they handle a replayed event. `suppress`: swallowed, counted and inspected, since the recorded consequences come anyway.
   * `rerun`: delivered, carrying `replay` and not recorded, and recorded events that a replayed one caused are left out. @default "suppress"
   */
  readonly emissions?: "suppress" | "rerun";
  /** Another bus: there the events are recorded, projections fold them, and `emissions` is "rerun". @default this bus */
  readonly into?: Bus;
}

/** What a bus keeps of what it delivered, and the deck that plays it back. */
export interface History extends RecordedHistory {
  /** @throws RangeError for a speed, gap or position that makes no sense; BusClosedError */
  replay(options?: ReplayOptions): Replay;
}
