import type { Bus, BusOptions, EventDraft, EventOptions, HandlerFailure } from "eventdeck";
import { createTestBus } from "eventdeck/testing";
import { onTestFinished } from "vitest";

/** A bus in virtual time, what its handlers failed with, and a subscriber to everything that notes topics. It is closed after the test. */
export function openBus(options: Omit<BusOptions<readonly []>, "clock"> = {}) {
  const failures: HandlerFailure[] = [];
  const bus = createTestBus({ source: "test", onError: (failure) => failures.push(failure), ...options });
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  const heard: string[] = [];
  return { bus, clock: bus.clock, failures, heard, listen: () => bus.subscribe("#", ({ topic }) => heard.push(topic), { name: "listener" }) };
}

export function immediate(type: string, options?: EventOptions): EventDraft {
  return { type, input: undefined, options: { ...options, priority: "immediate" } };
}
export function normal(type: string, options?: EventOptions): EventDraft {
  return { type, input: undefined, options: { ...options, priority: "normal" } };
}
export function deferred(type: string, options?: EventOptions): EventDraft {
  return { type, input: undefined, options: { ...options, priority: "deferred" } };
}
export const drafts = { immediate, normal, deferred } as const;
export const priorities = ["immediate", "normal", "deferred"] as const;

/** What was published and reached nobody: "type: reason" and by what, when something is known of it. */
export function undelivered(bus: Bus): string[] {
  return bus.history.undelivered().map(({ event, draft, reason, by }) => `${(event ?? draft)?.type}: ${reason}${by === undefined ? "" : ` by ${by}`}`);
}
/** How many events wait in each lane. */
export function depths(bus: Bus): Record<keyof typeof drafts, number> {
  const { lanes } = bus.metrics();
  return { immediate: lanes.immediate.depth, normal: lanes.normal.depth, deferred: lanes.deferred.depth };
}
/** Whether a promise has settled, seen from the next task on. */
export function watch(promise: Promise<unknown>): { state: "pending" | "resolved" | "rejected"; error?: unknown } {
  const watched: { state: "pending" | "resolved" | "rejected"; error?: unknown } = { state: "pending" };
  promise.then(
    () => (watched.state = "resolved"),
    (error: unknown) => {
      watched.state = "rejected";
      watched.error = error;
    },
  );
  return watched;
}
/** A handler that holds on until it is let go. */
export function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
