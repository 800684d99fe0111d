import type { Clock } from "eventdeck";

/** The same time by a wall clock that is so many milliseconds ahead. */
export function ahead(clock: Clock, aheadMs: number): Clock {
  return {
    now: () => clock.now() + aheadMs,
    monotonic: () => clock.monotonic(),
    schedule: (run, delayMs, priority) => clock.schedule(run, delayMs, priority),
  };
}
