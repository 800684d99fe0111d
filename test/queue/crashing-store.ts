import type { QueueStore } from "eventdeck/queue";
import { memoryStore, type Store } from "eventdeck/store";

/**
 * Something that outlives the contexts which open it. Each context gets its own view, as each process gets its own handle, and a view that has crashed writes
 * nothing any more: not even what was on its way.
 */
export class Disk {
  readonly store: Store = memoryStore();
  /** Batches that were written. */
  batches: (readonly unknown[])[] = [];
  /** What the next batches fail with. */
  failure: Error | undefined;

  view(): QueueStore & { crash(): void } {
    const { store } = this;
    let crashed = false;
    const never = new Promise<never>(() => {});
    return {
      name: "disk",
      durable: true,
      open: () => store.open(),
      get: (key) => (crashed ? never : store.get(key)),
      range: (options) => store.range(options),
      batch: async (operations, options) => {
        // The other side of a lock, a disk, or a process.
        await Promise.resolve();
        if (crashed) return never;
        if (this.failure) throw this.failure;
        this.batches.push(operations);
        return store.batch(operations, options);
      },
      crash() {
        crashed = true;
      },
    };
  }
  async keys(): Promise<string[]> {
    const keys: string[] = [];
    for await (const [key] of this.store.range({ from: "queue/", to: "queue0" })) keys.push(key);
    return keys;
  }
}
