import { StoreFullError } from "eventdeck/store";
import type { Backend } from "../../src/store/backend.ts";
import { KeyedStore } from "../../src/store/keyed-store.ts";
import { MemoryBackend } from "../../src/store/memory-backend.ts";

export interface FailingStore {
  readonly store: KeyedStore;
  /** While set, writes fail with it. */
  failure: Error | undefined;
  /** While set, writes wait for it. */
  held: Promise<void> | undefined;
  /** Replaces a row beneath the store, or takes it away. */
  damage(key: string, text: string | undefined): Promise<void>;
  /** Keys of all rows. */
  rows(): Promise<string[]>;
}

export const diskFull = (): StoreFullError => new StoreFullError("the test's disk has no room");

/** A store whose backend does as a test says. */
export function failingStore(migrations?: ConstructorParameters<typeof KeyedStore>[1]): FailingStore {
  const memory = new MemoryBackend("failing");
  const backend: Backend = {
    name: "failing",
    durable: true,
    open: () => memory.open(),
    close: () => memory.close(),
    get: (key) => memory.get(key),
    pages: (range) => memory.pages(range),
    commit: async (keys, decide, sync) => {
      await failing.held;
      if (failing.failure) throw failing.failure;
      await memory.commit(keys, decide, sync);
    },
  };
  const failing: FailingStore = {
    store: new KeyedStore(backend, migrations),
    failure: undefined,
    held: undefined,
    damage: (key, text) => memory.commit([], () => [[key, text]], false),
    rows: async () => {
      const found: string[] = [];
      for await (const rows of memory.pages({ from: "", to: "~", limit: Infinity, reverse: false })) found.push(...rows.map(([key]) => key));
      return found;
    },
  };
  return failing;
}
