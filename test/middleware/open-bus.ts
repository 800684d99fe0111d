import { type BusOptions, createBus, type EventDraft, type EventOptions, type HandlerFailure } from "eventdeck";
import { onTestFinished } from "vitest";

/** A bus that is closed after the test, and the failures that nobody else took. */
export function openBus(options: BusOptions<readonly []> = {}) {
  const failures: HandlerFailure[] = [];
  const bus = createBus({ source: "test", onError: (failure) => failures.push(failure), ...options });
  onTestFinished(() => bus.close({ drain: false }));
  return { bus, failures };
}

/** An event that is delivered before `emit` returns. */
export function draft(type: string, input?: unknown, options?: EventOptions): EventDraft {
  return { type, input, options: { priority: "immediate", ...options } };
}
