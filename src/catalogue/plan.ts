import * as z from "zod/mini";
import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { attempt, duration, fields, id, ids, json, jsonObject, maybe, or, text } from "./fields.ts";

const step = /* @__PURE__ */ fields({
  stepId: id,
  name: text,
  /** Who should do it: an agent or a kind of worker. */
  worker: maybe(id),
  /** The steps that must be completed before. */
  dependsOn: or(ids, []),
  parameters: maybe(jsonObject),
});
const steps: z.ZodMiniType<readonly PlanStep[], readonly z.input<typeof step>[]> = /* @__PURE__ */ z.array(step, "must be a list of steps");

/** One step of a plan. */
export type PlanStep = z.infer<typeof step>;

/** A goal was broken into steps. */
export const planCreated = /* @__PURE__ */ defineEvent("plan.created", fields({ planId: id, goal: text, steps }));
/** A plan's steps were replaced while it ran. */
export const planRevised = /* @__PURE__ */ defineEvent("plan.revised", fields({ planId: id, steps, reason: maybe(text) }));
/** A plan began to run. */
export const planStarted = /* @__PURE__ */ defineEvent("plan.started", fields({ planId: id }));
/** A step of a plan began. */
export const planStepStarted = /* @__PURE__ */ defineEvent(
  "plan.step.started",
  fields({ planId: id, stepId: id, taskId: maybe(id), agentId: maybe(id), attempt: or(attempt, 1) }),
);
/** A step of a plan is done. */
export const planStepCompleted = /* @__PURE__ */ defineEvent(
  "plan.step.completed",
  fields({ planId: id, stepId: id, taskId: maybe(id), agentId: maybe(id), output: maybe(json), durationMs: maybe(duration) }),
);
/** A step of a plan failed. */
export const planStepFailed = /* @__PURE__ */ defineEvent(
  "plan.step.failed",
  fields({ planId: id, stepId: id, taskId: maybe(id), agentId: maybe(id), attempt: or(attempt, 1), error: failure }),
  { priority: "immediate" },
);
/** Every step of a plan is done. */
export const planCompleted = /* @__PURE__ */ defineEvent("plan.completed", fields({ planId: id, output: maybe(json), durationMs: maybe(duration) }));
/** A plan ended without reaching its goal. */
export const planFailed = /* @__PURE__ */ defineEvent("plan.failed", fields({ planId: id, stepId: maybe(id), error: failure }), { priority: "immediate" });
/** A plan was called off. */
export const planCancelled = /* @__PURE__ */ defineEvent("plan.cancelled", fields({ planId: id, reason: maybe(text) }), { priority: "immediate" });

/** All of `plan.*`, for `createBus({ events: planEvents })`. */
export const planEvents = [
  planCreated,
  planRevised,
  planStarted,
  planStepStarted,
  planStepCompleted,
  planStepFailed,
  planCompleted,
  planFailed,
  planCancelled,
] as const;
