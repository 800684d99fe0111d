import type { Bus } from "eventdeck";

/** Resolves when so many milliseconds have passed on the bus's clock. Rejects when the signal aborts. */
export function sleep(bus: Bus, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = () => {
      signal.removeEventListener("abort", stop);
      resolve();
    };
    const stop = () => {
      waiting.unsubscribe();
      reject(new DOMException("Called off.", "AbortError"));
    };
    const waiting = bus.scheduler("normal").schedule(wake, ms);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
}
