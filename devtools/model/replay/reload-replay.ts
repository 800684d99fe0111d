import { Store, type Readable, type Target } from "../../target/index.ts";
import { errorText } from "../value/error-text.ts";
import { SessionExport } from "../session/session-export.ts";
import { KeptLines, keepSession, takeSession, type KeptSession } from "./reload-kept.ts";
import type { ReloadPlace, ReloadState } from "./reload-place.ts";

/** Reloads the page, and replays what was recorded up to a position into the fresh application. */
export class ReloadReplayModel implements Readable<ReloadState> {
  readonly #target: Target;
  readonly #place: ReloadPlace;
  readonly #store = new Store<ReloadState>({ status: "none" });

  constructor(target: Target, place: ReloadPlace) {
    this.#target = target;
    this.#place = place;
    const kept = takeSession(place.storage, target.name, place.now());
    if (kept) void this.#resume(kept, place);
  }

  get state(): ReloadState {
    return this.#store.state;
  }
  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Keeps what was recorded up to a position, and reloads. The oldest events are left out where it is too much. */
  async reloadTo(position: number): Promise<void> {
    const { storage, reload, now } = this.#place;
    this.#store.set({ status: "saving", position });
    try {
      const kept = new KeptLines();
      const { status, failure } = await new SessionExport(this.#target, { to: position }, { name: "", write: (text) => kept.add(text) }).done;
      if (status !== "done") throw new Error(failure ?? "The events were not written.");
      keepSession(storage, { bus: this.#target.name, position, lines: kept.lines, dropped: kept.dropped, at: now() });
      reload();
    } catch (error) {
      this.#fail(error);
    }
  }

  dismiss(): void {
    this.#store.set({ status: "none" });
  }

  async #resume({ position, lines, dropped }: KeptSession, { ready }: ReloadPlace): Promise<void> {
    try {
      this.#store.set({ status: "waiting", position });
      await ready();
      this.#store.set({ status: "playing", position });
      const { emitted, repeated } = await this.#play(lines);
      this.#store.set({ status: "done", position, emitted, repeated, dropped });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #play(lines: readonly string[]): Promise<{ readonly emitted: number; readonly repeated: number }> {
    const ended = new Map<string, number>();
    let tell = () => {};
    const leave = this.#target.watch((record) => {
      if (record.kind !== "replay" || (record.state.status !== "finished" && record.state.status !== "stopped")) return;
      ended.set(record.run, record.state.emitted);
      tell();
    });
    try {
      const { run, repeated } = await this.#target.replays.playSession(lines);
      while (!ended.has(run)) {
        await new Promise<void>((told) => {
          tell = told;
        });
      }
      return { emitted: ended.get(run) ?? 0, repeated };
    } finally {
      leave();
    }
  }

  #fail(error: unknown): void {
    this.#store.set({ status: "failed", message: errorText(error) });
  }
}
