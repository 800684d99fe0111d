import type { Store } from "eventdeck/store";

/** How a suite comes by stores. */
export interface StorePort {
  /** A store of a place that nobody has used, not open. */
  create(): Store;
  /** A store of the same place, for when the one given is closed: what a restart of the program makes. */
  again(store: Store): Store;
}

/** Opens a store, a new one unless given, and sees to it that it is closed after the test. */
export type Open = (store?: Store) => Promise<Store>;
