import { Store, type Readable, type Target } from "../../target/index.ts";
import { laterMistake } from "../later.ts";
import { keptKey, pageToReload, type ReloadPlace, type ReloadState } from "./reload-place.ts";
import type { ReloadReplayModel } from "./reload-replay.ts";

/** Reloads with a replay. What does it is loaded when a reload is asked for, and when this page comes out of one. */
export class LaterReload implements Readable<ReloadState> {
  readonly #target: Target;
  readonly #place: ReloadPlace | undefined;
  readonly #store = new Store<ReloadState>({ status: "none" });
  #model: Promise<ReloadReplayModel> | undefined;

  /** @param place - `undefined` where there is no page */
  constructor(target: Target, place: ReloadPlace | undefined = pageToReload(target)) {
    this.#target = target;
    this.#place = place;
    if (place && place.storage.getItem(keptKey) !== null) void this.#ask(place, () => undefined);
  }

  get state(): ReloadState {
    return this.#store.state;
  }
  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }
  /** Only the page that the panel stands in can be reloaded. */
  get possible(): boolean {
    return this.#place !== undefined;
  }

  /** Keeps what was recorded up to a position, and reloads. The oldest events are left out where it is too much. */
  async reloadTo(position: number): Promise<void> {
    if (this.#place) await this.#ask(this.#place, (model) => model.reloadTo(position));
  }

  dismiss(): void {
    if (!this.#model) this.#store.set({ status: "none" });
    else void this.#model.then((model) => model.dismiss());
  }

  async #ask(place: ReloadPlace, act: (model: ReloadReplayModel) => void | Promise<void>): Promise<void> {
    this.#model ??= this.#make(place);
    try {
      await act(await this.#model);
    } catch (error) {
      this.#model = undefined;
      this.#store.set({ status: "failed", message: laterMistake("What reloads the page", error) });
    }
  }

  async #make(place: ReloadPlace): Promise<ReloadReplayModel> {
    const { ReloadReplayModel: Reloads } = await import("./reload-replay.ts");
    const model = new Reloads(this.#target, place);
    model.subscribe(() => this.#store.set(model.state));
    this.#store.set(model.state);
    return model;
  }
}
