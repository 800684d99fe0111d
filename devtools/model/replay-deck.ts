import type { Bus, BusEvent, InspectRecord, Replay, ReplayState } from "eventdeck";
import { audienceOf, oneOfEachKind, type Audience } from "./audience.ts";
import { onNextFrame, type FrameSource } from "./frame.ts";
import { addToRun, emptyRun, runOf, type RunReport } from "./run-report.ts";
import { Store, type Readable } from "./store.ts";

export type Speed = number | "max";

/** What the deck shows at one moment. */
export interface ReplayDeckState {
  readonly status: "idle" | ReplayState["status"];
  /** The filter that the replay goes by; empty for everything. */
  readonly scope: string;
  readonly position: number;
  readonly emitted: number;
  readonly total: number;
  readonly speed: Speed;
  readonly loop: boolean;
  readonly report: RunReport;
  /** How the last "Run again" went. */
  readonly again?: { readonly position: number; readonly running: boolean; readonly report: RunReport };
}

// Nobody watches a deck stand still: a recorded night is played back as two seconds.
const maxGapMs = 2_000;

/** Plays history back to the handlers of its own bus, and reports what came of it. */
export class ReplayDeckModel implements Readable<ReplayDeckState> {
  readonly #bus: Bus;
  readonly #onFrame: FrameSource;
  readonly #store = new Store<ReplayDeckState>(idle);
  #replay: Replay | undefined;
  #release: (() => void) | undefined;
  #pending: (() => void) | undefined;
  #report: RunReport = emptyRun;
  readonly #again = new Map<string, number>();

  constructor(bus: Bus, onFrame: FrameSource = onNextFrame) {
    this.#bus = bus;
    this.#onFrame = onFrame;
  }

  get state(): ReplayDeckState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Plays, or goes on after a pause. @param scope filter of the events to play, when nothing is being played yet */
  play(scope: string): void {
    if (this.#active && this.#replay) this.#replay.play();
    else this.#start(scope, false);
  }

  pause(): void {
    this.#replay?.pause();
  }

  /** Emits one event to the handlers and stays paused. */
  async step(scope: string): Promise<void> {
    if (!this.#active) this.#start(scope, true);
    await this.#replay?.step();
  }

  /** To the first event, without emitting it. */
  rewind(scope: string): void {
    if (!this.#active) this.#start(scope, true);
    this.#replay?.seek(this.#bus.history.firstPosition);
  }

  seek(position: number, scope: string): void {
    if (!this.#active) this.#start(scope, true);
    this.#replay?.seek(position);
  }

  /** Ends the replay; live events were never held up by it. */
  stop(): void {
    this.#replay?.stop();
    this.#drop();
    this.#patch({ status: "idle", position: 0, emitted: 0, total: 0, scope: "" });
  }

  setSpeed(speed: Speed): void {
    this.#replay?.setSpeed(speed);
    this.#patch({ speed });
  }

  /** A replay is told at its start whether it loops, so a running one is exchanged for another at the same place. */
  setLoop(loop: boolean): void {
    this.#patch({ loop });
    const { status, position, scope } = this.state;
    if (!this.#active) return;
    this.#replay?.stop();
    this.#start(scope, true);
    this.#replay?.seek(position);
    if (status === "playing") this.#replay?.play();
  }

  /** Emits one recorded event to its handlers again. */
  async runAgain(position: number): Promise<void> {
    const replay = this.#bus.history.replay({ from: position, to: position, speed: "max" });
    this.#again.set(replay.run, position);
    this.#patch({ again: { position, running: true, report: emptyRun } });
    await replay.done;
    this.#again.delete(replay.run);
    const { again } = this.state;
    if (again?.position === position) this.#patch({ again: { ...again, running: false } });
  }

  /** Who would hear a replay of these. */
  audience(entries: Iterable<{ readonly event: BusEvent }>): Audience {
    return audienceOf(this.#bus, oneOfEachKind(entries));
  }

  /** Told by whoever watches the bus. */
  take(record: InspectRecord): void {
    const run = runOf(record);
    if (run === undefined) return;
    const position = this.#again.get(run);
    if (position !== undefined && this.state.again?.position === position) {
      this.#patch({ again: { ...this.state.again, report: addToRun(this.state.again.report, record) } });
    } else if (run === this.#replay?.run) {
      this.#report = addToRun(this.#report, record);
      this.#publishSoon();
    }
  }

  close(): void {
    this.#replay?.stop();
    this.#drop();
    this.#pending?.();
    this.#pending = undefined;
  }

  get #active(): boolean {
    const status = this.#replay?.state.status;
    return status === "playing" || status === "paused";
  }

  #start(scope: string, paused: boolean): void {
    this.#drop();
    const { speed, loop } = this.state;
    const replay = this.#bus.history.replay({ query: scope === "" ? undefined : scope, speed, loop, paused, maxGapMs });
    this.#replay = replay;
    this.#report = emptyRun;
    this.#patch({ scope, again: undefined });
    const states = replay.state$.subscribe(() => this.#publishSoon());
    this.#release = () => states.unsubscribe();
    this.#publish();
  }

  #drop(): void {
    this.#release?.();
    this.#release = undefined;
    this.#replay = undefined;
  }

  // At full speed a replay changes state with every event; one picture per frame is what can be seen.
  #publishSoon(): void {
    this.#pending ??= this.#onFrame(() => {
      this.#pending = undefined;
      this.#publish();
    });
  }

  #publish(): void {
    const replay = this.#replay;
    if (!replay) return;
    const { status, position, emitted, total } = replay.state;
    this.#patch({ status, position, emitted, total, report: this.#report });
  }

  #patch(change: Partial<ReplayDeckState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

const idle: ReplayDeckState = { status: "idle", scope: "", position: 0, emitted: 0, total: 0, speed: 1, loop: false, report: emptyRun };
