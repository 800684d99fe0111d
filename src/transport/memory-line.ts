/** Runs a task later. */
export type Scheduling = (task: () => void) => void;

/** Runs tasks one after another in the order given, in a microtask unless another scheduling is given. */
export function queueOf(schedule: Scheduling = queueMicrotask): (task: () => void) => void {
  const waiting: (() => void)[] = [];
  return (task) => {
    waiting.push(task);
    schedule(() => waiting.shift()?.());
  };
}
