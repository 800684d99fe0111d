import { hostClock } from "../scheduling/index.ts";

/** Longest stretch of work without a break: half of it is left to the page at 60 Hz. */
const stretchMs = 8;

/**
 * Gives way to the host in long work that would otherwise be one task. By the host's time, also where a bus has a virtual clock, which stands still meanwhile.
 *
 * @returns what is awaited after each piece: it comes back at once while the time is not up
 */
export function givingWay(): () => Promise<void> | undefined {
  let since = hostClock.monotonic();
  return () => {
    if (hostClock.monotonic() - since < stretchMs) return undefined;
    return new Promise((resolve) => {
      hostClock.schedule(
        () => {
          since = hostClock.monotonic();
          resolve();
        },
        0,
        "normal",
      );
    });
  };
}
