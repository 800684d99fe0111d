import { Store, type Readable, type Rows } from "../../target/index.ts";

/** How many events can be picked at once. */
export const mostPicked = 10_000;

/**
 * Several events, picked for what is done with them together: playing, exporting, making a test. A pick is begun at one event and
 * extended to another; single ones are added and taken out. Without any, what is selected is the event that the cursor is on.
 */
export class Picked implements Readable<ReadonlySet<number>> {
  readonly #store = new Store<ReadonlySet<number>>(new Set());
  #anchor: number | undefined;

  /** Positions. */
  get state(): ReadonlySet<number> {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** In the order of time. */
  get positions(): readonly number[] {
    return [...this.state].toSorted((one, other) => one - other);
  }

  /** The next pick begins here. What was picked is let go. */
  begin(position: number | undefined): void {
    this.#anchor = position;
    this.clear();
  }

  /** Adds an event, or takes it out; with the one that the pick begins at, when it is the first. `false` when there are too many. */
  toggle(position: number): boolean {
    const next = new Set(this.state);
    if (next.size === 0 && this.#anchor !== undefined && this.#anchor !== position) next.add(this.#anchor);
    if (!next.delete(position)) next.add(position);
    this.#anchor = position;
    return this.#set(next);
  }

  /** Picks everything from where the pick began to this event, as far as the list shows it. `false` when that is too many; then the nearest are. */
  extendTo(position: number, rows: Rows): boolean {
    const anchor = this.#anchor ?? position;
    this.#anchor = anchor;
    const from = rows.rowOf(Math.min(anchor, position));
    const to = rows.rowOf(Math.max(anchor, position));
    const all = to - from + 1;
    const picked = Math.min(all, mostPicked);
    const first = anchor <= position ? from : to - picked + 1;
    const next = new Set<number>();
    for (let row = first; row < first + picked; row += 1) {
      const at = rows.positionAt(row);
      if (at !== undefined) next.add(at);
    }
    return this.#set(next) && picked === all;
  }

  /** Picks everything that the list shows. `false` when that is too many; then the newest are. */
  all(rows: Rows): boolean {
    const newest = rows.positionAt(rows.count - 1);
    if (newest === undefined) return true;
    this.#anchor = newest;
    return this.extendTo(rows.positionAt(0) ?? newest, rows);
  }

  clear(): void {
    if (this.state.size > 0) this.#store.set(new Set());
  }

  #set(next: ReadonlySet<number>): boolean {
    if (next.size > mostPicked) return false;
    this.#store.set(next);
    return true;
  }
}
