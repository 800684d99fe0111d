import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { duration, fields, id, ids, jsonObject, maybe, oneOf, or, share, text } from "./fields.ts";

const status = /* @__PURE__ */ oneOf(["starting", "idle", "busy", "draining", "offline"]);

/** An agent made itself known, with what it can do. */
export const agentRegistered = /* @__PURE__ */ defineEvent(
  "agent.registered",
  fields({ agentId: id, name: maybe(text), role: maybe(text), capabilities: or(ids, []), metadata: maybe(jsonObject) }),
);
/** An agent began to take work. */
export const agentStarted = /* @__PURE__ */ defineEvent("agent.started", fields({ agentId: id, name: maybe(text), role: maybe(text) }));
/** An agent takes no more work, and why. */
export const agentStopped = /* @__PURE__ */ defineEvent(
  "agent.stopped",
  fields({ agentId: id, reason: or(oneOf(["requested", "finished", "idle", "lost"]), "requested") }),
);
/** Something failed in an agent itself, rather than in its task. */
export const agentError = /* @__PURE__ */ defineEvent("agent.error", fields({ agentId: id, taskId: maybe(id), error: failure }), { priority: "immediate" });
/** An agent is alive, and this busy (`load`, 0 to 1). */
export const agentHeartbeat = /* @__PURE__ */ defineEvent(
  "agent.heartbeat",
  fields({ agentId: id, status: or(status, "idle"), taskId: maybe(id), load: maybe(share), uptimeMs: maybe(duration) }),
  { priority: "deferred" },
);
/** An agent went from one status to another. */
export const agentStatusChanged = /* @__PURE__ */ defineEvent(
  "agent.status.changed",
  fields({ agentId: id, from: maybe(status), to: status, reason: maybe(text) }),
);
/** An agent said something, to another agent or to everybody. */
export const agentMessage = /* @__PURE__ */ defineEvent("agent.message", fields({ agentId: id, to: maybe(id), taskId: maybe(id), text }));

/** All of `agent.*`, for `createBus({ events: agentEvents })`. */
export const agentEvents = [agentRegistered, agentStarted, agentStopped, agentError, agentHeartbeat, agentStatusChanged, agentMessage] as const;
