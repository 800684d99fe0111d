import type { BusEvent, HandlerContext } from "eventdeck";
import {
  agentStopped,
  planCancelled,
  planCompleted,
  planCreated,
  planFailed,
  planStarted,
  planStepCompleted,
  planStepFailed,
  taskCancelled,
  taskRetrying,
  taskSubmitted,
  workflowCancelled,
  workflowCommand,
  workflowCompensation,
  workflowError,
  workflowResult,
  workflowStatus,
  type Failure,
  type PlanStep,
} from "eventdeck/catalogue";
import type { AgentBus } from "./definitions.ts";
import { readId, taskIdOf, undoIdOf } from "./ids.ts";
import { Run, undoOf } from "./run.ts";

const maxAttempts = 3;

/** How long to wait before the next try: twice as long every time. */
function backoffMs(attempt: number): number {
  return 1_000 * 2 ** (attempt - 1);
}

/** Has the steps of a plan done as their turn comes. When one fails for good, or the plan is called off, it has undone what was done, the last first. */
export function createPlanner(bus: AgentBus): void {
  let run: Run | undefined;
  bus.subscribe(
    planCreated,
    ({ payload: { planId, steps } }, context) => {
      if (run) return void context.emit(planFailed({ planId, error: busy(run) }));
      run = new Run(planId, steps);
      context.emit(planStarted({ planId }));
      goOn(run, context);
    },
    { name: "Planner, new plans", replays: false },
  );
  bus.subscribe(
    [taskSubmitted, taskCancelled, workflowCommand, workflowCompensation, workflowResult, workflowError, workflowCancelled, agentStopped],
    (event, context) => {
      if (!run) return;
      hear(run, event, context);
      if (goOn(run, context) === "ended") run = undefined;
    },
    { name: "Planner", replays: false },
  );
}

function hear(run: Run, event: BusEvent, context: HandlerContext): void {
  if (taskSubmitted.is(event)) run.open(event.payload.taskId);
  else if (workflowCommand.is(event) || workflowCompensation.is(event)) run.open(readId(event.payload.commandId).taskId, event.payload);
  else if (workflowResult.is(event)) complete(run, event.payload.commandId, event.payload.worker, context);
  else if (workflowError.is(event)) fail(run, event.payload.commandId, event.payload.error, context);
  else if (workflowCancelled.is(event)) run.end({ kind: "cancelled", reason: event.payload.reason });
  else if (taskCancelled.is(event)) run.close(event.payload.taskId);
  else if (agentStopped.is(event)) replace(run, event.payload.agentId, context);
}

function complete(run: Run, commandId: string, agentId: string, context: HandlerContext): void {
  const { taskId, planId, stepId, undo } = readId(commandId);
  if (!run.close(taskId, commandId)) return;
  if (undo) run.undoing = undefined;
  else {
    run.completed.push(stepId);
    context.emit(planStepCompleted({ planId, stepId, taskId, agentId }));
  }
}

function fail(run: Run, commandId = "", error: Failure, context: HandlerContext): void {
  const { taskId, planId, stepId, undo, attempt } = readId(commandId);
  if (!run.close(taskId, commandId)) return;
  if (error.retryable && attempt < maxAttempts && !run.ending) return retry(run, commandId, backoffMs(attempt), context);
  context.emit(planStepFailed({ planId, stepId, taskId, attempt, error }));
  if (undo) run.undoing = undefined;
  else {
    run.end({ kind: "failed", stepId, error });
    if (!run.isQuiet) context.emit(workflowCancelled({ workflowId: planId, reason: `${run.step(stepId)?.name ?? stepId} has failed.` }));
  }
}

/** What a lost worker was at is begun anew by another; there is nothing to wait for. */
function replace(run: Run, agentId: string, context: HandlerContext): void {
  const commandId = run.commandOf(agentId);
  if (commandId === undefined) return;
  const { taskId, undo } = readId(commandId);
  run.close(taskId);
  if (undo || !run.ending) retry(run, commandId, 0, context);
}

function retry(run: Run, commandId: string, delayMs: number, context: HandlerContext): void {
  const { taskId, attempt } = readId(commandId);
  context.emit(taskRetrying({ taskId, attempt: attempt + 1, delayMs }));
  submit(run, taskId, context, delayMs);
}

function goOn(run: Run, context: HandlerContext): "goes on" | "ended" {
  const { planId, ending } = run;
  if (!ending) {
    if (run.isComplete) context.emit(planCompleted({ planId }));
    for (const { stepId } of run.takeReady()) submit(run, taskIdOf(planId, stepId), context);
    return run.isComplete ? "ended" : "goes on";
  }
  if (!run.isQuiet) return "goes on";
  const step = run.takeUndoable();
  if (step) compensate(run, step, context);
  else if (ending.kind === "failed") context.emit(planFailed({ planId, stepId: ending.stepId, error: ending.error }));
  else context.emit(planCancelled({ planId, reason: ending.reason }));
  return step ? "goes on" : "ended";
}

function compensate(run: Run, { stepId }: PlanStep, context: HandlerContext): void {
  run.undoing = stepId;
  context.emit(workflowStatus({ workflowId: run.planId, status: "compensating", message: stepId }));
  submit(run, undoIdOf(run.planId, stepId), context);
}

function submit(run: Run, taskId: string, context: HandlerContext, delayMs = 0): void {
  const { planId, stepId, undo } = readId(taskId);
  const step = run.step(stepId);
  const name = (undo ? step && undoOf(step) : step?.name) ?? stepId;
  context.emit(taskSubmitted({ taskId, name, planId, stepId, maxAttempts }), { delayMs, ...(!undo && { signal: run.stop.signal }) });
}

function busy({ planId }: Run): Failure {
  return { code: "BUSY", message: `${planId} is still running.`, retryable: true };
}
