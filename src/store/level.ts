import { ClassicLevel } from "classic-level";
import { FileBackend } from "./file-backend.ts";
import { KeyedStore } from "./keyed-store.ts";
import { describeLocation, type LevelOptions } from "./level-options.ts";
import type { Store } from "./store.ts";

export type { LevelOptions } from "./level-options.ts";

/**
 * A store that outlives the process or page: LevelDB in Node and Electron's main process (needs `classic-level` 3), IndexedDB in browsers, workers and
 * Electron's windows (needs nothing; a bundler picks it by the condition "browser").
 *
 * The files of LevelDB belong to one store at a time: another, in whatever process, is refused with `StoreLockedError`. On IndexedDB any number of tabs and workers
 * of an origin share a location, and each write is atomic among them.
 *
 * @example
 * const store = levelStore({ location: "data/events" });
 * await store.open();
 * await store.append("orders", [event], { expectedSequence: 0, sync: true });
 * for await (const { sequence, event } of store.read("orders")) console.log(sequence, event.type);
 * await store.close();
 */
export function levelStore(options: LevelOptions): Store {
  const { location, name } = describeLocation(options);
  return new KeyedStore(new FileBackend(name, () => new ClassicLevel<string>(location, { keyEncoding: "utf8", valueEncoding: "utf8" })));
}
