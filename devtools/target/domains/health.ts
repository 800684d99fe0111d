import type { HealthReport, MetricsSnapshot } from "eventdeck";

/** How the bus is doing, and its brake. */
export interface HealthDomain {
  metrics(windowMs?: number): Promise<MetricsSnapshot>;
  report(): Promise<HealthReport>;
  /** Holds the normal and deferred lanes. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Delivers one waiting event while paused; `false` when none waits. */
  step(): Promise<boolean>;
}
