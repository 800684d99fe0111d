import type { Bus } from "../bus/index.ts";
import { GroupCommit } from "./group-commit.ts";
import type { QueueStore } from "./options.ts";
import { QueueLog } from "./queue-log.ts";

interface Used {
  readonly opening: Promise<QueueLog>;
  users: number;
}

/** The logs of one store, or of one bus's memory, each once in this context, whoever opens it. */
export class Storage {
  readonly store: QueueStore | undefined;
  readonly #commits: GroupCommit | undefined;
  readonly #logs = new Map<string, Used>();

  constructor(store: QueueStore | undefined) {
    this.store = store;
    this.#commits = store && new GroupCommit(store);
  }

  /** Opens a log, or joins those who use it. */
  async use(name: string, now: number): Promise<QueueLog> {
    let log = this.#logs.get(name);
    if (!log) {
      log = { opening: QueueLog.open(name, this.store, this.#commits, now), users: 0 };
      this.#logs.set(name, log);
    }
    log.users++;
    try {
      return await log.opening;
    } catch (error) {
      this.#logs.delete(name);
      throw error;
    }
  }
  /** What only memory has stays there; what a store has is read again when it is next opened. */
  leave(name: string): void {
    const log = this.#logs.get(name);
    if (!log || --log.users > 0 || !this.store) return;
    this.#logs.delete(name);
  }
}

const storages = new WeakMap<QueueStore | Bus, Storage>();

/** @param store without one, the memory of the bus */
export function storageOf(bus: Bus, store: QueueStore | undefined): Storage {
  const place = store ?? bus;
  let storage = storages.get(place);
  if (!storage) storages.set(place, (storage = new Storage(store)));
  return storage;
}
