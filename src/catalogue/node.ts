import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { duration, fields, id, ids, json, jsonObject, maybe, oneOf, or, share, text } from "./fields.ts";

/** A node made itself known, with what it can do. */
export const nodeRegistered = /* @__PURE__ */ defineEvent(
  "node.registered",
  fields({
    nodeId: id,
    name: maybe(text),
    kind: maybe(id),
    version: maybe(text),
    address: maybe(text),
    capabilities: or(ids, []),
    metadata: maybe(jsonObject),
  }),
);
/** A node is no longer part of the system. */
export const nodeDeregistered = /* @__PURE__ */ defineEvent("node.deregistered", fields({ nodeId: id, reason: maybe(text) }));
/** A node is alive, and this busy (`load`, 0 to 1). */
export const nodeHeartbeat = /* @__PURE__ */ defineEvent(
  "node.heartbeat",
  fields({ nodeId: id, status: or(oneOf(["healthy", "degraded", "unhealthy"]), "healthy"), load: maybe(share), uptimeMs: maybe(duration) }),
  { priority: "deferred" },
);
/** A node has not been heard from for `silentMs`. */
export const nodeOffline = /* @__PURE__ */ defineEvent("node.offline", fields({ nodeId: id, silentMs: maybe(duration) }), { priority: "immediate" });
/** A node began to execute something. */
export const nodeStarted = /* @__PURE__ */ defineEvent("node.started", fields({ nodeId: id, executionId: id, workflowId: maybe(id), input: maybe(json) }));
/** A node executed what it was to execute. */
export const nodeCompleted = /* @__PURE__ */ defineEvent(
  "node.completed",
  fields({ nodeId: id, executionId: id, workflowId: maybe(id), output: maybe(json), durationMs: maybe(duration) }),
);
/** A node failed at what it was to execute. */
export const nodeFailed = /* @__PURE__ */ defineEvent(
  "node.failed",
  fields({ nodeId: id, executionId: id, workflowId: maybe(id), error: failure, durationMs: maybe(duration) }),
  { priority: "immediate" },
);

/** All of `node.*`, for `createBus({ events: nodeEvents })`. */
export const nodeEvents = [nodeRegistered, nodeDeregistered, nodeHeartbeat, nodeOffline, nodeStarted, nodeCompleted, nodeFailed] as const;
