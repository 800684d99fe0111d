import type { Priority } from "../event/index.ts";
import type { Clock } from "./clock.ts";
import { Fifo, type Waiting } from "./fifo.ts";
import { laneOptions, type LaneOptions } from "./lane-options.ts";

/** Something that waits for its turn. */
export interface LaneItem extends Waiting {
  /** Monotonic milliseconds. */
  enteredAt: number;
}

interface Lane<Item extends LaneItem> {
  readonly waiting: Fifo<Item>;
  readonly roomWaiters: { readonly count: number; resolve(): void; reject(error: unknown): void }[];
  /** Room that waiters were promised since the host had its last turn. */
  granted: number;
  cancelRevision: (() => void) | undefined;
  highWater: number;
}

/**
 * When things run. One item runs to completion, with every immediate item it set off, before the next begins.
 *
 * `normal` runs in slices of `sliceMs`, each a task of its own, so that the host paints and takes input under any flood; `deferred` runs when normal is empty
 * and the host idle, or when its oldest has waited `deferredMaxWaitMs`.
 */
export class Lanes<Item extends LaneItem> {
  readonly options: Required<LaneOptions>;
  readonly #clock: Clock;
  readonly #run: (item: Item, waitedMs: number) => void;
  readonly #onIdle: () => void;
  readonly #lanes: Readonly<Record<Priority, Lane<Item>>> = { immediate: newLane(), normal: newLane(), deferred: newLane() };
  #running = false;
  /** Immediate items that the current outermost item has set off. */
  #chain = 0;
  #paused = false;
  /** Closing: pausing and idleness no longer count. */
  #draining = false;
  #cancelNormal: (() => void) | undefined;
  #cancelIdle: (() => void) | undefined;
  #cancelOverdue: (() => void) | undefined;

  /**
   * @param run delivers one item; it must not throw
   * @param onIdle called whenever something may have run empty
   */
  constructor(clock: Clock, options: LaneOptions | undefined, run: (item: Item, waitedMs: number) => void, onIdle: () => void) {
    this.options = laneOptions(options);
    this.#clock = clock;
    this.#run = run;
    this.#onIdle = onIdle;
  }

  get running(): boolean {
    return this.#running;
  }
  get paused(): boolean {
    return this.#paused;
  }
  get empty(): boolean {
    const { immediate, normal, deferred } = this.#lanes;
    return immediate.waiting.size + normal.waiting.size + deferred.waiting.size === 0;
  }
  depth(priority: Priority): number {
    return this.#lanes[priority].waiting.size;
  }
  highWater(priority: Priority): number {
    return this.#lanes[priority].highWater;
  }
  /** How long the oldest item has waited, in milliseconds; 0 when none does. */
  oldestMs(priority: Priority): number {
    const oldest = this.#lanes[priority].waiting.peek();
    return oldest ? Math.max(0, this.#clock.monotonic() - oldest.enteredAt) : 0;
  }

  /** How many of `count` newcomers are too many for a lane right now. */
  excess(priority: Priority, count: number): number {
    // A chain of immediate items has no end of its own: what has run counts as if it still waited.
    const used = priority === "immediate" && this.#running ? this.#chain : this.#lanes[priority].waiting.size;
    return Math.max(0, used + count - this.options.capacity);
  }
  /** Adds an item; `drain` or the host's next task runs it. */
  enter(item: Item, priority: Priority, nowMs: number): void {
    const lane = this.#lanes[priority];
    item.enteredAt = nowMs;
    lane.waiting.push(item);
    if (priority === "immediate") {
      if (this.#running) this.#chain++;
    } else this.#schedule();
    if (lane.waiting.size > lane.highWater) lane.highWater = lane.waiting.size;
  }
  /** Takes the oldest waiting item that may go out, to make room. */
  dropOldest(priority: Priority, mayGo: (item: Item) => boolean): Item | undefined {
    const { waiting } = this.#lanes[priority];
    const oldest = waiting.find(mayGo);
    if (oldest) waiting.remove(oldest);
    return oldest;
  }
  has(item: Item, priority: Priority): boolean {
    return this.#lanes[priority].waiting.has(item);
  }
  /** Takes an item out; `false` when it does not wait. */
  remove(item: Item, priority: Priority): boolean {
    if (!this.#lanes[priority].waiting.remove(item)) return false;
    this.#left(priority);
    this.#onIdle();
    return true;
  }
  /** Puts an item in the place of a waiting one, whose waiting time it takes over: conflation must not put off a deferred event for ever. */
  replace(old: Item, next: Item, priority: Priority): void {
    next.enteredAt = old.enteredAt;
    this.#lanes[priority].waiting.replace(old, next);
  }
  /** Takes everything out. */
  clear(): Item[] {
    const items = (["immediate", "normal", "deferred"] as const).flatMap((priority) => this.#lanes[priority].waiting.clear());
    this.#onIdle();
    return items;
  }

  /** Runs `body` as the outermost item, then all immediate items. Only while nothing runs. */
  outermost(body: () => void): void {
    this.begin();
    try {
      body();
    } finally {
      this.end();
    }
  }
  /** The same in two calls, for the hot path, where a closure would cost more than the delivery. `end` must follow in any case. */
  begin(): void {
    this.#running = true;
    this.#chain = 0;
  }
  end(): void {
    if (this.#lanes.immediate.waiting.size === 0) this.#ended();
    else this.#runChain();
  }
  #runChain(): void {
    const { waiting } = this.#lanes.immediate;
    try {
      while (waiting.size > 0) this.#runNext("immediate");
    } finally {
      this.#ended();
    }
  }
  #ended(): void {
    this.#running = false;
    // The chain no longer counts.
    if (this.#lanes.immediate.roomWaiters.length > 0) this.#admitWaiters("immediate");
    this.#onIdle();
  }
  /** Runs the waiting immediate items, unless something runs already and will do so. */
  drain(): void {
    if (this.#running || this.#lanes.immediate.waiting.size === 0) return;
    this.begin();
    this.end();
  }

  pause(): void {
    this.#paused = true;
  }
  resume(): void {
    this.#paused = false;
    this.#schedule();
  }
  /** Runs one waiting item while paused; `false` when there is none, or something runs. */
  step(): boolean {
    if (!this.#paused || this.#running) return false;
    const priority = this.#lanes.normal.waiting.size > 0 ? "normal" : "deferred";
    if (this.#lanes[priority].waiting.size === 0) return false;
    this.outermost(() => this.#runNext(priority));
    return true;
  }
  /** From now on everything that waits runs, paused or not, idle or not: a first slice at once, the rest as soon as the host has tasks for it. */
  runOut(): void {
    this.#draining = true;
    this.#cancelTasks();
    this.#runNormal();
  }
  /** Resolves when the lane has room for `count` more. @throws RangeError when it never will */
  room(priority: Priority, count: number): Promise<void> {
    if (!(count >= 1 && count <= this.options.capacity)) {
      return Promise.reject(new RangeError(`A lane holds ${this.options.capacity}: it never has room for ${count}. Ask for fewer, or raise lanes.capacity.`));
    }
    const { roomWaiters } = this.#lanes[priority];
    if (roomWaiters.length === 0 && this.excess(priority, count) === 0) return Promise.resolve();
    return new Promise((resolve, reject) => roomWaiters.push({ count, resolve, reject }));
  }
  /** Ends all tasks and refuses all that wait for room. */
  close(error: unknown): void {
    this.#cancelTasks();
    for (const lane of Object.values(this.#lanes)) {
      lane.cancelRevision?.();
      for (const waiter of lane.roomWaiters.splice(0)) waiter.reject(error);
    }
  }

  #runNext(priority: Priority, nowMs?: number): void {
    const item = this.#lanes[priority].waiting.shift();
    if (!item) return;
    const waitedMs = (nowMs ?? this.#clock.monotonic()) - item.enteredAt;
    this.#run(item, Math.max(0, waitedMs));
    this.#left(priority);
  }
  /** Follows every departure. */
  #left(priority: Priority): void {
    if (this.#lanes[priority].roomWaiters.length > 0) this.#admitWaiters(priority);
  }
  #admitWaiters(priority: Priority): void {
    const lane = this.#lanes[priority];
    const { roomWaiters } = lane;
    // First come, first served: a large request is not starved by small ones behind it.
    while (roomWaiters[0] && this.excess(priority, lane.granted + roomWaiters[0].count) === 0) {
      const waiter = roomWaiters.shift()!;
      lane.granted += waiter.count;
      waiter.resolve();
    }
    if (lane.granted === 0) return;
    // Who was let in may not come: those behind must not wait for a departure that never happens.
    lane.cancelRevision ??= this.#clock.schedule(() => this.#reviseGrants(priority), 0, "normal");
  }
  #reviseGrants(priority: Priority): void {
    const lane = this.#lanes[priority];
    lane.cancelRevision = undefined;
    lane.granted = 0;
    this.#left(priority);
  }

  #schedule(): void {
    if (this.#paused && !this.#draining) return;
    const { normal, deferred } = this.#lanes;
    if (normal.waiting.size > 0 || (this.#draining && deferred.waiting.size > 0)) {
      this.#cancelNormal ??= this.#clock.schedule(() => this.#runNormal(), 0, "normal");
    } else if (deferred.waiting.size > 0) {
      this.#cancelIdle ??= this.#clock.schedule((remainingMs) => this.#runIdle(remainingMs), 0, "deferred");
    }
    if (deferred.waiting.size > 0 && !this.#draining && this.#cancelOverdue === undefined) {
      const delayMs = Math.max(0, this.options.deferredMaxWaitMs - this.oldestMs("deferred"));
      this.#cancelOverdue = this.#clock.schedule(() => this.#runOverdue(), delayMs, "normal");
    } else if (deferred.waiting.size === 0 && this.#cancelOverdue !== undefined) {
      // A timer without a purpose would keep a process from ending.
      this.#cancelOverdue();
      this.#cancelOverdue = undefined;
    }
  }
  #runNormal(): void {
    this.#cancelNormal = undefined;
    const { normal } = this.#lanes;
    this.#slice(() => (normal.waiting.size > 0 ? "normal" : this.#draining ? "deferred" : undefined));
  }
  #runIdle(remainingMs: (() => number) | undefined): void {
    this.#cancelIdle = undefined;
    const { normal } = this.#lanes;
    this.#slice(() => (normal.waiting.size === 0 && (remainingMs === undefined || remainingMs() > 0) ? "deferred" : undefined));
  }
  #runOverdue(): void {
    this.#cancelOverdue = undefined;
    this.#slice(() => (this.oldestMs("deferred") >= this.options.deferredMaxWaitMs ? "deferred" : undefined));
  }
  /** Runs items of the lane that `next` names until it names none, that lane is empty or the slice is over; then asks for the next task. */
  #slice(next: () => Priority | undefined): void {
    const startedAt = this.#clock.monotonic();
    let nowMs = startedAt;
    while (!this.#running && (!this.#paused || this.#draining)) {
      const priority = next();
      if (priority === undefined || this.#lanes[priority].waiting.size === 0) break;
      this.begin();
      try {
        this.#runNext(priority, nowMs);
      } finally {
        this.end();
      }
      nowMs = this.#clock.monotonic();
      if (nowMs - startedAt >= this.options.sliceMs) break;
    }
    this.#schedule();
  }
  #cancelTasks(): void {
    this.#cancelNormal?.();
    this.#cancelIdle?.();
    this.#cancelOverdue?.();
    this.#cancelNormal = this.#cancelIdle = this.#cancelOverdue = undefined;
  }
}

function newLane<Item extends LaneItem>(): Lane<Item> {
  return { waiting: new Fifo(), roomWaiters: [], granted: 0, cancelRevision: undefined, highWater: 0 };
}
