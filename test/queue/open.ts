import type { EventDraft, EventKind, EventOptions, HandlerFailure } from "eventdeck";
import { type Delivery, openQueue, type QueueOptions, type QueueStore } from "eventdeck/queue";
import { createTestBus } from "eventdeck/testing";
import { onTestFinished } from "vitest";
import type { Disk } from "./crashing-store.ts";
import { DiskClock } from "./disk-clock.ts";

/** A bus in virtual time whose failures are collected. */
export function openBus<const Kinds extends readonly EventKind[] = readonly []>(events?: Kinds) {
  const failures: HandlerFailure[] = [];
  const bus = createTestBus({ source: "test", events, clock: new DiskClock(), onError: (failure) => void failures.push(failure) });
  onTestFinished(() => bus.close({ drain: false }));
  return { bus, failures };
}
/** A bus with one queue, "orders", bound to `order.#`, whose retries come back after a second. */
export async function openOrders(store: QueueStore | undefined, options: QueueOptions = {}) {
  const { bus, failures } = openBus();
  const queue = await openQueue(bus, "orders", { bind: "order.#", backoff: () => 1000, ...options, store });
  return { bus, failures, queue };
}
/** The same queue in a context of its own, which can crash. */
export async function openOn<const Kinds extends readonly EventKind[] = readonly []>(disk: Disk, options: QueueOptions = {}, kinds?: Kinds) {
  const { bus, failures } = openBus(kinds);
  const view = disk.view();
  const queue = await openQueue(bus, "orders", { bind: "order.#", backoff: () => 1000, ...options, store: view });
  return { bus, failures, queue, crash: () => view.crash() };
}

export function order(id: string, options?: EventOptions, type = "order.placed"): EventDraft {
  return { type, input: { order: id }, options: { priority: "immediate", id, ...options } };
}
/** The ids of all that is handed out, with the attempt, in order. */
export function logged(log: string[] = []) {
  const note = ({ event, attempt }: Delivery) => void log.push(`${event.id}:${attempt}`);
  return { log, note };
}
