import { Store, type Readable, type ReplayRequest, type Target } from "../../target/index.ts";
import { type Audience, audienceOf } from "./audience.ts";
import { errorText } from "../value/error-text.ts";
import { onNextFrame } from "../frame.ts";
import { PreferenceStore } from "../preferences.ts";
import { LookPlayer } from "./replay-look.ts";
import { rememberedSettings, rememberSettings } from "./replay-remembered.ts";
import { Run } from "./replay-run.ts";
import { playlistOf, type Playlist } from "./replay-scope.ts";
import type { DeckMode, ReplaySettings, ReplaySources } from "./replay-settings.ts";
import { emptyRun, idle, noSources, type ReplayDeckOptions, type ReplayDeckState } from "./replay-state.ts";

/**
 * The deck: one mode at a time. Look moves projections through what was recorded; Run again emits it to the handlers again, by the rules of replay.
 * Changing the mode ends what the other one does.
 */
export class ReplayDeckModel implements Readable<ReplayDeckState> {
  readonly sources: ReplaySources;
  readonly #target: Target;
  readonly #options: ReplayDeckOptions;
  readonly #preferences: PreferenceStore;
  readonly #store: Store<ReplayDeckState>;
  readonly #look: LookPlayer;
  readonly #leave: () => void;
  #run: Run | undefined;
  #again: { readonly run: Run; readonly positions: readonly number[] } | undefined;
  #scopeText = "";
  #pending: (() => void) | undefined;

  constructor(target: Target, options: ReplayDeckOptions = {}) {
    this.#target = target;
    this.#options = options;
    this.sources = options.sources ?? noSources;
    this.#preferences = options.preferences ?? new PreferenceStore(undefined);
    this.#store = new Store<ReplayDeckState>({ ...idle, ...rememberedSettings(this.#preferences, target.name) });
    this.#look = new LookPlayer({
      target,
      onFrame: options.onFrame ?? onNextFrame,
      now: options.now ?? (() => performance.now()),
      rows: () => this.playlist().rows,
      settings: () => ({ speed: this.state.speed, loop: this.state.loop, longestGapMs: this.#longestGapMs ?? Number.POSITIVE_INFINITY }),
      changed: () => this.#lookChanged(),
    });
    const follow = () => this.state.mode === "look" && this.#look.follow();
    this.#leave = target.status.subscribe(follow);
    follow();
  }

  get state(): ReplayDeckState {
    return this.#store.state;
  }
  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** The events that the deck would go through now. */
  playlist(): Playlist {
    return playlistOf(this.state.scope, this.sources, this.#target.log);
  }

  /** Who would hear a replay of the playlist, or of these positions, found without calling anybody. */
  audience(positions?: readonly number[], muted: readonly string[] = this.state.muted): Promise<Audience> {
    const rows = positions ? { count: positions.length, positionAt: (row: number) => positions[row], rowOf: () => 0 } : this.playlist().rows;
    return audienceOf(this.#target, rows, muted);
  }

  /** Ends what the other mode does. */
  setMode(mode: DeckMode): void {
    if (mode === this.state.mode) return;
    if (mode === "look") this.#stopRun();
    else this.#look.live();
    this.#patch({ mode, status: "idle", playhead: undefined, failure: undefined });
  }

  /** Changes settings. What is playing takes over speed and loop at once; the rest holds from the next start on. */
  set(change: Partial<ReplaySettings>): void {
    const goesOn = change.loop !== undefined || change.shortenGaps !== undefined || change.maxGapMs !== undefined;
    this.#patch(change);
    rememberSettings(this.#preferences, this.#target.name, this.state);
    const run = this.#active;
    if (!run) return;
    if (change.speed !== undefined) void this.#attempt(() => run.setSpeed(this.state.speed));
    if (goesOn) this.#exchange(run);
  }

  play(): void {
    if (this.state.mode === "look") return this.#look.play();
    const run = this.#active;
    if (run) void this.#attempt(() => run.play());
    else this.#start(false);
  }
  pause(): void {
    if (this.state.mode === "look") this.#look.pause();
    else void this.#attempt(async () => this.#active?.pause());
  }
  /** Plays, or holds. */
  toggle(): void {
    if (this.state.status === "playing") this.pause();
    else this.play();
  }
  /** Look: shows the next event. Run again: emits it, and resolves when its handlers have settled. */
  async step(): Promise<void> {
    if (this.state.mode === "look") return this.#look.step(1);
    const run = this.#active ?? this.#start(true);
    await this.#attempt(() => run.step());
  }
  /** To the event before; Run again emits nothing on the way. */
  back(): void {
    if (this.state.mode === "look") return this.#look.step(-1);
    const { rows } = this.playlist();
    const run = this.#active;
    const at = run ? (run.sought ?? run.next) : rows.count;
    const before = rows.positionAt(run ? rows.rowOf(at) - 1 : rows.count - 1);
    if (before !== undefined) this.seek(before);
  }
  toStart(): void {
    const first = this.playlist().rows.positionAt(0);
    if (first !== undefined) this.seek(first);
  }
  /** Look: to where the bus is. Run again: to the last event, without emitting it. */
  toEnd(): void {
    const { rows } = this.playlist();
    const last = rows.positionAt(rows.count - 1);
    if (this.state.mode === "look") this.#look.live();
    else if (last !== undefined) this.seek(last);
  }
  /** Moves the playhead, and emits nothing. */
  seek(position: number): void {
    if (this.state.mode === "look") return this.#look.seek(position);
    const run = this.#active ?? this.#start(true);
    void this.#attempt(async () => {
      await run.seek(position);
      this.sources.reveal(position);
      this.#publish();
    });
  }
  /** Look only: to the last change of a state before, or the next after. */
  async toChange(direction: "back" | "forward"): Promise<void> {
    if (this.state.mode === "look") await this.#look.toChange(direction);
  }
  /** Back to live: shows the present, and ends a replay. */
  stop(): void {
    this.#look.live();
    this.#stopRun();
    this.#patch({ status: "idle", playhead: undefined, emitted: 0, total: 0, report: emptyRun, failure: undefined });
  }

  /** Emits chosen events to their handlers again, at once, and reports how that went. */
  async runAgain(positions: readonly number[]): Promise<void> {
    if (positions.length === 0) return;
    this.setMode("run");
    void this.#attempt(async () => this.#active?.pause());
    const { emissions } = this.state;
    const run = new Run(
      this.#target,
      { positions, speed: "max", emissions },
      () => this.#publishSoon(),
      () => this.#hearers(),
    );
    this.#again = { run, positions };
    this.#publish();
    await this.#attempt(() => run.started);
    await run.done;
    this.#publish();
  }

  close(): void {
    this.#leave();
    this.#look.close();
    this.#stopRun();
    void this.#again?.run.stop().catch(() => undefined);
    this.#pending?.();
    this.#pending = undefined;
  }

  get #active(): Run | undefined {
    return this.#run?.active ? this.#run : undefined;
  }
  get #longestGapMs(): number | undefined {
    return this.state.shortenGaps ? this.state.maxGapMs : undefined;
  }

  #start(paused: boolean): Run {
    const { request, text } = this.playlist();
    this.#scopeText = text;
    return this.#begin({ ...request, paused });
  }
  #begin(request: Partial<ReplayRequest>): Run {
    this.#stopRun();
    const { speed, loop, emissions } = this.state;
    const whole: ReplayRequest = { speed, loop, emissions, maxGapMs: this.#longestGapMs, ...request };
    const run = new Run(
      this.#target,
      whole,
      () => this.#publishSoon(),
      () => this.#hearers(),
    );
    this.#run = run;
    this.#again = undefined;
    this.#patch({ failure: undefined, again: undefined });
    void this.#attempt(() => run.started);
    return run;
  }
  /** A replay is told at its start how it goes, so a running one is exchanged for another at the same place. */
  #exchange(run: Run): void {
    const { status } = run.state;
    const { next } = run;
    const fresh = this.#start(true);
    void this.#attempt(async () => {
      await fresh.seek(next);
      if (status === "playing") await fresh.play();
    });
  }
  #stopRun(): void {
    const run = this.#run;
    this.#run = undefined;
    if (run) void this.#attempt(() => run.stop());
  }
  async #hearers(): Promise<readonly string[] | undefined> {
    const { muted } = this.state;
    if (muted.length === 0) return undefined;
    const listeners = await this.#target.listeners.list();
    return listeners.filter(({ name }) => !muted.includes(name)).map(({ id }) => id);
  }

  #lookChanged(): void {
    if (this.state.mode !== "look") return;
    const { playhead, playing, stateless, failure } = this.#look;
    if (playhead !== undefined && playhead !== this.state.playhead) this.sources.reveal(playhead);
    this.#patch({ status: playing ? "playing" : playhead === undefined ? "idle" : "paused", playhead, stateless, failure });
  }

  // At full speed a replay changes state with every event; one picture per frame is what can be seen.
  #publishSoon(): void {
    this.#pending ??= (this.#options.onFrame ?? onNextFrame)(() => {
      this.#pending = undefined;
      this.#publish();
    });
  }
  #publish(): void {
    const again = this.#again && { positions: this.#again.positions, running: this.#again.run.running, report: this.#again.run.report };
    const run = this.#run;
    if (!run || this.state.mode !== "run") return this.#patch({ again });
    const { status, position, emitted, total } = run.state;
    this.#patch({ again, status, emitted, total, playhead: run.sought ?? position, report: run.report, scopeText: this.#scopeText });
  }
  async #attempt(command: () => Promise<unknown>): Promise<void> {
    try {
      await command();
    } catch (error) {
      this.#patch({ failure: errorText(error) });
    }
  }
  #patch(change: Partial<ReplayDeckState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}
