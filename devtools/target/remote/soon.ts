/** Runs a task after some milliseconds; returns what calls it off. */
export type Later = (task: () => void, delayMs: number) => () => void;

/** By a timer, and at once by a message: browsers hold back the timers of pages in the background for up to a minute, and messages not at all. */
export function afterMs(task: () => void, delayMs: number): () => void {
  const short = delayMs < 1 || (delayMs <= 1 && isHidden());
  if (!short || typeof MessageChannel !== "function") {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  }
  const { port1, port2 } = new MessageChannel();
  const close = () => {
    port1.close();
    port2.close();
  };
  port1.addEventListener("message", () => {
    close();
    task();
  });
  port1.start();
  port2.postMessage(undefined);
  return close;
}

function isHidden(): boolean {
  return typeof document !== "undefined" && document.hidden;
}
