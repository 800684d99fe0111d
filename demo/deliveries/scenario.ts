import { createBus, type Bus } from "eventdeck";
import { systemDeadLetter, systemRedriven } from "eventdeck/catalogue";
import { fixed, openQueue, type DeadLetterGroup, type Queue, type QueueInfo } from "eventdeck/queue";
import { levelStore } from "eventdeck/store/level";
import { connect } from "eventdeck/transport";
import { broadcastChannel } from "eventdeck/transport/broadcast-channel";
import { LiveValue } from "../live-value.ts";
import type { Scenario } from "../scene.ts";
import { createCarriers, handOver, type Moods, usual } from "./carriers.ts";
import { type Carrier, carrierChanged, carriers, definitions, type Mood, parcel, parcelHandedOver, parcelPacked } from "./definitions.ts";
import { pack } from "./parcels.ts";

/** How the queue stands, as all tabs see it. */
export interface Depot {
  readonly info: QueueInfo;
  readonly groups: readonly DeadLetterGroup[];
}
export interface HandedOver {
  readonly order: string;
  readonly carrier: Carrier;
  readonly tab: string;
  readonly attempt: number;
}
export interface DeliveriesScenario extends Scenario {
  /** What this tab is called. */
  readonly tab: string;
  readonly moods: LiveValue<Moods>;
  /** `undefined` until the queue is open. */
  readonly depot: LiveValue<Depot | undefined>;
  /** Handed over since this tab was opened, by it and by others, the newest first. */
  readonly handedOver: LiveValue<readonly HandedOver[]>;
  readonly trouble: LiveValue<string>;
  pack(count: number): Promise<void>;
  pause(on: boolean): void;
  setMood(carrier: Carrier, mood: Mood): void;
  redrive(group: string): Promise<void>;
  /** Removes all that waits, and the dead letters; the carriers are as they were. */
  clear(): Promise<void>;
}

/** A depot whose parcels wait in IndexedDB, so that a reload, a crash or a closed tab loses none. Every tab that shows this scene works on the same queue. */
export function createDeliveries(): DeliveriesScenario {
  const tab = crypto.randomUUID().slice(0, 3);
  const bus: Bus = createBus({ source: `depot/${tab}`, events: [...definitions, systemDeadLetter, systemRedriven] });
  const store = levelStore({ location: "demo-deliveries" });
  const moods = createCarriers(bus);
  const depot = new LiveValue<Depot | undefined>(undefined);
  const handedOver = new LiveValue<readonly HandedOver[]>([]);
  const trouble = new LiveValue("");
  bus.subscribe(parcelHandedOver, ({ payload }) => handedOver.update((before) => [payload, ...before].slice(0, 500)), { name: "Book of deliveries" });

  const say = (error: unknown) => {
    if (!bus.closed) trouble.set(error instanceof Error ? error.message : String(error));
  };
  const opening = open();
  opening.catch(say);
  const withQueue = (act: (queue: Queue) => unknown) => opening.then(act).then(() => trouble.set(""), say);

  async function open(): Promise<Queue> {
    // What the carriers say, and what became of a parcel, is told to the other tabs. Parcels are not: those are in the queue that all of them share.
    const told = [parcelHandedOver, carrierChanged, systemDeadLetter, systemRedriven];
    await connect(bus, broadcastChannel("eventdeck-demo-depot"), { publish: told, subscribe: told });
    const queue = await openQueue(bus, "deliveries", { bind: parcelPacked, store, maxRetries: 2, backoff: fixed(1_200) });
    queue.consume(
      async ({ event, attempt }) => {
        const { order, carrier, street } = parcel.parse(event.payload);
        await handOver(carrier, street, moods.value[carrier]);
        bus.emit(parcelHandedOver({ order, carrier, tab, attempt }, { causationId: event.id, correlationId: event.correlationId }));
      },
      { prefetch: 3, name: `tab ${tab}` },
    );
    queue.info$.subscribe((info) => {
      queue.deadLetters.groups().then((groups) => depot.set({ info, groups }), say);
    });
    return queue;
  }
  return {
    bus,
    tab,
    moods,
    depot,
    handedOver,
    trouble,
    pack: (count) => withQueue(() => Promise.all(pack(Date.now() % 100_000, count).map((draft) => bus.publish(draft)))),
    pause: (on) => void withQueue((queue) => (on ? queue.pause() : queue.resume())),
    setMood: (carrier, mood) => void bus.emit(carrierChanged({ carrier, mood })),
    redrive: (group) => withQueue((queue) => queue.deadLetters.redrive({ group })),
    clear: () =>
      withQueue(async (queue) => {
        for (const carrier of carriers) bus.emit(carrierChanged({ carrier, mood: usual[carrier] }));
        await queue.purge();
        await queue.deadLetters.discard({ query: () => true });
      }),
    async close() {
      await opening.catch(() => undefined);
      await bus.close({ drain: false });
      await store.close();
    },
  };
}
