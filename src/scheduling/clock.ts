import type { Priority } from "../event/index.ts";

/** Time and task source of a bus. Tests pass a virtual one. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back. */
  monotonic(): number;
  /**
   * Runs `task` after `delayMs`; returns a cancel function. Without a delay the priority says how soon: `deferred` waits until the host is idle.
   * A clock that knows how long the host stays idle passes that on, in milliseconds.
   */
  schedule(task: (remainingMs?: () => number) => void, delayMs: number, priority: Priority): () => void;
}
