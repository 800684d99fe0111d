import type { HistoryEntry, Priority } from "eventdeck";
import { type Context, Contexts } from "../contexts/contexts.ts";
import type { Sent } from "../contexts/sent.ts";

const priorities: readonly Priority[] = ["immediate", "normal", "deferred"];
const byPriority: readonly Context[] = [{ name: "Immediate" }, { name: "Normal" }, { name: "Deferred" }];

/** What the events of the strip are set apart by: their priority, or, once events have come over links, the bus that they came from. */
export class StripLanes {
  readonly #contexts = new Contexts();
  #wanted = true;
  /** An event has come over a link. */
  #met = false;

  get several(): boolean {
    return this.#met;
  }
  get byContext(): boolean {
    return this.#wanted && this.#met;
  }
  get all(): readonly Context[] {
    return this.byContext ? this.#contexts.all : byPriority;
  }

  /** Whether anything is in another lane now. */
  group(byContext: boolean): boolean {
    const before = this.byContext;
    this.#wanted = byContext;
    return before !== this.byContext;
  }
  /** An event has come over a link. Whether it is the first. */
  meet(): boolean {
    const first = !this.#met;
    this.#met = true;
    return first;
  }

  of(entry: HistoryEntry, sent?: Sent): number {
    if (!this.byContext) return Math.max(0, priorities.indexOf(entry.event.priority));
    const lane = this.#contexts.laneOf(entry);
    this.#contexts.note(lane, sent?.skew);
    return lane;
  }
}
