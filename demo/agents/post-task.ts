import type { Priority } from "eventdeck";

// A page that is busy all the time, or hidden, is never idle.
const longestIdleWaitMs = 200;

/** Runs a task soon; a deferred one when the host is idle. */
export function postTask(task: () => void, priority: Priority): void {
  if (priority === "deferred" && typeof requestIdleCallback === "function") requestIdleCallback(task, { timeout: longestIdleWaitMs });
  else if (typeof setImmediate === "function") setImmediate(task);
  else postMessage(task);
}

// Unlike a timer, a message is not held back for 4 ms.
function postMessage(task: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(undefined);
}
