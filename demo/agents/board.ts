import {
  agentHeartbeat,
  agentStopped,
  planCancelled,
  planCompleted,
  planCreated,
  planFailed,
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
  type PlanStep,
} from "eventdeck/catalogue";
import { createProjection } from "eventdeck/projection";
import type { AgentBus } from "./definitions.ts";
import { readId } from "./ids.ts";
import { isOver, type PlanView, type StepView } from "./plan-view.ts";
import { undoOf } from "./run.ts";

interface Board {
  /** The plan that was begun last. */
  readonly plan: PlanView | undefined;
  readonly submitted: number;
}

const initial: Board = { plan: undefined, submitted: 0 };
const ends = { "plan.completed": "completed", "plan.failed": "failed", "plan.cancelled": "cancelled" } as const;

/** What has become of the plan, folded from the events about it. */
export function createBoard(bus: AgentBus) {
  return createProjection(bus, {
    name: "board",
    initial,
    reducers: (on) => {
      on(planCreated, (board, { payload: { planId, goal, steps }, time }) => {
        board.submitted += 1;
        if (board.plan && !isOver(board.plan)) return;
        board.plan = { planId, goal, status: "running", reason: "", startedAt: time, heardAt: time, steps: steps.map(newStep) };
      });
      on(planStepFailed, ({ plan }, { payload: { planId, error } }) => {
        if (plan?.planId !== planId || plan.status !== "running") return;
        plan.status = "stopping";
        plan.reason = error.message;
      });
      on(workflowCancelled, ({ plan }, { payload: { workflowId, reason } }) => {
        if (plan?.planId !== workflowId || isOver(plan)) return;
        if (plan.status === "running") plan.reason = reason ?? "";
        plan.status = "stopping";
        for (const step of plan.steps) if (step.status === "retrying") step.status = "stopped";
      });
      on(workflowStatus, ({ plan }, { payload: { workflowId, status } }) => {
        if (plan?.planId === workflowId && status === "compensating") plan.status = "undoing";
      });
      on([planCompleted, planFailed, planCancelled], ({ plan }, { type, payload: { planId } }) => {
        if (plan?.planId !== planId) return;
        plan.status = ends[type];
        for (const step of plan.steps) if (step.status === "waiting") step.status = "skipped";
      });

      on(taskSubmitted, ({ plan }, { payload: { taskId } }) => {
        const step = stepOf(plan, taskId);
        if (step) step.status = readId(taskId).undo ? "undoing" : "queued";
      });
      on([workflowCommand, workflowCompensation], ({ plan }, { payload: { commandId, worker }, time }) => {
        const step = stepOf(plan, commandId);
        if (!step) return;
        const { undo, attempt } = readId(commandId);
        step.bars.push({ worker, from: time, to: undefined, undo, outcome: "running" });
        step.status = undo ? "undoing" : "running";
        step.attempt = attempt;
        step.progress = 0;
      });
      on(taskProgress, ({ plan }, { payload: { taskId, progress } }) => {
        const step = stepOf(plan, taskId);
        if (step && barOf(step)) step.progress = progress;
      });
      on(workflowResult, ({ plan }, { payload: { commandId }, time }) => {
        const step = stepOf(plan, commandId);
        if (!step) return;
        endBar(step, "done", time);
        step.status = readId(commandId).undo ? "undone" : "done";
        step.trouble = "";
      });
      on(workflowError, ({ plan }, { payload: { commandId = "", error }, time }) => {
        const step = stepOf(plan, commandId);
        if (!step) return;
        endBar(step, "failed", time);
        step.status = "failed";
        step.trouble = error.message;
      });
      on(taskRetrying, ({ plan }, { payload: { taskId, attempt, delayMs } }) => {
        const step = stepOf(plan, taskId);
        if (!step) return;
        step.status = "retrying";
        step.attempt = attempt;
        step.retryMs = delayMs;
      });
      on(taskCancelled, ({ plan }, { payload: { taskId }, time }) => {
        const step = stepOf(plan, taskId);
        if (!step) return;
        step.status = barOf(step) ? "stopped" : "skipped";
        endBar(step, "stopped", time);
      });
      on(agentStopped, ({ plan }, { payload: { agentId }, time }) => {
        for (const step of plan?.steps ?? []) {
          if (barOf(step)?.worker !== agentId) continue;
          endBar(step, "lost", time);
          step.status = "stopped";
          step.trouble = "The worker went silent.";
        }
      });

      // Whatever it was, time has passed.
      on(["plan.#", "workflow.#", "task.#", agentHeartbeat, agentStopped], ({ plan }, { time }) => {
        if (plan && !isOver(plan)) plan.heardAt = Math.max(plan.heardAt, time);
      });
    },
  });
}

function newStep(step: PlanStep) {
  const { stepId, name, dependsOn } = step;
  return {
    stepId,
    name,
    dependsOn: [...dependsOn],
    undo: undoOf(step),
    status: "waiting",
    progress: 0,
    attempt: 1,
    retryMs: 0,
    trouble: "",
    bars: [],
  } satisfies StepView;
}

/** The step that a task or a command is about. */
function stepOf<Step extends { stepId: string }>(plan: { planId: string; steps: Step[] } | undefined, id: string): Step | undefined {
  const { planId, stepId } = readId(id);
  return plan?.planId === planId ? plan.steps.find((step) => step.stepId === stepId) : undefined;
}

/** The bar that still grows. */
function barOf<Bar extends { outcome: string }>({ bars }: { bars: Bar[] }): Bar | undefined {
  return bars.find(({ outcome }) => outcome === "running");
}

function endBar(step: { bars: { outcome: string; to: number | undefined }[] }, outcome: "done" | "failed" | "stopped" | "lost", time: number): void {
  const bar = barOf(step);
  if (!bar) return;
  bar.outcome = outcome;
  bar.to = time;
}
