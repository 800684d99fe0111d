import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { count, duration, fields, flag, id, json, jsonObject, maybe, oneOf, or, share, text } from "./fields.ts";

// Fields are named as in the Model Context Protocol, https://modelcontextprotocol.io/specification, where it has a name for them.

/** A client and an MCP server agreed on a protocol version. */
export const mcpServerConnected = /* @__PURE__ */ defineEvent(
  "mcp.server.connected",
  fields({ serverId: id, name: maybe(text), version: maybe(text), protocolVersion: maybe(text), capabilities: or(jsonObject, {}) }),
);
/** An MCP server can no longer be reached. */
export const mcpServerDisconnected = /* @__PURE__ */ defineEvent(
  "mcp.server.disconnected",
  fields({ serverId: id, reason: maybe(text), error: maybe(failure) }),
);
/** An MCP server offers a tool. */
export const mcpToolRegistered = /* @__PURE__ */ defineEvent(
  "mcp.tool.registered",
  fields({ serverId: id, tool: id, title: maybe(text), description: maybe(text), inputSchema: maybe(jsonObject), outputSchema: maybe(jsonObject) }),
);
/** An MCP server no longer offers a tool. */
export const mcpToolRemoved = /* @__PURE__ */ defineEvent("mcp.tool.removed", fields({ serverId: id, tool: id }));
/** A tool was called; `callId` ties the call to its progress and its end. */
export const mcpToolCalled = /* @__PURE__ */ defineEvent(
  "mcp.tool.called",
  fields({ serverId: id, callId: id, tool: id, arguments: or(jsonObject, {}), taskId: maybe(id) }),
);
/** How far a tool call is, 0 to 1 where that is known. */
export const mcpToolProgress = /* @__PURE__ */ defineEvent(
  "mcp.tool.progress",
  fields({ serverId: id, callId: id, progress: maybe(share), message: maybe(text) }),
  { priority: "deferred" },
);
/** A tool answered; `isError` says that the answer tells of a failure, as the protocol has it for failures of the tool itself. */
export const mcpToolCompleted = /* @__PURE__ */ defineEvent(
  "mcp.tool.completed",
  fields({
    serverId: id,
    callId: id,
    tool: id,
    content: maybe(json),
    structuredContent: maybe(json),
    isError: or(flag, false),
    durationMs: maybe(duration),
  }),
);
/** A tool call failed before the tool could answer: there is no such tool, the arguments are wrong, the server is gone. */
export const mcpToolFailed = /* @__PURE__ */ defineEvent(
  "mcp.tool.failed",
  fields({ serverId: id, callId: id, tool: id, error: failure, durationMs: maybe(duration) }),
  { priority: "immediate" },
);
/** A tool call was called off. */
export const mcpToolCancelled = /* @__PURE__ */ defineEvent("mcp.tool.cancelled", fields({ serverId: id, callId: id, reason: maybe(text) }), {
  priority: "immediate",
});
/** A resource that somebody subscribed to has changed. */
export const mcpResourceUpdated = /* @__PURE__ */ defineEvent("mcp.resource.updated", fields({ serverId: id, uri: id }));
/** What an MCP server offers has changed: ask it again. */
export const mcpListChanged = /* @__PURE__ */ defineEvent(
  "mcp.list.changed",
  fields({ serverId: id, list: oneOf(["tools", "resources", "prompts"]), count: maybe(count) }),
);

/** All of `mcp.*`, for `createBus({ events: mcpEvents })`. */
export const mcpEvents = [
  mcpServerConnected,
  mcpServerDisconnected,
  mcpToolRegistered,
  mcpToolRemoved,
  mcpToolCalled,
  mcpToolProgress,
  mcpToolCompleted,
  mcpToolFailed,
  mcpToolCancelled,
  mcpResourceUpdated,
  mcpListChanged,
] as const;
