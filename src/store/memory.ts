import { KeyedStore } from "./keyed-store.ts";
import { MemoryBackend } from "./memory-backend.ts";
import type { Store } from "./store.ts";

/**
 * A store that lives as long as this object: for tests, and for queues that need not outlive the page. Closing and opening it again keeps what is in it.
 * It carries values as the durable stores do, so that what works with it works with them.
 *
 * @example
 * const store = memoryStore();
 * await store.open();
 * await store.batch([{ put: "cart/1", value: { total: 10n } }]);
 * await store.get("cart/1"); // { total: 10n }
 *
 * @param options.name for errors and health reports. @default "memory"
 */
export function memoryStore({ name = "memory" }: { readonly name?: string } = {}): Store {
  return new KeyedStore(new MemoryBackend(name));
}
