import { Store, type Readable, type Target } from "../../target/index.ts";
import { Later, laterMistake } from "../later.ts";
import { PreferenceStore } from "../preferences.ts";
import type { Audience } from "./audience.ts";
import type { ReplayDeckModel } from "./replay-deck.ts";
import { rememberedSettings } from "./replay-remembered.ts";
import { playlistOf, type Playlist } from "./replay-scope.ts";
import type { DeckMode, ReplaySettings, ReplaySources } from "./replay-settings.ts";
import { idle, noSources, type ReplayDeckOptions, type ReplayDeckState } from "./replay-state.ts";

/** What decks replay with: loaded when one is first asked to. */
export const replaying = new Later(() => import("./replay-deck.ts"));

/**
 * A deck that stands still until it is first asked for something: what replays is loaded then. What is asked meanwhile is done in order when that has come;
 * when it does not come, `failure` says so, and the next command tries again.
 */
export class LaterReplayDeck implements Readable<ReplayDeckState> {
  readonly sources: ReplaySources;
  readonly #target: Target;
  readonly #options: ReplayDeckOptions;
  readonly #store: Store<ReplayDeckState>;
  readonly #leave: () => void;
  #model: ReplayDeckModel | undefined;
  #closed = false;

  constructor(target: Target, options: ReplayDeckOptions = {}) {
    this.#target = target;
    this.#options = options;
    this.sources = options.sources ?? noSources;
    this.#store = new Store<ReplayDeckState>({ ...idle, ...rememberedSettings(options.preferences ?? new PreferenceStore(undefined), target.name) });
    // Somebody else may move the projections, or have moved them: the model takes that over as soon as there is one.
    const follow = () => {
      if (target.status.state.travel !== "live" && !this.#model) void this.#ask(() => undefined);
    };
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

  /** Who would hear a replay of the playlist, or of these positions, found without calling anybody. @throws Error when what replays does not come */
  async audience(positions?: readonly number[], muted?: readonly string[]): Promise<Audience> {
    await replaying.load();
    const model = this.#ready();
    if (!model) throw new Error(this.#mistake());
    return model.audience(positions, muted);
  }

  setMode(mode: DeckMode): void {
    void this.#ask((model) => model.setMode(mode));
  }
  /** Changes settings. */
  set(change: Partial<ReplaySettings>): void {
    void this.#ask((model) => model.set(change));
  }
  play(): void {
    void this.#ask((model) => model.play());
  }
  pause(): void {
    void this.#ask((model) => model.pause());
  }
  toggle(): void {
    void this.#ask((model) => model.toggle());
  }
  step(): Promise<void> {
    return this.#ask((model) => model.step());
  }
  back(): void {
    void this.#ask((model) => model.back());
  }
  toStart(): void {
    void this.#ask((model) => model.toStart());
  }
  toEnd(): void {
    void this.#ask((model) => model.toEnd());
  }
  seek(position: number): void {
    void this.#ask((model) => model.seek(position));
  }
  toChange(direction: "back" | "forward"): Promise<void> {
    return this.#ask((model) => model.toChange(direction));
  }
  stop(): void {
    void this.#ask((model) => model.stop());
  }
  runAgain(positions: readonly number[]): Promise<void> {
    return this.#ask((model) => model.runAgain(positions));
  }

  close(): void {
    this.#closed = true;
    this.#leave();
    this.#model?.close();
  }

  /** At once where the model is there. */
  async #ask(act: (model: ReplayDeckModel) => void | Promise<void>): Promise<void> {
    if (replaying.state.status !== "ready") await replaying.load();
    if (this.#closed) return;
    const model = this.#ready();
    if (model) await act(model);
    else this.#store.set({ ...this.state, failure: this.#mistake() });
  }

  #ready(): ReplayDeckModel | undefined {
    if (this.#model || replaying.state.status !== "ready" || this.#closed) return this.#model;
    const model = new replaying.state.value.ReplayDeckModel(this.#target, { ...this.#options, sources: this.sources });
    this.#model = model;
    this.#store.set(model.state);
    model.subscribe(() => this.#store.set(model.state));
    return model;
  }

  #mistake(): string {
    return laterMistake("What replays events", replaying.state.status === "failed" ? replaying.state.error : "the deck is closed");
  }
}
