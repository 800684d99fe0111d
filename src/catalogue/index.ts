/**
 * Ready-made definitions of events that many systems share. Each is a creator and a selector, as those of `defineEvent` are; what a program
 * does not import is not in its bundle.
 *
 * Payloads are JSON: moments (`…At`) are milliseconds since the Unix epoch like an event's `time`, durations (`…Ms`) are milliseconds, a `progress`
 * or `load` goes from 0 to 1, an `error` is `{ code, message, retryable, details }`, and `attempt` counts from 1.
 *
 * @example
 * import { createBus } from "eventdeck";
 * import { taskEvents, taskFailed, taskSubmitted, toFailure } from "eventdeck/catalogue";
 *
 * const bus = createBus({ events: taskEvents });
 * bus.subscribe("task.failed", ({ payload }) => console.log(payload.taskId, payload.error.code)); // t1 ENOENT
 * bus.emit(taskSubmitted({ taskId: "t1", name: "index the files" }));
 * bus.emit(taskFailed({ taskId: "t1", error: toFailure(Object.assign(new Error("no such file"), { code: "ENOENT" })) }));
 *
 * @module
 */
export { agentError, agentEvents, agentHeartbeat, agentMessage, agentRegistered, agentStarted, agentStatusChanged, agentStopped } from "./agent.ts";
export { artifactCreated, artifactDeleted, artifactEvents, artifactPublished, artifactRejected, artifactUpdated, artifactValidated } from "./artifact.ts";
export { dataDeleted, dataEvents, dataExported, dataInvalidated, dataReceived, dataRejected, dataTransformed, dataUpdated, dataValidated } from "./data.ts";
export { entityActivated, entityCreated, entityCustom, entityDeactivated, entityDeleted, entityError, entityEvents, entityUpdated } from "./entity.ts";
export { type Failure, toFailure } from "./failure.ts";
export type { JsonValue } from "./fields.ts";
export {
  mcpEvents,
  mcpListChanged,
  mcpResourceUpdated,
  mcpServerConnected,
  mcpServerDisconnected,
  mcpToolCalled,
  mcpToolCancelled,
  mcpToolCompleted,
  mcpToolFailed,
  mcpToolProgress,
  mcpToolRegistered,
  mcpToolRemoved,
} from "./mcp.ts";
export { nodeCompleted, nodeDeregistered, nodeEvents, nodeFailed, nodeHeartbeat, nodeOffline, nodeRegistered, nodeStarted } from "./node.ts";
export {
  planCancelled,
  planCompleted,
  planCreated,
  planEvents,
  planFailed,
  planRevised,
  planStarted,
  planStepCompleted,
  planStepFailed,
  planStepStarted,
  type PlanStep,
} from "./plan.ts";
export {
  fromPriorityLevel,
  fromPriorityWord,
  priorityLevelHeader,
  type PriorityOptions,
  type PriorityWord,
  toPriorityLevel,
  toPriorityWord,
} from "./priority-level.ts";
export { stateChanged, stateDeleted, stateEvents, stateLoaded, stateRecovered, stateSaved } from "./state.ts";
export {
  systemConfigChanged,
  systemDeadLetter,
  systemError,
  systemEvents,
  systemHealthCheck,
  systemHeartbeat,
  systemRedriven,
  systemShutdown,
  systemStarted,
  systemWarning,
} from "./system.ts";
export {
  taskAssigned,
  taskCancelled,
  taskCompleted,
  taskEvents,
  taskFailed,
  taskInputRequired,
  taskProgress,
  taskRejected,
  taskRetrying,
  taskStarted,
  taskSubmitted,
  taskTimeout,
} from "./task.ts";
export { userAction, userDeleted, userEvents, userInput, userLogin, userLoginFailed, userLogout, userRegistered, userUpdated } from "./user.ts";
export {
  workflowCancelled,
  workflowCommand,
  workflowCompensation,
  workflowCompleted,
  workflowError,
  workflowEvents,
  workflowFailed,
  workflowPaused,
  workflowResult,
  workflowResumed,
  workflowStarted,
  workflowStatus,
} from "./workflow.ts";
export { workflowChannel, type WorkflowChannel, type WorkflowKind } from "./workflow-channel.ts";
