import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { attempt, duration, fields, id, json, maybe, moment, or, share, text, texts } from "./fields.ts";

/** Somebody wants a task done. */
export const taskSubmitted = /* @__PURE__ */ defineEvent(
  "task.submitted",
  fields({
    taskId: id,
    name: text,
    input: maybe(json),
    /** The plan and the step that it does. */
    planId: maybe(id),
    stepId: maybe(id),
    /** The task that it is a part of. */
    parentId: maybe(id),
    dueAt: maybe(moment),
    maxAttempts: or(attempt, 1),
  }),
);
/** A task was given to an agent. */
export const taskAssigned = /* @__PURE__ */ defineEvent("task.assigned", fields({ taskId: id, agentId: id }));
/** An agent would not take a task. */
export const taskRejected = /* @__PURE__ */ defineEvent("task.rejected", fields({ taskId: id, agentId: maybe(id), reason: text }), { priority: "immediate" });
/** Work on a task began. */
export const taskStarted = /* @__PURE__ */ defineEvent("task.started", fields({ taskId: id, agentId: maybe(id), attempt: or(attempt, 1) }));
/** How much of a task is done, 0 to 1. */
export const taskProgress = /* @__PURE__ */ defineEvent("task.progress", fields({ taskId: id, agentId: maybe(id), progress: share, message: maybe(text) }), {
  priority: "deferred",
});
/** A task waits for an answer from a person. */
export const taskInputRequired = /* @__PURE__ */ defineEvent("task.input.required", fields({ taskId: id, prompt: text, choices: maybe(texts) }));
/** A task is done; `output` is what came of it. */
export const taskCompleted = /* @__PURE__ */ defineEvent(
  "task.completed",
  fields({ taskId: id, agentId: maybe(id), attempt: or(attempt, 1), output: maybe(json), durationMs: maybe(duration) }),
);
/** A try at a task failed; `error.retryable` says whether another may help. */
export const taskFailed = /* @__PURE__ */ defineEvent(
  "task.failed",
  fields({ taskId: id, agentId: maybe(id), attempt: or(attempt, 1), error: failure, durationMs: maybe(duration) }),
  { priority: "immediate" },
);
/** A task will be tried again after `delayMs`; `attempt` is the coming one. */
export const taskRetrying = /* @__PURE__ */ defineEvent(
  "task.retrying",
  fields({ taskId: id, agentId: maybe(id), attempt, delayMs: or(duration, 0), error: maybe(failure) }),
);
/** A task took longer than it may. */
export const taskTimeout = /* @__PURE__ */ defineEvent(
  "task.timeout",
  fields({ taskId: id, agentId: maybe(id), attempt: or(attempt, 1), timeoutMs: duration }),
  { priority: "immediate" },
);
/** A task was called off. */
export const taskCancelled = /* @__PURE__ */ defineEvent("task.cancelled", fields({ taskId: id, agentId: maybe(id), reason: maybe(text) }), {
  priority: "immediate",
});

/** All of `task.*`, for `createBus({ events: taskEvents })`. */
export const taskEvents = [
  taskSubmitted,
  taskAssigned,
  taskRejected,
  taskStarted,
  taskProgress,
  taskInputRequired,
  taskCompleted,
  taskFailed,
  taskRetrying,
  taskTimeout,
  taskCancelled,
] as const;
