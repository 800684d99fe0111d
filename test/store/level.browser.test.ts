import { levelStore } from "eventdeck/store/level";
import { storeContract } from "../contract/store-contract.ts";

const locations = new WeakMap<object, string>();

function at(location: string): ReturnType<typeof levelStore> {
  const store = levelStore({ location });
  locations.set(store, location);
  return store;
}

storeContract("levelStore on IndexedDB", { create: () => at(crypto.randomUUID()), again: (store) => at(locations.get(store)!) });
