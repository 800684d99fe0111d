import { type Bus, coreOf } from "../../bus/index.ts";
import { BusClosedError } from "../../event/index.ts";
import type { Selector } from "../../routing/index.ts";
import { exponential } from "../backoff.ts";
import { openStored } from "../open-stored.ts";
import type { QueueStore, Settings } from "../options.ts";
import { storageOf } from "../storage.ts";
import type { Locks } from "../tab-locks.ts";
import { Host } from "./host.ts";
import type { Mail } from "./mail.ts";
import { SharedQueue } from "./shared-queue.ts";
import { TabGroup } from "./tab-group.ts";

interface Opening {
  readonly bus: Bus;
  readonly name: string;
  readonly store: QueueStore;
  readonly locks: Locks;
  readonly bind: Selector | undefined;
  readonly settings: Settings;
  /** Called when it is closed. */
  readonly left: () => void;
}
interface Started {
  readonly group: TabGroup;
  readonly ready: Promise<void>;
  /** Queues of this tab that are in it. */
  users: number;
}
const groups = new WeakMap<Bus, Map<string, Started>>();

/** Opens a queue that other tabs of this origin have too, or come to have. */
export async function openShared(opening: Opening): Promise<SharedQueue> {
  const { bus, name, store, bind, settings, left } = opening;
  // A queue and its dead letters have one owner: what goes from one to the other is one write.
  const place = `eventdeck queues 1 ${store.name} ${name.replace(/^(?:dlq\.)+/, "")}`;
  const ofBus = groups.get(bus) ?? new Map<string, Started>();
  groups.set(bus, ofBus);
  let started = ofBus.get(place);
  if (!started) {
    const group = new TabGroup({ name: place, locks: opening.locks, host: (made, mail) => hostOf(opening, made, mail) });
    ofBus.set(place, (started = { group, ready: group.start(), users: 0 }));
  }
  const { group, ready } = started;
  const joined = started;
  joined.users++;
  const leave = async () => {
    if (--joined.users > 0) return;
    ofBus.delete(place);
    await group.end();
  };
  const queue = new SharedQueue({
    bus,
    name,
    bind,
    settings,
    group,
    left: () => {
      const over = leave();
      // It can be opened again from now on, which then waits for its turn.
      left();
      return over;
    },
  });
  try {
    await ready;
    await queue.open();
    if (bus.closed) throw new BusClosedError(`The bus was closed while the queue "${name}" was being opened.`);
    return queue;
  } catch (error) {
    group.queues.delete(name);
    await leave();
    throw error;
  }
}

function hostOf({ bus, store, name }: Opening, group: TabGroup, mail: Mail): Host {
  const { clock, stamper, failures } = coreOf(bus);
  return new Host({
    id: group.id,
    clock,
    mail,
    whenGone: (tab, gone) => group.whenGone(tab, gone),
    open: (queue, settings) => {
      // A function cannot cross: this tab's own, if it has the queue.
      const { backoff = exponential() } = group.queues.get(queue) ?? {};
      return openStored(bus, queue, storageOf(bus, store), { settings: { ...settings, backoff } });
    },
    report: (error) => {
      const context = { time: clock.now(), cause: undefined, replyTo: undefined };
      failures.report({ event: stamper.stamp({ type: "queue.unreadable", input: { queue: name } }, undefined, context), error, by: `queue ${name}` });
    },
  });
}
