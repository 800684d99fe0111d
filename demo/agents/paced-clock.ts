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
  /** Says that what is scheduled now is no part of the run: a replay goes by the host's time, while the run waits. */
  isAside: () => boolean = () => false;
  #speed = 1;
  #nowMs = Date.now();
  /** When that was, on the host's clock. */
  #realMs = performance.now();
  /** Nothing is to come, and so time passes by itself. */
  #rests = true;
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
    if (delayMs > 0 && this.isAside()) return afterDelay(task, delayMs);
    const nowMs = this.#passTime();
    this.#rests = false;
    return delayMs > 0 ? this.#delay({ task, dueMs: nowMs + delayMs }) : this.#post(task, priority);
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
    clearTimeout(this.#timer);
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

  /** The time, which goes by what comes while something is to come. */
  #passTime(): number {
    if (!this.#rests) return this.#nowMs;
    const realMs = performance.now();
    this.#nowMs += realMs - this.#realMs;
    this.#realMs = realMs;
    return this.#nowMs;
  }

  /** Sets the timer for what comes next. It is a task of its own in any case, so that handlers that have been waiting go on before. */
  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#pending > 0) return;
    const next = this.#next();
    if (next === undefined) this.#timer = setTimeout(() => this.#rest());
    else if (this.#speed > 0) this.#timer = setTimeout(() => this.#tick(next), this.#remainingMs(next));
  }
  #remainingMs({ dueMs }: Delayed): number {
    return Math.max(0, (dueMs - this.#nowMs) / this.#speed - (performance.now() - this.#realMs));
  }
  #rest(): void {
    this.#rests = true;
    this.#realMs = performance.now();
  }
  #tick(next: Delayed): void {
    this.#realMs = performance.now();
    if (this.isHeld()) {
      this.#timer = setTimeout(() => this.#tick(next), heldMs);
      return;
    }
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

function afterDelay(task: () => void, delayMs: number): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}
