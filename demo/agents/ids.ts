/** A step of a plan is a task, `release-1/build`; undoing it is another, `release-1/build/undo`; every try at one is a command, `release-1/build#2`. */
export function taskIdOf(planId: string, stepId: string): string {
  return `${planId}/${stepId}`;
}
export function undoIdOf(planId: string, stepId: string): string {
  return `${planId}/${stepId}/undo`;
}
export function commandIdOf(taskId: string, attempt: number): string {
  return `${taskId}#${attempt}`;
}

export interface TaskPlace {
  readonly taskId: string;
  readonly planId: string;
  readonly stepId: string;
  readonly undo: boolean;
  /** 1 for the id of a task. */
  readonly attempt: number;
}

/** What the id of a task or a command says. */
export function readId(id: string): TaskPlace {
  const [taskId = id, attempt = "1"] = id.split("#");
  const [planId = "", stepId = "", last] = taskId.split("/");
  return { taskId, planId, stepId, undo: last === "undo", attempt: Number(attempt) };
}
