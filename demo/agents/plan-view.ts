import type { PlanTemplate } from "./plans.ts";

/** A plan as it is shown. */
export interface PlanView {
  readonly planId: string;
  readonly goal: string;
  readonly status: "preview" | "running" | "stopping" | "undoing" | "completed" | "failed" | "cancelled";
  /** Why it fails or is called off. */
  readonly reason: string;
  readonly startedAt: number;
  /** When something was last heard of it. */
  readonly heardAt: number;
  readonly steps: readonly StepView[];
}

export type StepStatus = "waiting" | "queued" | "running" | "retrying" | "done" | "failed" | "stopped" | "skipped" | "undoing" | "undone";

export interface StepView {
  readonly stepId: string;
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly undo: string | undefined;
  readonly status: StepStatus;
  /** 0 to 1. */
  readonly progress: number;
  /** Which try it is. */
  readonly attempt: number;
  /** How long the next try is waited for, in milliseconds. */
  readonly retryMs: number;
  /** What last went wrong with it. */
  readonly trouble: string;
  /** One for each time that a worker was at it. */
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly worker: string;
  readonly from: number;
  /** Nothing while it goes on. */
  readonly to: number | undefined;
  readonly undo: boolean;
  readonly outcome: "running" | "done" | "failed" | "stopped" | "lost";
}

export function isOver({ status }: PlanView): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}

/** A plan that has not been submitted. */
export function previewOf({ name, goal, steps }: PlanTemplate): PlanView {
  const waiting = { status: "waiting", progress: 0, attempt: 1, retryMs: 0, trouble: "", bars: [] } as const;
  return {
    planId: name,
    goal,
    status: "preview",
    reason: "",
    startedAt: 0,
    heardAt: 0,
    steps: steps.map((step) => ({ undo: undefined, ...step, ...waiting })),
  };
}
