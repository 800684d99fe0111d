import type { HistoryEntry } from "eventdeck";
import { mostLanes } from "../strip/strip-chunk.ts";
import { makerOf, type Skew } from "./sent.ts";

/** A bus whose events the log holds. */
export interface Context {
  /** As its bus is called. */
  readonly name: string;
  /** How its clock stands to that of this bus, as it was measured last. */
  readonly skew?: Skew;
  /** All that are too many for lanes of their own. */
  readonly others?: true;
}

/** Between the lane of this bus and that of the others. */
const mostNamed = mostLanes - 2;
const othersAt = mostLanes - 1;

/** The buses from which a log has events, in the order in which they were met: this one, some others, and all that are left over. */
export class Contexts {
  readonly #lanes = new Map<string, number>();
  #all: readonly Context[] = [{ name: "Here" }];

  get all(): readonly Context[] {
    return this.#all;
  }
  /** Whether there is any but this one. */
  get several(): boolean {
    return this.#all.length > 1;
  }

  /** The lane of the bus that made an event. */
  laneOf({ arrival, event }: HistoryEntry): number {
    if (!arrival) return 0;
    const maker = makerOf(arrival, event.source);
    return this.#lanes.get(maker) ?? this.#add(maker, event.source);
  }

  /** How the clock of a bus stands. */
  note(lane: number, skew: Skew | undefined): void {
    const known = this.#all[lane];
    if (!skew || !known || known.others || known.skew?.aheadMs === skew.aheadMs) return;
    this.#all = this.#all.with(lane, { ...known, skew });
  }

  #add(maker: string, source: string): number {
    if (this.#lanes.size >= mostNamed) {
      if (this.#all.length < mostLanes) this.#all = [...this.#all, { name: "Others", others: true }];
      return othersAt;
    }
    const alike = this.#all.filter(({ name }) => name === source || name.startsWith(`${source} `)).length;
    this.#all = [...this.#all, { name: alike === 0 ? source : `${source} ${alike + 1}` }];
    this.#lanes.set(maker, this.#all.length - 1);
    return this.#all.length - 1;
  }
}
