import type { BusEvent } from "eventdeck";
import {
  agentStarted,
  agentStopped,
  planCancelled,
  planCompleted,
  planCreated,
  planFailed,
  taskCancelled,
  taskRetrying,
  workflowCancelled,
  workflowCommand,
  workflowCompensation,
  workflowError,
  workflowResult,
} from "eventdeck/catalogue";
import { hangSwitched } from "./definitions.ts";
import { readId } from "./ids.ts";
import { inSeconds } from "./in-seconds.ts";

export interface Sentence {
  readonly tone: "plain" | "good" | "bad" | "again" | "undo";
  readonly text: string;
}

/** What an event means, in words; nothing for one that goes without saying. */
export function sentenceOf(event: BusEvent, nameOf: (id: string) => string): Sentence | undefined {
  const task = (id = "") => nameOf(readId(id).taskId);
  if (planCreated.is(event)) return { tone: "plain", text: `Plan: ${event.payload.goal}` };
  if (planCompleted.is(event)) return { tone: "good", text: "The plan is completed" };
  if (planFailed.is(event)) return { tone: "bad", text: `The plan has failed: ${event.payload.error.message}` };
  if (planCancelled.is(event)) return { tone: "bad", text: "The plan is called off" };
  if (workflowCommand.is(event)) return { tone: "plain", text: `${nameOf(event.payload.worker)} begins: ${task(event.payload.commandId)}` };
  if (workflowCompensation.is(event)) return { tone: "undo", text: `${nameOf(event.payload.worker)} undoes: ${task(event.payload.commandId)}` };
  if (workflowResult.is(event)) return { tone: "good", text: `${nameOf(event.payload.worker)} is done: ${task(event.payload.commandId)}` };
  if (workflowError.is(event)) return { tone: "bad", text: `${task(event.payload.commandId)} failed: ${event.payload.error.message}` };
  if (workflowCancelled.is(event)) return { tone: "bad", text: `Stop everything: ${event.payload.reason ?? ""}` };
  if (taskRetrying.is(event)) {
    const { taskId, attempt, delayMs } = event.payload;
    return { tone: "again", text: `${task(taskId)}: try ${attempt}${delayMs > 0 ? ` in ${inSeconds(delayMs)}` : ", with somebody else"}` };
  }
  if (taskCancelled.is(event)) {
    const { taskId, agentId } = event.payload;
    return { tone: "plain", text: agentId ? `${nameOf(agentId)} has stopped: ${task(taskId)}` : `Not begun any more: ${task(taskId)}` };
  }
  if (agentStopped.is(event)) return { tone: "bad", text: `${nameOf(event.payload.agentId)} has gone silent and is given up` };
  if (agentStarted.is(event)) return { tone: "good", text: `${nameOf(event.payload.agentId)} is back` };
  if (hangSwitched.is(event))
    return { tone: "plain", text: event.payload.hangs ? `You make ${nameOf(event.payload.agentId)} hang` : `You let ${nameOf(event.payload.agentId)} go on` };
  return undefined;
}
