import { IndexedDbBackend } from "./indexed-db-backend.ts";
import { KeyedStore } from "./keyed-store.ts";
import { describeLocation, type LevelOptions } from "./level-options.ts";
import type { Store } from "./store.ts";

export type { LevelOptions } from "./level-options.ts";

/**
 * The same as in `level.ts`, on IndexedDB itself: browser-level offers no transaction that reads before it writes, which appending from several tabs needs, and
 * brings modules of Node along that a bundler has to be given.
 */
export function levelStore(options: LevelOptions): Store {
  const { location, name } = describeLocation(options);
  // So that no database of the application's own is met.
  return new KeyedStore(new IndexedDbBackend(name, `eventdeck-${location}`));
}
