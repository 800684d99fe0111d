import type { HistoryEntry } from "eventdeck";
import { recordedWall, type Sent } from "../contexts/sent.ts";

/** Events whose moments are remembered as causes of others, and causes that have not come yet: of each the newest so many, and up to twice as many. */
const leastRemembered = 10_000;
/** Sets a cause apart from its consequence, in milliseconds: less than any clock tells. */
const apartMs = 0.001;

/**
 * When events happened, in milliseconds of the strip: what was published here when it was recorded, what came over a link when it was sent. Clocks are never known
 * exactly, but causes are: a consequence stands after its cause, also when it came before it by another way.
 */
export class StripPlacing {
  readonly #moments = new RecentMoments();
  /** Of causes that have not come: when the first of their consequences happened. */
  readonly #awaited = new RecentMoments();

  reset(): void {
    this.#moments.clear();
    this.#awaited.clear();
  }

  /** @param time when it was recorded, in milliseconds of the strip @param sent of what came over a link */
  place(entry: HistoryEntry, time: number, sent: Sent | undefined): number {
    const { event } = entry;
    const cause = event.causationId;
    const known = cause === undefined ? undefined : this.#moments.get(cause);
    const own = sent ? Math.max(known ?? Number.NEGATIVE_INFINITY, time - Math.max(0, recordedWall(entry) - sent.at)) : time;
    const awaited = this.#awaited.get(event.id);
    const moment = awaited === undefined ? own : Math.min(own, awaited - apartMs);
    this.#moments.set(event.id, moment);
    if (cause !== undefined && known === undefined) this.#awaited.set(cause, Math.min(moment, this.#awaited.get(cause) ?? moment));
    return moment;
  }
}

/** Moments by id, in two halves of which the older is forgotten as a whole: a map that loses its oldest one by one takes longer over each. */
class RecentMoments {
  #newer = new Map<string, number>();
  #older = new Map<string, number>();

  get(id: string): number | undefined {
    return this.#newer.get(id) ?? this.#older.get(id);
  }
  set(id: string, moment: number): void {
    if (this.#newer.size >= leastRemembered) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(id, moment);
  }
  clear(): void {
    this.#newer.clear();
    this.#older.clear();
  }
}
