import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { attempt, duration, fields, flag, id, json, jsonObject, maybe, oneOf, or, share, text } from "./fields.ts";
import { workflowTopic } from "./workflow-channel.ts";

/** A workflow began. */
export const workflowStarted = /* @__PURE__ */ defineEvent(
  "workflow.started",
  fields({ workflowId: id, transactionId: maybe(id), name: maybe(text), input: maybe(json) }),
  { topic: (payload) => workflowTopic("started", payload) },
);
/** A worker is to do something. */
export const workflowCommand = /* @__PURE__ */ defineEvent(
  "workflow.command",
  fields({
    workflowId: id,
    transactionId: maybe(id),
    commandId: id,
    worker: id,
    action: id,
    parameters: or(jsonObject, {}),
    attempt: or(attempt, 1),
    maxAttempts: or(attempt, 1),
    timeoutMs: maybe(duration),
  }),
  { topic: (payload) => workflowTopic("command", payload) },
);
/** A worker did what a command, or a compensation, asked for. */
export const workflowResult = /* @__PURE__ */ defineEvent(
  "workflow.result",
  fields({ workflowId: id, transactionId: maybe(id), commandId: id, worker: id, output: maybe(json), durationMs: maybe(duration) }),
  { topic: (payload) => workflowTopic("result", payload) },
);
/** A command, or a workflow itself, failed; `error.retryable` says whether another try may help. */
export const workflowError = /* @__PURE__ */ defineEvent(
  "workflow.error",
  fields({ workflowId: id, transactionId: maybe(id), commandId: maybe(id), worker: maybe(id), attempt: or(attempt, 1), error: failure }),
  { priority: "immediate", topic: (payload) => workflowTopic("error", payload) },
);
/** A worker is to undo what an earlier command did. */
export const workflowCompensation = /* @__PURE__ */ defineEvent(
  "workflow.compensation",
  fields({
    workflowId: id,
    transactionId: maybe(id),
    /** Of this compensation: its result or error names it. */
    commandId: id,
    /** The `commandId` of the command to undo. */
    compensates: id,
    worker: id,
    action: id,
    parameters: or(jsonObject, {}),
    reason: maybe(text),
  }),
  { topic: (payload) => workflowTopic("compensation", payload) },
);
/** Where a workflow, or one of its workers, stands; `progress` goes from 0 to 1. */
export const workflowStatus = /* @__PURE__ */ defineEvent(
  "workflow.status",
  fields({
    workflowId: id,
    transactionId: maybe(id),
    worker: maybe(id),
    status: oneOf(["pending", "running", "paused", "compensating", "completed", "failed", "cancelled"]),
    progress: maybe(share),
    message: maybe(text),
  }),
  { topic: (payload) => workflowTopic("status", payload) },
);
/** A workflow stands still until it is resumed. */
export const workflowPaused = /* @__PURE__ */ defineEvent("workflow.paused", fields({ workflowId: id, transactionId: maybe(id), reason: maybe(text) }), {
  topic: (payload) => workflowTopic("paused", payload),
});
/** A paused workflow goes on. */
export const workflowResumed = /* @__PURE__ */ defineEvent("workflow.resumed", fields({ workflowId: id, transactionId: maybe(id) }), {
  topic: (payload) => workflowTopic("resumed", payload),
});
/** A workflow reached its end. */
export const workflowCompleted = /* @__PURE__ */ defineEvent(
  "workflow.completed",
  fields({ workflowId: id, transactionId: maybe(id), output: maybe(json), durationMs: maybe(duration) }),
  { topic: (payload) => workflowTopic("completed", payload) },
);
/** A workflow ended by a failure; `compensated` says whether what it had done was undone. */
export const workflowFailed = /* @__PURE__ */ defineEvent(
  "workflow.failed",
  fields({ workflowId: id, transactionId: maybe(id), error: failure, compensated: or(flag, false) }),
  { priority: "immediate", topic: (payload) => workflowTopic("failed", payload) },
);
/** A workflow was called off. */
export const workflowCancelled = /* @__PURE__ */ defineEvent("workflow.cancelled", fields({ workflowId: id, transactionId: maybe(id), reason: maybe(text) }), {
  priority: "immediate",
  topic: (payload) => workflowTopic("cancelled", payload),
});

/** All of `workflow.*`, for `createBus({ events: workflowEvents })`. */
export const workflowEvents = [
  workflowStarted,
  workflowCommand,
  workflowResult,
  workflowError,
  workflowCompensation,
  workflowStatus,
  workflowPaused,
  workflowResumed,
  workflowCompleted,
  workflowFailed,
  workflowCancelled,
] as const;
