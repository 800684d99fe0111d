import { requireFrom, requireOneOf, requirePositive } from "../event/index.ts";

export interface LaneOptions {
  /** Longest stretch of delivering before the host gets a turn, in milliseconds. @default 5 */
  readonly sliceMs?: number;
  /** A deferred event is delivered after at most this long, idle or not, in milliseconds. @default 1000 */
  readonly deferredMaxWaitMs?: number;
  /** Most events waiting per lane; also bounds a chain of immediate events. @default 100_000 */
  readonly capacity?: number;
  /** What happens at capacity: the newcomer throws, or the oldest waiting or the newcomer is dropped and kept as undelivered. @default "reject" */
  readonly overflow?: "reject" | "drop-oldest" | "drop-newest";
}

/** The options with their defaults. @throws RangeError, TypeError for one that makes no sense */
export function laneOptions(options: LaneOptions = {}): Required<LaneOptions> {
  const { sliceMs = 5, deferredMaxWaitMs = 1000, capacity = 100_000, overflow = "reject" } = options;
  requirePositive("lanes.sliceMs", sliceMs);
  requireFrom(0, "lanes.deferredMaxWaitMs", deferredMaxWaitMs);
  requireFrom(1, "lanes.capacity", capacity);
  requireOneOf(["reject", "drop-oldest", "drop-newest"], "lanes.overflow", overflow);
  return { sliceMs, deferredMaxWaitMs, capacity, overflow };
}
