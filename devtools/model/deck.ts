import type { Bus, InspectRecord } from "eventdeck";
import { DeliveryLog, isDelivery } from "./delivery-log.ts";
import { createEventList, type EventListModel } from "./event-list.ts";
import type { PaceOptions } from "./pace.ts";
import { ReplayDeckModel } from "./replay-deck.ts";
import { UndeliveredModel } from "./undelivered.ts";

/** Everything the panel knows about one bus, without a view. */
export class DeckModel {
  readonly bus: Bus;
  readonly events: EventListModel;
  readonly undelivered: UndeliveredModel;
  readonly replay: ReplayDeckModel;
  readonly deliveries = new DeliveryLog();

  constructor(bus: Bus, options?: PaceOptions) {
    this.bus = bus;
    this.events = createEventList(bus, options);
    this.undelivered = new UndeliveredModel(bus, options);
    this.replay = new ReplayDeckModel(bus, options?.onFrame);
  }

  /** Watches the bus until the returned function is called; can be called again after that. */
  connect(): () => void {
    const leave = [this.events.connect(), this.undelivered.connect()];
    const watching = this.bus.inspect$.subscribe((record) => this.#take(record));
    return () => {
      watching.unsubscribe();
      this.replay.close();
      for (const end of leave) end();
    };
  }

  #take(record: InspectRecord): void {
    if (isDelivery(record)) {
      this.deliveries.add(record);
      if (record.position !== undefined) this.events.outcomeChanged(record.position);
    } else if (record.kind === "undelivered") this.undelivered.changed();
    else this.replay.take(record);
  }
}

/** Makes the model of a deck; it does nothing until `connect`. */
export function createDeck(bus: Bus, options?: PaceOptions): DeckModel {
  return new DeckModel(bus, options);
}
