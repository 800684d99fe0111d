import type { StoreOperation } from "../store/index.ts";
import type { QueueStore } from "./options.ts";

interface Group {
  readonly operations: StoreOperation[];
  sync: boolean;
  readonly done: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
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
  write(operations: readonly StoreOperation[], sync: boolean): Promise<void> {
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
    group.sync ||= sync;
    return group.done;
  }

  async #run(): Promise<void> {
    for (let group = this.#groups.shift(); group; group = this.#groups.shift()) {
      try {
        await this.#store.batch(group.operations, { sync: group.sync });
        group.resolve();
      } catch (error) {
        group.reject(error);
      }
    }
    this.#writing = false;
  }
}

function newGroup(): Group {
  let settle: Pick<Group, "resolve" | "reject"> | undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { operations: [], sync: false, done, ...settle! };
}
