import { BehaviorSubject, finalize, type Observable } from "rxjs";
import { requireFrom } from "../event/index.ts";
import type { HistoryEntry } from "./entry.ts";
import type { Replay, ReplayPlan, ReplayState } from "./replay.ts";

/** What a replay run needs of the bus that it plays into. */
export interface ReplayStage {
  readonly run: string;
  /** How many events handlers published meanwhile and were swallowed. */
  readonly suppressed: number;
  /** Delivers a recorded event; resolves when every handler has settled. `undefined` when they all have at once. */
  emit(entry: HistoryEntry): Promise<void> | undefined;
  monotonic(): number;
  schedule(task: () => void, delayMs: number): () => void;
  /** The run has ended; unless it was stopped, it may be played again. */
  ended(): void;
  /** A finished run is to go on; `false` when its bus has closed meanwhile. */
  revive(): boolean;
}

const stateFields = ["status", "position", "emitted", "suppressed", "total", "speed"] as const;

/** Longest stretch of emitting before the host gets a turn, in milliseconds. */
const sliceMs = 5;

/** One run through recorded events: which comes next, when, and how far it is. Delivering them is the stage's. */
export class ReplayRun implements Replay {
  readonly run: string;
  readonly done: Promise<void>;
  readonly state$: Observable<ReplayState>;
  readonly #stage: ReplayStage;
  readonly #entries: readonly HistoryEntry[];
  readonly #maxGapMs: number;
  readonly #loop: boolean;
  readonly #states: BehaviorSubject<ReplayState>;
  #resolveDone!: () => void;
  #status: ReplayState["status"];
  #speed: number | "max";
  #next = 0;
  #position: number;
  #emitted = 0;
  #unsettled = 0;
  /** When the next event is due, in monotonic milliseconds: gaps are counted from due to due, so that late tasks do not add up. */
  #dueAt = 0;
  #cancelTask: (() => void) | undefined;

  /** @throws RangeError for a speed or gap that makes no sense */
  constructor(plan: ReplayPlan, entries: readonly HistoryEntry[], stage: ReplayStage) {
    const { speed = 1, maxGapMs = Infinity, loop = false, paused = false } = plan;
    this.#speed = checkSpeed(speed);
    requireFrom(0, "maxGapMs", maxGapMs);
    this.#maxGapMs = maxGapMs;
    this.#loop = loop;
    this.#stage = stage;
    this.#entries = entries;
    this.run = stage.run;
    this.#position = entries[0]?.position ?? 0;
    this.done = new Promise((resolve) => {
      this.#resolveDone = resolve;
    });
    this.#status = paused ? "paused" : "playing";
    this.#states = new BehaviorSubject(this.state);
    // Whoever watches a finished run last lets go of it for the bus too.
    this.state$ = this.#states.pipe(finalize(() => this.#letGo()));
    if (!paused) this.#resumeAt(stage.monotonic());
  }

  get state(): ReplayState {
    return {
      status: this.#status,
      position: this.#position,
      emitted: this.#emitted,
      suppressed: this.#stage.suppressed,
      total: this.#entries.length,
      speed: this.#speed,
    };
  }

  play(): void {
    if (this.#status === "stopped" || this.#status === "playing") return;
    if (this.#status === "finished") {
      if (!this.#stage.revive()) return this.stop();
      this.#goTo(0);
    }
    this.#status = "playing";
    this.#resumeAt(this.#stage.monotonic());
    this.#notify();
  }
  pause(): void {
    if (this.#status !== "playing") return;
    this.#hold();
    this.#status = "paused";
    this.#notify();
  }
  async step(): Promise<void> {
    if (this.#status === "stopped" || this.#status === "finished") return;
    this.#hold();
    this.#status = "paused";
    this.#wrap();
    if (this.#next < this.#entries.length) {
      const settled = this.#emitNext();
      this.#notify();
      await settled;
    }
    if (this.#next >= this.#entries.length) this.#finishWhenSettled();
  }
  seek(position: number): void {
    if (Number.isNaN(position)) throw new RangeError("seek takes a history position, not NaN.");
    if (this.#status === "stopped") return;
    const index = this.#entries.findIndex((entry) => entry.position >= position);
    this.#hold();
    this.#goTo(index === -1 ? this.#entries.length : index);
    if (this.#status === "finished") {
      if (!this.#stage.revive()) return this.stop();
      this.#status = "paused";
    }
    if (this.#status === "playing") this.#resumeAt(this.#stage.monotonic());
    this.#notify();
  }
  setSpeed(speed: number | "max"): void {
    const before = this.#speed;
    this.#speed = checkSpeed(speed);
    if (this.#status === "playing") {
      const nowMs = this.#stage.monotonic();
      // What is left of the gap, not all of it again: a slider that is dragged must not put off the next event for ever.
      const leftMs = speed === "max" ? 0 : before === "max" ? this.#gapMs() : (Math.max(0, this.#dueAt - nowMs) * before) / speed;
      this.#hold();
      this.#resumeAt(nowMs + leftMs);
    }
    this.#notify();
  }
  stop(): void {
    if (this.#status === "stopped") return;
    this.#hold();
    this.#status = "stopped";
    this.#resolveDone();
    this.#notify();
    this.#states.complete();
    this.#stage.ended();
  }

  #resumeAt(dueAt: number): void {
    this.#dueAt = dueAt;
    const delayMs = Math.max(0, dueAt - this.#stage.monotonic());
    this.#cancelTask = this.#stage.schedule(() => this.#emitDue(), delayMs);
  }
  #hold(): void {
    this.#cancelTask?.();
    this.#cancelTask = undefined;
  }
  #goTo(index: number): void {
    this.#next = index;
    this.#position = this.#entries[index]?.position ?? this.#entries.at(-1)?.position ?? 0;
  }
  /** Emits all that is due, in a slice; a handler may pause or stop it meanwhile. */
  #emitDue(): void {
    this.#cancelTask = undefined;
    const startedAt = this.#stage.monotonic();
    let nowMs = startedAt;
    while (this.#status === "playing" && this.#next < this.#entries.length && this.#cancelTask === undefined) {
      if (nowMs < this.#dueAt || nowMs - startedAt >= sliceMs) break;
      void this.#emitNext();
      nowMs = this.#stage.monotonic();
    }
    if (this.#status === "playing" && this.#cancelTask === undefined) this.#continue();
    this.#notify();
  }
  #continue(): void {
    if (this.#wrap()) this.#dueAt = this.#stage.monotonic();
    if (this.#next < this.#entries.length) this.#resumeAt(this.#dueAt);
    else this.#finishWhenSettled();
  }
  /** A loop begins again at its end. */
  #wrap(): boolean {
    if (!this.#loop || this.#entries.length === 0 || this.#next < this.#entries.length) return false;
    this.#next = 0;
    return true;
  }
  #emitNext(): Promise<void> | undefined {
    const entry = this.#entries[this.#next++]!;
    this.#position = entry.position;
    this.#emitted++;
    // Before the handlers run: what they say of seeking and speed is the newer word.
    this.#dueAt += this.#gapMs();
    const settled = this.#stage.emit(entry);
    if (!settled) return undefined;
    this.#unsettled++;
    return settled.then(() => {
      this.#unsettled--;
      // What the handlers did meanwhile may have been suppressed.
      this.#notify();
      this.#finishWhenSettled();
    });
  }
  #finishWhenSettled(): void {
    if (this.#next < this.#entries.length || this.#unsettled > 0 || (this.#loop && this.#entries.length > 0)) return;
    if (this.#status === "stopped" || this.#status === "finished") return;
    this.#status = "finished";
    this.#resolveDone();
    this.#notify();
    this.#letGo();
  }
  /** Who watches is told when the bus closes; otherwise a finished run must not be kept by it. */
  #letGo(): void {
    if (this.#status === "finished" && !this.#states.observed) this.#stage.ended();
  }
  /** The recorded gap before the next event, in the run's own time. */
  #gapMs(): number {
    const next = this.#entries[this.#next];
    const last = this.#entries[this.#next - 1];
    if (!next || !last || this.#speed === "max") return 0;
    return Math.min(this.#maxGapMs, Math.max(0, momentOf(next) - momentOf(last))) / this.#speed;
  }
  #notify(): void {
    const { state } = this;
    const last = this.#states.value;
    if (stateFields.some((field) => state[field] !== last[field])) this.#states.next(state);
  }
}

/** An imported event was recorded when its file was read; what it has kept is when it was published. */
function momentOf(entry: HistoryEntry): number {
  return entry.imported ? entry.event.time : entry.recordedAt;
}
function checkSpeed(speed: number | "max"): number | "max" {
  if (speed === "max" || (speed > 0 && speed < Infinity)) return speed;
  throw new RangeError(`The replay speed is ${speed}: give a number above 0, or "max".`);
}
