import { defineEvent, type Bus, type KnownOf } from "eventdeck";
import {
  agentHeartbeat,
  agentRegistered,
  agentStarted,
  agentStopped,
  planCancelled,
  planCompleted,
  planCreated,
  planFailed,
  planStarted,
  planStepCompleted,
  planStepFailed,
  taskCancelled,
  taskProgress,
  taskRetrying,
  taskSubmitted,
  workflowCancelled,
  workflowCommand,
  workflowCompensation,
  workflowError,
  workflowResult,
  workflowStatus,
} from "eventdeck/catalogue";
import { z } from "zod";

/** The one event that the catalogue does not have: the visitor makes a worker hang, and lets go of it. */
export const hangSwitched = defineEvent("console.hang.switched", z.object({ agentId: z.string(), hangs: z.boolean() }), {
  priority: "immediate",
  description: "Somebody keeps a worker from doing anything, or lets it go on.",
});

export const definitions = [
  planCreated,
  planStarted,
  planStepCompleted,
  planStepFailed,
  planCompleted,
  planFailed,
  planCancelled,
  taskSubmitted,
  taskRetrying,
  taskProgress,
  taskCancelled,
  workflowCommand,
  workflowResult,
  workflowError,
  workflowCompensation,
  workflowStatus,
  workflowCancelled,
  agentRegistered,
  agentStarted,
  agentHeartbeat,
  agentStopped,
  hangSwitched,
] as const;

export type AgentBus = Bus<KnownOf<typeof definitions>>;
