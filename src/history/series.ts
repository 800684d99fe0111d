import type { BusEvent, Priority } from "../event/index.ts";

/** The values that many events share. History keeps one of each combination and a number per event. */
export interface Series {
  readonly id: number;
  readonly type: string;
  readonly topic: string;
  readonly source: string;
  readonly priority: Priority;
  /** A projection folds them. */
  folded: boolean;
  /** How many retained entries are of it. */
  count: number;
  /** The next of the same topic: a list, since there is one as a rule, and one key for all four values would have to be put together for every new topic. */
  next: Series | undefined;
}

/** Every combination among the retained events; one that no entry uses any more is forgotten and its number given anew. */
export class SeriesTable {
  #byId: (Series | undefined)[] = [];
  #free: number[] = [];
  readonly #byTopic = new Map<string, Series>();

  /** Exclusive upper bound of all ids in use. */
  get idLimit(): number {
    return this.#byId.length;
  }
  get(id: number): Series {
    return this.#byId[id]!;
  }

  /** The series of an event, counted once more. `hint`, when it fits, saves the look-up. */
  retain(event: BusEvent, hint: Series | undefined): Series {
    const series = hint && hint.count > 0 && fits(hint, event) ? hint : this.#find(event);
    series.count++;
    return series;
  }
  release(id: number): void {
    const series = this.#byId[id]!;
    if (--series.count > 0) return;
    this.#unlink(series);
    this.#byId[id] = undefined;
    this.#free.push(id);
  }
  clear(): void {
    for (const series of this.#byId) if (series) series.count = 0;
    this.#byId = [];
    this.#free = [];
    this.#byTopic.clear();
  }

  #find(event: BusEvent): Series {
    const first = this.#byTopic.get(event.topic);
    for (let known = first; known; known = known.next) if (fits(known, event)) return known;
    const { type, topic, source, priority } = event;
    const series: Series = { id: this.#free.pop() ?? this.#byId.length, type, topic, source, priority, folded: false, count: 0, next: first };
    this.#byId[series.id] = series;
    this.#byTopic.set(topic, series);
    return series;
  }
  #unlink(series: Series): void {
    const { topic, next } = series;
    const first = this.#byTopic.get(topic);
    if (first === series) {
      if (next) this.#byTopic.set(topic, next);
      else this.#byTopic.delete(topic);
      return;
    }
    for (let before = first; before; before = before.next) if (before.next === series) before.next = next;
  }
}

type Shared = Pick<Series, "type" | "topic" | "source" | "priority">;

function fits(series: Shared, event: Shared): boolean {
  return series.topic === event.topic && series.type === event.type && series.source === event.source && series.priority === event.priority;
}
