import * as z from "zod/mini";
import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { attempt, duration, fields, id, json, jsonObject, maybe, moment, oneOf, or, text } from "./fields.ts";

const health = /* @__PURE__ */ oneOf(["healthy", "degraded", "unhealthy"]);
const check = /* @__PURE__ */ fields({ status: health, detail: maybe(text) });

/** A service began to run. */
export const systemStarted = /* @__PURE__ */ defineEvent("system.started", fields({ service: id, version: maybe(text), environment: maybe(text) }));
/** A service is going down, and lets what runs finish for `graceMs`. */
export const systemShutdown = /* @__PURE__ */ defineEvent("system.shutdown", fields({ service: id, reason: maybe(text), graceMs: or(duration, 0) }), {
  priority: "immediate",
});
/** How a service is, by checks; the shape is that of `bus.health()`. */
export const systemHealthCheck = /* @__PURE__ */ defineEvent(
  "system.health.check",
  fields({ service: id, status: health, checks: or(z.record(id, check, "must be an object of checks by name"), {}) }),
  { priority: "deferred" },
);
/** A service is alive. */
export const systemHeartbeat = /* @__PURE__ */ defineEvent("system.heartbeat", fields({ service: id, uptimeMs: maybe(duration) }), { priority: "deferred" });
/** A service noticed something that is not yet a failure. */
export const systemWarning = /* @__PURE__ */ defineEvent("system.warning", fields({ service: id, message: text, details: maybe(json) }));
/** A service failed. */
export const systemError = /* @__PURE__ */ defineEvent("system.error", fields({ service: id, error: failure }), { priority: "immediate" });
/** A setting of a service changed. */
export const systemConfigChanged = /* @__PURE__ */ defineEvent(
  "system.config.changed",
  fields({ service: id, key: id, value: maybe(json), previous: maybe(json) }),
);
/** A queue gave an event up and put it aside; `event` is its CloudEvents form, where it is kept with the notice. */
export const systemDeadLetter = /* @__PURE__ */ defineEvent(
  "system.dead_letter",
  fields({
    queue: id,
    eventId: id,
    eventType: id,
    eventSource: maybe(id),
    reason: oneOf(["attempts-exhausted", "not-retryable", "expired", "overflow", "invalid"]),
    /** How often it was tried. */
    attempts: or(attempt, 1),
    error: maybe(failure),
    firstFailedAt: maybe(moment),
    event: maybe(jsonObject),
  }),
  { priority: "immediate" },
);
/** A dead letter was put back into its queue with another payload, as an event of its own. */
export const systemRedriven = /* @__PURE__ */ defineEvent(
  "system.redriven",
  fields({
    queue: id,
    eventId: id,
    eventType: id,
    eventSource: maybe(id),
    /** Of the event that was put back in its place. */
    redrivenId: id,
  }),
);

/** All of `system.*`, for `createBus({ events: systemEvents })`. */
export const systemEvents = [
  systemStarted,
  systemShutdown,
  systemHealthCheck,
  systemHeartbeat,
  systemWarning,
  systemError,
  systemConfigChanged,
  systemDeadLetter,
  systemRedriven,
] as const;
