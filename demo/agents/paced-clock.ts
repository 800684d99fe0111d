import type { Clock, Priority } from "eventdeck";
import { postTask } from "./post-task.ts";

interface Delayed {
  readonly task: () => void;
  readonly dueMs: number;
}

// How often a clock that is held looks whether it still is.
const heldMs = 50;

/**
 * A clock whose time can be sped up, skipped and stopped. It jumps from one delayed task to the next, and never before all that the last one set off has been
 * delivered: a run is the same, event by event, on a fast machine, on a slow one, and on the virtual clock of a test.
 */
export class PacedClock implements Clock {
  /** Says that time has to wait, for a visitor who looks around. */
  isHeld: () => boolean = () => false;
  #speed = 1;
  #nowMs = Date.now();
  #realMs = performance.now();
  /** Tasks without a delay that have not run yet. */
  #pending = 0;
  readonly #delayed = new Set<Delayed>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** How fast delays pass; `0` stops them, and `Infinity` skips them. */
  get speed(): number {
    return this.#speed;
  }
  set speed(speed: number) {
    this.#speed = speed;
    this.#arm();
  }

  now(): number {
    return Math.floor(this.#passTime());
  }
  monotonic(): number {
    return performance.now();
  }

  schedule(task: () => void, delayMs: number, priority: Priority): () => void {
    return delayMs > 0 ? this.#delay({ task, dueMs: this.#passTime() + delayMs }) : this.#post(task, priority);
  }

  #delay(delayed: Delayed): () => void {
    this.#delayed.add(delayed);
    this.#arm();
    return () => {
      this.#delayed.delete(delayed);
      this.#arm();
    };
  }

  #post(task: () => void, priority: Priority): () => void {
    let waits = true;
    const leave = () => {
      if (waits) this.#pending -= 1;
      waits = false;
    };
    this.#pending += 1;
    postTask(() => {
      if (!waits) return;
      try {
        task();
      } finally {
        leave();
        this.#arm();
      }
    }, priority);
    return () => {
      leave();
      this.#arm();
    };
  }

  /** Time passes by itself only while nothing is to come; from then on it goes by what comes. */
  #passTime(): number {
    if (this.#delayed.size > 0 || this.#pending > 0) return this.#nowMs;
    const realMs = performance.now();
    this.#nowMs += realMs - this.#realMs;
    this.#realMs = realMs;
    return this.#nowMs;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#next();
    if (next === undefined || this.#pending > 0 || this.#speed === 0) return;
    const passedMs = performance.now() - this.#realMs;
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, (next.dueMs - this.#nowMs) / this.#speed - passedMs));
  }

  #tick(): void {
    this.#realMs = performance.now();
    if (this.isHeld()) {
      this.#timer = setTimeout(() => this.#tick(), heldMs);
      return;
    }
    const next = this.#next();
    if (next === undefined) return;
    this.#nowMs = next.dueMs;
    this.#delayed.delete(next);
    next.task();
    this.#arm();
  }

  #next(): Delayed | undefined {
    let next: Delayed | undefined;
    for (const delayed of this.#delayed) if (next === undefined || delayed.dueMs < next.dueMs) next = delayed;
    return next;
  }
}
