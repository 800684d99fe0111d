import type { HistoryEntry } from "eventdeck";
import { Store, type Readable, type Target } from "../../target/index.ts";

/** How many events can be pinned at once. */
export const mostPins = 20;

/** Events that somebody wants to come back to, kept with what they carried while history evicts them. */
export class Pins implements Readable<readonly HistoryEntry[]> {
  readonly #target: Target;
  readonly #store = new Store<readonly HistoryEntry[]>([]);

  constructor(target: Target) {
    this.#target = target;
  }

  /** In the order of time. */
  get state(): readonly HistoryEntry[] {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  has(position: number): boolean {
    return this.state.some((entry) => entry.position === position);
  }

  /** Pins an event, or lets go of it. `false` when there are as many as can be: one has to be unpinned first. */
  toggle(entry: HistoryEntry): boolean {
    const { position } = entry;
    if (this.has(position)) {
      this.#store.set(this.state.filter((pin) => pin.position !== position));
      return true;
    }
    if (this.state.length >= mostPins) return false;
    this.#store.set([...this.state, entry].toSorted((one, other) => one.position - other.position));
    // From afar there is a summary only; what it carried has to be here before it is evicted there.
    if (this.#target.where === "remote") void this.#fetch(position);
    return true;
  }

  clear(): void {
    this.#store.set([]);
  }

  async #fetch(position: number): Promise<void> {
    const entry = await this.#target.events.load(position).catch(() => undefined);
    if (entry) this.#store.set(this.state.map((pin) => (pin.position === position ? entry : pin)));
  }
}
