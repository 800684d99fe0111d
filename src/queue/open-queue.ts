import type { Bus } from "../bus/index.ts";
import { BusClosedError, type BusEvent } from "../event/index.ts";
import { describeSelector, type Selector } from "../routing/index.ts";
import { tellQueues } from "./known-queues.ts";
import { deadPrefix, openStored } from "./open-stored.ts";
import { type QueueOptions, type QueueStore, requireQueueName, type Settings, settingsOf } from "./options.ts";
import type { Queue } from "./queue.ts";
import { storageOf } from "./storage.ts";
import { tabLocks } from "./tab-locks.ts";

interface Open {
  readonly opening: Promise<Queue>;
  readonly bind: string | undefined;
  readonly store: QueueStore | undefined;
  queue: Queue | undefined;
}
const registries = new WeakMap<Bus, Map<string, Open>>();

/**
 * Opens a queue. A name that is open on this bus already is the same queue, with the options of the first time. `dlq.{name}` are the dead letters of `name`,
 * by default in the same store. The bus closes its queues when it is closed; to let handlers finish that publish, close the queues first.
 *
 * In a browser, the tabs and workers of an origin that open a queue of one durable store share it: their consumers compete, and what a tab had that is closed,
 * crashes, or does not answer for the visibility timeout goes to another, which counts as an attempt. One tab keeps the queue for all, by its options, and counts
 * what `info` says; when it is gone another takes over, and everything that was out is handed out again. Events come as from a store, without `actor`. `pause`
 * holds until all tabs that paused have resumed or gone. While the tab that keeps the queue is frozen, all wait for it. Without Web Locks, which insecure pages
 * lack, see to it that one tab at a time opens a queue.
 *
 * @example
 * const orders = await openQueue(bus, "orders", { bind: "order.*", store: levelStore({ location: "./data" }) });
 * orders.consume(async ({ event }) => ship(event.payload));
 *
 * @throws RangeError, TypeError for an option that makes no sense, or another `bind` or `store` than it was opened with; BusClosedError; BusError `ERR_QUEUE_OPEN`
 * when another bus of this context has it, on a store that is not shared like that; what the store rejects with
 */
export async function openQueue(bus: Bus, name: string, options: QueueOptions = {}): Promise<Queue> {
  requireQueueName(name);
  if (bus.closed) throw new BusClosedError(`The bus is closed: the queue "${name}" cannot be opened on it.`);
  const settings = settingsOf(name, options);
  const registry = registryOf(bus);
  const { bind } = options;
  const store = options.store ?? (name.startsWith(deadPrefix) ? registry.get(name.slice(deadPrefix.length))?.store : undefined);
  const shownBind = bind === undefined ? undefined : describeSelector(bind);
  const known = registry.get(name);
  if (known) {
    requireSame(name, known, shownBind, options.store);
    return known.opening;
  }
  const opening = open(bus, name, store, { bind, settings });
  const entry: Open = { opening, bind: shownBind, store, queue: undefined };
  registry.set(name, entry);
  try {
    entry.queue = await opening;
    tellQueues(bus, queues(bus));
    return entry.queue;
  } catch (error) {
    registry.delete(name);
    throw error;
  }
}

/** In a browser other tabs have the queues of a durable store as well. */
async function open(
  bus: Bus,
  name: string,
  store: QueueStore | undefined,
  options: { readonly bind: Selector | undefined; readonly settings: Settings },
): Promise<Queue> {
  const left = () => {
    registryOf(bus).delete(name);
    tellQueues(bus, queues(bus));
  };
  const locks = store?.durable ? tabLocks() : undefined;
  if (!store || !locks) return openStored(bus, name, storageOf(bus, store), { ...options, left });
  const { openShared } = await import("./tabs/open-shared.ts");
  return openShared({ bus, name, store, locks, ...options, left });
}

function requireSame(name: string, known: Open, bind: string | undefined, store: QueueStore | undefined): void {
  if (bind !== undefined && bind !== known.bind)
    throw new TypeError(`The queue "${name}" is open and bound to ${known.bind ?? "nothing"}, not to ${bind}: use one name for one set of bindings.`);
  if (store !== undefined && store !== known.store) throw new TypeError(`The queue "${name}" is open on another store: close it first, or use another name.`);
}
function registryOf(bus: Bus): Map<string, Open> {
  let registry = registries.get(bus);
  if (!registry) {
    const opened = (registry = new Map<string, Open>());
    registries.set(bus, registry);
    // Of the streams that complete when the bus has closed, this one costs nothing meanwhile.
    bus.failures$.subscribe({ complete: () => opened.forEach(({ queue }) => void queue?.close()) });
  }
  return registry;
}

/** Every queue that is open on a bus, in the order in which they were opened. */
export function queues(bus: Bus): readonly Queue[] {
  return Array.from(registries.get(bus)?.values() ?? [], ({ queue }) => queue).filter((queue) => queue !== undefined);
}

/**
 * Subscribes as a member of a group, each event going to one member of every group: a queue named after the group, opened on first use. The queue stays when the
 * last member has left, and goes on storing, for whoever joins next.
 *
 * @param options those of the queue, on first use; `filter`: this member's, what it does not match goes to others of its group
 * @returns what ends the membership, once its handlers have settled
 * @throws as `openQueue` and `consume` do
 */
export async function consumeAs(
  bus: Bus,
  group: string,
  bind: Selector,
  handler: (event: BusEvent) => unknown,
  { filter, ...options }: QueueOptions & { readonly filter?: (event: BusEvent) => boolean } = {},
): Promise<() => Promise<void>> {
  const queue = await openQueue(bus, group, { ...options, bind });
  const consumer = queue.consume(({ event }) => handler(event), { prefetch: options.prefetch, filter });
  return () => consumer.stop();
}
