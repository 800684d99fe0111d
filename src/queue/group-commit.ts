import { BusError } from "../event/index.ts";
import type { StoreOperation } from "../store/index.ts";
import type { QueueStore } from "./options.ts";

type Operations = readonly StoreOperation[];

interface Group {
  /** All in one, and what each of those wrote who came together. */
  readonly operations: StoreOperation[];
  readonly writes: Operations[];
  sync: boolean;
  readonly done: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
  /** Of those that no store can carry: why. */
  refused: Map<Operations, unknown> | undefined;
}

/** Most operations of one batch; what comes beyond it makes the next. */
const maxOperations = 4096;

/**
 * Writes that arrive together go into one batch: those of one turn, and those that come while a batch is being written. A lone one goes at once.
 * Batches are written one after another, so a later write is never there without an earlier one.
 */
export class GroupCommit {
  readonly #store: QueueStore;
  readonly #groups: Group[] = [];
  #writing = false;

  constructor(store: QueueStore) {
    this.#store = store;
  }

  /** Resolves when the store has all of them; rejects when it has none of them. */
  async write(operations: Operations, sync: boolean): Promise<void> {
    let group = this.#groups.at(-1);
    if (!group || group.operations.length + operations.length > maxOperations) {
      group = newGroup();
      this.#groups.push(group);
      if (!this.#writing) {
        this.#writing = true;
        queueMicrotask(() => void this.#run());
      }
    }
    for (const operation of operations) group.operations.push(operation);
    group.writes.push(operations);
    group.sync ||= sync;
    await group.done;
    if (group.refused?.has(operations)) throw group.refused.get(operations);
  }

  async #run(): Promise<void> {
    for (let group = this.#groups.shift(); group; group = this.#groups.shift()) {
      try {
        await this.#store.batch(group.operations, { sync: group.sync });
        group.resolve();
      } catch (error) {
        if (group.writes.length > 1 && error instanceof BusError && error.code === "ERR_STORE_VALUE") await this.#writeApart(group);
        else group.reject(error);
      }
    }
    this.#writing = false;
  }
  /** A value that no store can carry is the failure of who wrote it, and not of those who happened to come together with them. */
  async #writeApart(group: Group): Promise<void> {
    group.refused = new Map();
    for (const operations of group.writes) {
      try {
        await this.#store.batch(operations, { sync: group.sync });
      } catch (error) {
        group.refused.set(operations, error);
      }
    }
    group.resolve();
  }
}

function newGroup(): Group {
  let settle: Pick<Group, "resolve" | "reject"> | undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { operations: [], writes: [], sync: false, done, ...settle!, refused: undefined };
}
