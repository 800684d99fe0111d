import type { Bus } from "eventdeck";
import type { HealthDomain } from "../domains/health.ts";

/** How a bus of this page is doing. */
export function createHealthDomain(bus: Bus): HealthDomain {
  return {
    metrics: async (windowMs) => bus.metrics(windowMs === undefined ? undefined : { windowMs }),
    report: async () => bus.health(),
    pause: async () => bus.pause(),
    resume: async () => bus.resume(),
    step: async () => bus.step(),
  };
}
