import type { Clock, Priority } from "eventdeck";

interface Task {
  readonly run: (remainingMs?: () => number) => void;
  readonly dueMs: number;
  /** It waits for the host to be idle, not for a time. */
  readonly whenIdle: boolean;
}

/** A clock that stands still until a test moves it. Tasks run in the order of their time, and first in, first out, for the same time. */
export class VirtualClock implements Clock {
  /** While `false`, tasks that wait for an idle host wait. */
  idle = true;
  /** What the host says of how long it stays idle; by default it does not say. */
  remainingMs: (() => number) | undefined;
  readonly #tasks = new Set<Task>();
  readonly #startedAt: number;
  #passedMs = 0;

  /** @param startedAt milliseconds since the Unix epoch */
  constructor(startedAt = Date.UTC(2026, 0, 1)) {
    this.#startedAt = startedAt;
  }

  now(): number {
    return this.#startedAt + this.#passedMs;
  }
  monotonic(): number {
    return this.#passedMs;
  }
  schedule(run: (remainingMs?: () => number) => void, delayMs: number, priority: Priority): () => void {
    const task: Task = { run, dueMs: this.#passedMs + delayMs, whenIdle: priority === "deferred" && !(delayMs > 0) };
    this.#tasks.add(task);
    return () => this.#tasks.delete(task);
  }

  /** How many tasks wait for their time. */
  get scheduled(): number {
    return this.#tasks.size;
  }
  /** Passes time without running anything: what a handler does that keeps the host busy. */
  spend(ms: number): void {
    this.#passedMs += ms;
  }
  /** Runs the next task that is due, without passing time; `false` when none is. Microtasks settle before and after. */
  async turn(): Promise<boolean> {
    await microtasks();
    const task = this.#next(this.#passedMs);
    if (!task) return false;
    this.#run(task);
    await microtasks();
    return true;
  }
  /** Passes time and runs what comes due meanwhile. Microtasks settle before, in between and after. */
  async advance(ms = 0): Promise<void> {
    const untilMs = this.#passedMs + ms;
    await microtasks();
    for (let task = this.#next(untilMs); task; task = this.#next(untilMs)) {
      this.#passedMs = Math.max(this.#passedMs, task.dueMs);
      this.#run(task);
      await microtasks();
    }
    this.#passedMs = Math.max(this.#passedMs, untilMs);
  }

  #next(untilMs: number): Task | undefined {
    let next: Task | undefined;
    for (const task of this.#tasks) {
      if (task.dueMs > untilMs || (task.whenIdle && !this.idle)) continue;
      if (next === undefined || task.dueMs < next.dueMs) next = task;
    }
    return next;
  }
  #run(task: Task): void {
    this.#tasks.delete(task);
    task.run(task.whenIdle ? this.remainingMs : undefined);
  }
}

/** Resolves when no microtask is left: the host begins another task only then. */
export function microtasks(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => {
        port1.close();
        resolve();
      });
      port1.start();
      port2.postMessage(undefined);
    }
  });
}
