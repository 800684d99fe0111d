import type { Priority } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import type { AgentBus } from "./definitions.ts";

const initial: Readonly<Record<Priority, number>> = { immediate: 0, normal: 0, deferred: 0 };

/** How many events went by each lane. */
export function createTraffic(bus: AgentBus) {
  return createProjection(bus, { name: "traffic", initial, reducers: (on) => on("#", (counts, { priority }) => void (counts[priority] += 1)) });
}
