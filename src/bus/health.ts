import type { Core } from "./core.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { HealthReport, MetricsSnapshot } from "./watching.ts";

type Check = HealthReport["checks"][string];

/** A lane this full, or whose oldest event is this old, is degraded, and unhealthy at the second figure. */
const laneShare = [0.5, 0.9] as const;
const normalAgeMs = [1000, 10_000] as const;
/** Deferred events may wait this many times their longest wait. */
const deferredAge = [2, 10] as const;
/** A handler that runs this long counts as stuck. */
const stuckMs = 30_000;
/** Of the last minute's handler calls, once there are as many as that. */
const failureShare = [0.1, 0.5] as const;
const fewestCalls = 20;

/** Lanes (depth and age), handlers that do not settle, and the failure rate of the last minute. The report is as bad as its worst check. */
export function healthOf(core: Core, underWay: Iterable<HandlerCall>, lastMinute: MetricsSnapshot): HealthReport {
  const checks = {
    "lane.immediate": checkLane(core, lastMinute, "immediate", normalAgeMs),
    "lane.normal": checkLane(core, lastMinute, "normal", normalAgeMs),
    "lane.deferred": checkLane(core, lastMinute, "deferred", [
      core.lanes.options.deferredMaxWaitMs * deferredAge[0] + 1000,
      core.lanes.options.deferredMaxWaitMs * deferredAge[1] + 10_000,
    ]),
    handlers: checkHandlers(core, underWay),
    failures: checkFailures(lastMinute),
    bus: core.phase === "open" ? healthy : { status: "unhealthy" as const, detail: `the bus is ${core.phase}` },
  };
  const statuses = Object.values(checks).map((check) => check.status);
  return { status: statuses.includes("unhealthy") ? "unhealthy" : statuses.includes("degraded") ? "degraded" : "healthy", checks };
}

const healthy: Check = { status: "healthy" };

function grade(value: number, [degraded, unhealthy]: readonly [number, number], detail: string): Check {
  if (value < degraded) return healthy;
  return { status: value < unhealthy ? "degraded" : "unhealthy", detail };
}
function checkLane(core: Core, { lanes }: MetricsSnapshot, name: keyof MetricsSnapshot["lanes"], ages: readonly [number, number]): Check {
  const { depth, oldestMs } = lanes[name];
  const { capacity } = core.lanes.options;
  const full = grade(depth / capacity, laneShare, `${depth} of ${capacity} places taken`);
  // A pause holds events on purpose: their age says nothing then.
  const old = core.lanes.paused ? healthy : grade(oldestMs, ages, `the oldest event has waited ${Math.round(oldestMs)} ms`);
  return full.status === "unhealthy" || old.status === "healthy" ? full : old;
}
function checkHandlers(core: Core, underWay: Iterable<HandlerCall>): Check {
  const now = core.clock.monotonic();
  const stuck: string[] = [];
  for (const { startedAt = now, target, round } of underWay) if (now - startedAt >= stuckMs) stuck.push(`"${target.name}" with ${round.event.id}`);
  if (stuck.length === 0) return healthy;
  return {
    status: "degraded",
    detail: `${stuck.length} running for over ${stuckMs / 1000} s: ${stuck.slice(0, 3).join(", ")}. Give such subscriptions a timeoutMs.`,
  };
}
function checkFailures({ delivered, failed }: MetricsSnapshot): Check {
  const calls = delivered + failed;
  if (calls < fewestCalls) return healthy;
  return grade(failed / calls, failureShare, `${failed} of ${calls} handler calls failed in the last minute`);
}
