import { type Bus, coreOf } from "../bus/index.ts";
import { BusClosedError, BusError } from "../event/index.ts";
import type { Selector } from "../routing/index.ts";
import type { Settings } from "./options.ts";
import type { Storage } from "./storage.ts";
import { StoredQueue } from "./stored-queue.ts";

interface Options {
  readonly bind?: Selector;
  readonly settings: Settings;
  /** Called when it is closed. */
  readonly left?: () => void;
}
export const deadPrefix = "dlq.";

/** Opens a queue of this context on its log and that of its dead letters. */
export async function openStored(bus: Bus, name: string, storage: Storage, { bind, settings, left }: Options): Promise<StoredQueue> {
  const now = coreOf(bus).clock.now();
  const log = await storage.use(name, now);
  const dead = await storage.use(deadPrefix + name, now).catch((error: unknown) => {
    storage.leave(name);
    throw error;
  });
  const leave = () => {
    storage.leave(name);
    storage.leave(deadPrefix + name);
  };
  const failure = bus.closed
    ? new BusClosedError(`The bus was closed while the queue "${name}" was being opened.`)
    : log.owner &&
      new BusError("ERR_QUEUE_OPEN", `The queue "${name}" of this store is open on another bus of this context: consume it there, or close it first.`);
  if (failure) {
    leave();
    throw failure;
  }
  return new StoredQueue({
    bus,
    bind,
    settings,
    log,
    dead,
    left: () => {
      leave();
      left?.();
    },
  });
}
