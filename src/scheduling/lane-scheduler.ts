import { type SchedulerAction, type SchedulerLike, Subscription } from "rxjs";
import type { Clock } from "./clock.ts";

/** What a scheduler needs of a lane. */
export interface WorkLane {
  /** Queues work; returns what takes it out again. */
  enter(work: () => void): () => void;
  /** Runs a task after a delay in milliseconds; returns what calls it off. */
  delay(task: () => void, delayMs: number): () => void;
  /** Runs what must not wait for a later task. */
  drain(): void;
}

/** RxJS's scheduler contract on one lane: work runs in the lane's turn, its delay is the clock's. */
export class LaneScheduler implements SchedulerLike {
  readonly #clock: Clock;
  readonly #lane: WorkLane;

  constructor(clock: Clock, lane: WorkLane) {
    this.#clock = clock;
    this.#lane = lane;
  }
  now(): number {
    return this.#clock.now();
  }
  schedule<State>(work: (this: SchedulerAction<State>, state?: State) => void, delay = 0, state?: State): Subscription {
    return new LaneAction(this.#lane, work).schedule(state, delay);
  }
}

/** One piece of work, which may schedule itself again from inside; ended by unsubscribing. */
class LaneAction<State> extends Subscription implements SchedulerAction<State> {
  readonly #lane: WorkLane;
  readonly #work: (this: SchedulerAction<State>, state?: State) => void;
  #callOff: (() => void) | undefined;

  constructor(lane: WorkLane, work: (this: SchedulerAction<State>, state?: State) => void) {
    super(() => this.#callOff?.());
    this.#lane = lane;
    this.#work = work;
  }

  schedule(state?: State, delay = 0): Subscription {
    if (this.closed) return this;
    // Scheduling again replaces what was scheduled: an action has one turn at a time.
    this.#callOff?.();
    const enter = () => {
      this.#callOff = this.#lane.enter(() => this.#run(state));
      this.#lane.drain();
    };
    if (delay > 0) this.#callOff = this.#lane.delay(enter, delay);
    else enter();
    return this;
  }

  #run(state: State | undefined): void {
    this.#callOff = undefined;
    if (this.closed) return;
    let completed = false;
    try {
      this.#work(state);
      completed = true;
    } finally {
      // An action that has thrown is over; one that has not scheduled itself again is done.
      if (!completed || this.#callOff === undefined) this.unsubscribe();
    }
  }
}
