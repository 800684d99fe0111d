type Later = (task: () => void) => unknown;

// Taken at import, before a test replaces the timers by fakes that nobody moves.
const later: Later = typeof setImmediate === "function" ? setImmediate : postTask;

/** Resolves when no microtask is left, that is: when every promise that can settle without time, input or another task has settled. */
export function microtasks(): Promise<void> {
  return new Promise((resolve) => {
    later(resolve);
  });
}

/** A message is a task of its own, and nothing clamps it to 4 ms as a browser does timers. */
function postTask(task: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => {
    port1.close();
    task();
  });
  port1.start();
  port2.postMessage(undefined);
}
