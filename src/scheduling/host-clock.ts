import type { Priority } from "../event/index.ts";
import type { Clock } from "./clock.ts";

/** What may be there of the host: a browser's window or worker, Node, Electron. */
interface Host {
  readonly setImmediate?: (task: () => void) => unknown;
  readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
  readonly scheduler?: { postTask?(task: () => void, options: { readonly priority: "user-blocking" | "user-visible" | "background" }): Promise<unknown> };
  readonly requestIdleCallback?: (task: (deadline: { timeRemaining(): number }) => void) => number;
  readonly document?: { readonly visibilityState: string };
}
interface Port {
  onmessage?: ((event: never) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** A longer delay overflows the host's timer and would run at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock and the task queues of the host. Looks them up at each call, so that fakes installed by tests are used. */
export const hostClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(task, delayMs, priority) {
    if (delayMs > 0) return afterDelay(task, delayMs);
    let cancelled = false;
    const run = (deadline?: { timeRemaining(): number }) => {
      if (!cancelled) task(deadline && (() => deadline.timeRemaining()));
    };
    post(globalThis, run, priority);
    return () => {
      cancelled = true;
    };
  },
};

function afterDelay(task: () => void, delayMs: number): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (leftMs: number) => {
    timer = leftMs > longestTimerMs ? setTimeout(() => wait(leftMs - longestTimerMs), longestTimerMs) : setTimeout(task, leftMs);
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}

const taskPriorities = { immediate: "user-blocking", normal: "user-visible", deferred: "background" } as const;

/**
 * The order matters: in Node a message port that posts to itself starves timers, which `setImmediate` does not; a timeout of 0 is clamped to 4 ms.
 * A hidden page has no idle periods worth waiting for, but still runs tasks.
 */
function post(host: Host, run: (deadline?: { timeRemaining(): number }) => void, priority: Priority): void {
  if (priority === "deferred" && host.requestIdleCallback && host.document?.visibilityState !== "hidden") host.requestIdleCallback(run);
  else if (host.scheduler?.postTask) void host.scheduler.postTask(() => run(), { priority: taskPriorities[priority] });
  else if (host.setImmediate) host.setImmediate(() => run());
  else if (host.MessageChannel) postMessage(new host.MessageChannel(), run);
  else setTimeout(() => run(), 0);
}

function postMessage(channel: { readonly port1: Port; readonly port2: Port }, run: () => void): void {
  channel.port1.onmessage = () => {
    channel.port1.close();
    run();
  };
  channel.port2.postMessage(undefined);
}
