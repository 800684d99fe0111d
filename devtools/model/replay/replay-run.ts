import type { ReplayState } from "eventdeck";
import type { ReplayRequest, Target, TargetRecord } from "../../target/index.ts";
import { emptyRun, type RunReport } from "./replay-state.ts";
import { runOf, RunTally } from "./run-report.ts";
import type { Speed } from "./replay-settings.ts";

/** One replay of the target, steered from here, and what comes of it. It watches the target as long as it runs. */
export class Run {
  readonly #target: Target;
  readonly #changed: () => void;
  readonly #tally = new RunTally();
  readonly #started: Promise<string>;
  readonly #early: TargetRecord[] = [];
  #run: string | undefined;
  #state: ReplayState;
  /** Where it was sent, until it emits again. */
  #sought: number | undefined;
  #leave: (() => void) | undefined;
  #ended!: () => void;
  /** When the last event has been handled, or the run was stopped. */
  readonly done: Promise<void>;

  /** @param only finds the listeners that hear it; asked once, at the start */
  constructor(target: Target, request: ReplayRequest, changed: () => void, only: () => Promise<readonly string[] | undefined>) {
    this.#target = target;
    this.#changed = changed;
    this.#state = { status: request.paused ? "paused" : "playing", position: 0, emitted: 0, suppressed: 0, total: 0, speed: request.speed };
    this.done = new Promise((resolve) => {
      this.#ended = resolve;
    });
    this.#leave = target.watch((record) => this.#take(record));
    this.#started = this.#start(request, only);
  }

  /** Resolves when it has begun. @throws what the target says against it */
  get started(): Promise<string> {
    return this.#started;
  }
  get state(): ReplayState {
    return this.#state;
  }
  get report(): RunReport {
    return this.#run === undefined ? emptyRun : this.#tally.report;
  }
  get active(): boolean {
    return this.#state.status === "playing" || this.#state.status === "paused";
  }
  /** It has not come to its end, nor been stopped. */
  get running(): boolean {
    return this.#leave !== undefined;
  }
  /** The position that comes next, or where the search for it begins. */
  get next(): number {
    return this.#sought ?? (this.#state.emitted === 0 ? this.#state.position : this.#state.position + 1);
  }
  get sought(): number | undefined {
    return this.#sought;
  }

  async play(): Promise<void> {
    const run = await this.#started;
    this.#leave ??= this.#target.watch((record) => this.#take(record));
    await this.#target.replays.play(run);
  }
  async pause(): Promise<void> {
    await this.#target.replays.pause(await this.#started);
  }
  async step(): Promise<void> {
    this.#sought = undefined;
    await this.#target.replays.step(await this.#started);
  }
  async seek(position: number): Promise<void> {
    this.#sought = position;
    await this.#target.replays.seek(await this.#started, position);
  }
  async setSpeed(speed: Speed): Promise<void> {
    await this.#target.replays.setSpeed(await this.#started, speed);
  }
  async stop(): Promise<void> {
    this.#state = { ...this.#state, status: "stopped" };
    this.#end();
    await this.#target.replays.stop(await this.#started);
  }

  async #start(request: ReplayRequest, only: () => Promise<readonly string[] | undefined>): Promise<string> {
    try {
      const { run, state } = await this.#target.replays.start({ ...request, only: await only() });
      this.#run = run;
      this.#update(state);
      for (const record of this.#early.splice(0)) this.#take(record);
      return run;
    } catch (error) {
      this.#state = { ...this.#state, status: "stopped" };
      this.#end();
      throw error;
    }
  }

  #take(record: TargetRecord): void {
    const run = runOf(record);
    if (run === undefined) return;
    // Told before its start has come back.
    if (this.#run === undefined) this.#early.push(record);
    else if (run !== this.#run) return;
    else if (record.kind === "replay") this.#update(record.state);
    else {
      this.#tally.add(record);
      this.#changed();
    }
  }

  #update(state: ReplayState): void {
    // Stopped from here, while the start was still on its way.
    if (this.#state.status === "stopped") return;
    if (state.emitted > this.#state.emitted) this.#sought = undefined;
    this.#state = state;
    if (state.status === "finished" || state.status === "stopped") this.#end();
    this.#changed();
  }

  #end(): void {
    this.#leave?.();
    this.#leave = undefined;
    this.#ended();
  }
}
