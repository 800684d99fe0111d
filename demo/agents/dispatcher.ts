import type { BusEvent, HandlerContext } from "eventdeck";
import {
  agentRegistered,
  agentStarted,
  agentStopped,
  taskCancelled,
  taskSubmitted,
  workflowCancelled,
  workflowCommand,
  workflowCompensation,
  workflowError,
  workflowResult,
} from "eventdeck/catalogue";
import type { AgentBus } from "./definitions.ts";
import { commandIdOf, readId, taskIdOf } from "./ids.ts";

/** Gives tasks to workers that are free. It knows workers by what they say of themselves, and tasks by what is submitted. */
export function createDispatcher(bus: AgentBus): void {
  const free: string[] = [];
  const lost = new Set<string>();
  const waiting: string[] = [];
  const tries = new Map<string, number>();

  bus.subscribe(
    [agentRegistered, agentStarted, agentStopped, taskSubmitted, taskCancelled, workflowCancelled, workflowResult, workflowError],
    (event, context) => {
      hear(event, context);
      while (free.length > 0 && waiting.length > 0) command(free.shift() ?? "", waiting.shift() ?? "", context);
    },
    { name: "Dispatcher", replays: false },
  );

  function hear(event: BusEvent, context: HandlerContext): void {
    if (taskSubmitted.is(event)) waiting.push(event.payload.taskId);
    else if (workflowCancelled.is(event)) withdraw(event.payload.workflowId, context);
    else if (workflowResult.is(event) || workflowError.is(event)) release(event.payload.worker);
    else if (taskCancelled.is(event) || agentRegistered.is(event)) release(event.payload.agentId);
    else if (agentStopped.is(event)) giveUp(event.payload.agentId);
    else if (agentStarted.is(event)) takeBack(event.payload.agentId);
  }

  function command(worker: string, taskId: string, context: HandlerContext): void {
    const { planId: workflowId, stepId: action, undo } = readId(taskId);
    const attempt = (tries.get(taskId) ?? 0) + 1;
    tries.set(taskId, attempt);
    const order = { workflowId, worker, action, commandId: commandIdOf(taskId, attempt) };
    const done = taskIdOf(workflowId, action);
    if (undo) context.emit(workflowCompensation({ ...order, compensates: commandIdOf(done, tries.get(done) ?? 1) }));
    else context.emit(workflowCommand({ ...order, attempt }));
  }

  function withdraw(planId: string, context: HandlerContext): void {
    const withdrawn = waiting.filter((taskId) => readId(taskId).planId === planId);
    waiting.splice(0, Infinity, ...waiting.filter((taskId) => !withdrawn.includes(taskId)));
    for (const taskId of withdrawn) context.emit(taskCancelled({ taskId, reason: "Nobody had begun it." }));
  }

  /** To the end of the line, so that the work goes round. */
  function release(agentId: string | undefined): void {
    if (agentId !== undefined && !lost.has(agentId) && !free.includes(agentId)) free.push(agentId);
  }

  function giveUp(agentId: string): void {
    lost.add(agentId);
    if (free.includes(agentId)) free.splice(free.indexOf(agentId), 1);
  }

  function takeBack(agentId: string): void {
    lost.delete(agentId);
    release(agentId);
  }
}
