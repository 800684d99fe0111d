import type { Bus, BusEvent } from "eventdeck";
import type { Queue } from "eventdeck/queue";
import { knownOf } from "./known.ts";

/** The queues that are open on a bus, in the order in which they were opened. */
export function knownQueues(bus: Bus): readonly Queue[] {
  return knownOf(bus, "queues")?.queues ?? [];
}

/** An event of a queue as history would have it, since a queue keeps secrets that the panel must not show. `undefined` when a middleware keeps it out. */
export function seenBy(bus: Bus, event: BusEvent): BusEvent | undefined {
  return knownOf(bus, "queues")?.seen?.(event);
}
