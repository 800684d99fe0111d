import type { Priority } from "../event/index.ts";
import type { Clock } from "../scheduling/index.ts";
import { microtasks } from "./microtasks.ts";

interface Task {
  readonly run: (remainingMs?: () => number) => void;
  readonly dueMs: number;
  /** It waits for the host to be idle, not for a time. */
  readonly whenIdle: boolean;
}

/**
 * A clock that stands still until a test moves it. Tasks run in the order of their time, and first in, first out, for the same time.
 *
 * @example
 * const clock = new VirtualClock();
 * const bus = createBus({ clock });
 * bus.emit({ type: "session.expired", input: undefined }, { delayMs: 60_000 });
 * await clock.advance(60_000);
 * console.log(bus.history.size); // → 1
 */
export class VirtualClock implements Clock {
  /** While `false`, tasks that wait for an idle host wait. @default true */
  idle = true;
  /** What the host says of how long it stays idle, in milliseconds; by default it does not say. */
  remainingMs: (() => number) | undefined;
  readonly #tasks = new Set<Task>();
  readonly #startedAt: number;
  #passedMs = 0;

  /** @param startedAt - What `now()` begins at, in milliseconds since the Unix epoch. The first moment of 2026 unless given. */
  constructor(startedAt: number = Date.UTC(2026, 0, 1)) {
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

  /**
   * Passes time without running anything: what a handler does that keeps the host busy.
   *
   * @param ms - Milliseconds.
   */
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

  /**
   * Passes time and runs what comes due meanwhile. Microtasks settle before, in between and after.
   *
   * @param ms - Milliseconds; `0` runs what is due now. @default 0
   * @throws RangeError for less than 0 or Infinity
   */
  async advance(ms = 0): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`Time cannot advance by ${ms}: give a number of milliseconds from 0 up.`);
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
