import { type Bus, type Core, coreOf } from "../bus/index.ts";
import { type BusEvent, priorities } from "../event/index.ts";
import type { Arrival as RecordedArrival } from "../history/index.ts";
import { type Arrival, MetEvents } from "./met-events.ts";
import { RecentMap } from "./recent-map.ts";
import { RemoteResponders } from "./remote-responders.ts";
import type { LostEvents } from "./wire.ts";

/** Events that one bus remembers to know a duplicate by, at least, as a multiple of the largest backlog of its links: by another path it may be that late. */
const rememberedBacklogs = 2;
/** Losses that one bus remembers having heard of. */
const rememberedGaps = 10_000;

/** Of an event that was made here. */
const madeHere: Arrival = { link: {}, path: [] };

/** What a bus's links have to do with each other. */
export interface LinkOfHub {
  tellOfGap(lost: LostEvents): void;
  /** Tells of the clock of an instance by which something was stamped that has arrived, now or once it is known; `false` for one that is not on the far side. */
  noteClock(instance: string, arrival: RecordedArrival): boolean;
  /** Who answers here has changed. */
  answersChanged(): void;
}

const hubs = new WeakMap<object, Hub>();

/** What all links of one bus share: who it is, which events it has met, who answers where. */
export class Hub {
  readonly bus: Bus;
  readonly core: Core;
  readonly instanceId: string;
  readonly links = new Set<LinkOfHub>();
  readonly responders: RemoteResponders;
  readonly #ownPrefix: string;
  readonly #met: MetEvents;
  readonly #gaps = new RecentMap<true>(rememberedGaps);
  /** The largest number in an id that is known to have been given out here. */
  #lastOwn = -1;

  private constructor(bus: Bus) {
    this.bus = bus;
    this.core = coreOf(bus);
    this.instanceId = this.core.stamper.ids.prefix;
    const { clock, lanes } = this.core;
    this.#met = new MetEvents({
      now: () => clock.monotonic(),
      longestMs: () => Math.max(...priorities.map((priority) => lanes.oldestMs(priority))),
    });
    this.#ownPrefix = `${this.instanceId}-`;
    // A replay is recorded as what happens here.
    this.core.arrivalOf = (event) => (this.isOwn(event) || event.replay ? undefined : this.#met.get(event.source, event.id)?.recorded);
    this.responders = new RemoteResponders(bus, this.core, () => {
      for (const link of this.links) link.answersChanged();
    });
  }
  static of(bus: Bus): Hub {
    const known = hubs.get(bus);
    if (known) return known;
    const hub = new Hub(bus);
    hubs.set(bus, hub);
    return hub;
  }

  /** A link that may hold so many events back begins. */
  rememberFor(maxBacklog: number): void {
    this.#met.remember(rememberedBacklogs * maxBacklog);
  }
  /** Whether the id says that the event was made by this bus. */
  isOwn({ id }: BusEvent): boolean {
    return id.startsWith(this.#ownPrefix);
  }
  /**
   * Takes note of an event that comes in.
   *
   * @returns `duplicate` for one that has been here before; `forged` for one that says it was made here, and was not
   */
  meet(event: BusEvent, arrival: Arrival): "new" | "duplicate" | "forged" {
    const { source, id } = event;
    if (this.isOwn(event)) return this.#wasMade(id) ? "duplicate" : "forged";
    if (this.#met.get(source, id) !== undefined) return "duplicate";
    this.#met.set(source, id, arrival);
    return "new";
  }
  /** How an event that is delivered here came, which is remembered from then on. */
  arrivalOf(event: BusEvent): Arrival {
    // Its id says so for as long as there are events, and need not be remembered.
    if (this.isOwn(event)) return madeHere;
    const { source, id } = event;
    const known = this.#met.get(source, id);
    if (known === undefined) this.#met.set(source, id, madeHere);
    return known ?? madeHere;
  }
  /** What history is to know of how something came. */
  recordArrival(link: string, path: readonly string[], at: number): RecordedArrival {
    const arrival: RecordedArrival = { link, path, at };
    const [maker] = path;
    // By whatever way it came: its maker may be on the far side of another link.
    for (const each of this.links) if (maker !== undefined && each.noteClock(maker, arrival)) break;
    return arrival;
  }
  /** Hears of a loss; `false` when it has before, or is itself who was not heard. */
  hearOfGap(lost: LostEvents, from: LinkOfHub): boolean {
    if (lost.source === this.instanceId || this.#gaps.has(lost.id)) return false;
    this.#gaps.set(lost.id, true);
    for (const link of this.links) if (link !== from) link.tellOfGap(lost);
    return true;
  }

  /** Ids are counted up: what is not past the newest was given to an event, a link or a subscription here. */
  #wasMade(id: string): boolean {
    const number = this.#numberOf(id);
    // Asking for the newest uses up a number: only for one that is past the last answer.
    if (number > this.#lastOwn) this.#lastOwn = this.#numberOf(this.core.stamper.ids.next());
    return number < this.#lastOwn;
  }
  #numberOf(id: string): number {
    return Number.parseInt(id.slice(this.#ownPrefix.length), 36);
  }
}
