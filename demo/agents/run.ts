import type { Failure, PlanStep } from "eventdeck/catalogue";

/** Why a plan that ends early does. */
export type Ending =
  | { readonly kind: "failed"; readonly stepId: string; readonly error: Failure }
  | { readonly kind: "cancelled"; readonly reason?: string | undefined };

interface Try {
  readonly commandId?: string;
  readonly worker?: string;
}

/** What the planner remembers of the plan that runs. */
export class Run {
  readonly planId: string;
  readonly steps: readonly PlanStep[];
  /** Calls off submissions that have not been delivered, those that wait for another try above all. */
  readonly stop = new AbortController();
  /** In the order in which they were completed. */
  readonly completed: string[] = [];
  ending: Ending | undefined;
  /** The step that is being undone. */
  undoing: string | undefined;
  readonly #submitted = new Set<string>();
  /** Tasks that were submitted and are not over, with who works on them. */
  readonly #open = new Map<string, Try>();

  constructor(planId: string, steps: readonly PlanStep[]) {
    this.planId = planId;
    this.steps = steps;
  }

  get isComplete(): boolean {
    return this.completed.length === this.steps.length;
  }
  get isQuiet(): boolean {
    return this.#open.size === 0 && this.undoing === undefined;
  }

  /** The steps whose turn it is now, each of them once. */
  takeReady(): PlanStep[] {
    const ready = this.steps.filter(({ stepId, dependsOn }) => !this.#submitted.has(stepId) && dependsOn.every((needed) => this.completed.includes(needed)));
    for (const { stepId } of ready) this.#submitted.add(stepId);
    return ready;
  }

  /** The step that was completed last and can be undone; what cannot is passed over. */
  takeUndoable(): PlanStep | undefined {
    for (let stepId = this.completed.pop(); stepId !== undefined; stepId = this.completed.pop()) {
      const step = this.step(stepId);
      if (step && undoOf(step) !== undefined) return step;
    }
    return undefined;
  }

  step(stepId: string): PlanStep | undefined {
    return this.steps.find((step) => step.stepId === stepId);
  }

  /** A task is under way; said again when somebody works on it. */
  open(taskId: string, by: Try = {}): void {
    this.#open.set(taskId, by);
  }
  /** A task is over. `false` when it was not open, or when it is another try that is under way: what came was late. */
  close(taskId: string, commandId?: string): boolean {
    const open = this.#open.get(taskId);
    return open !== undefined && (commandId === undefined || open.commandId === commandId) && this.#open.delete(taskId);
  }
  commandOf(worker: string): string | undefined {
    return [...this.#open.values()].find((open) => open.worker === worker)?.commandId;
  }

  /** Nothing new is begun from now on. What counts is why it ended first. */
  end(ending: Ending): void {
    this.ending ??= ending;
    this.stop.abort();
  }
}

/** What undoing a step is called; nothing for one that cannot be undone. */
export function undoOf({ parameters }: PlanStep): string | undefined {
  const undo = parameters?.["undo"];
  return typeof undo === "string" ? undo : undefined;
}
