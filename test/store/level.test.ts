import { levelStore } from "eventdeck/store/level";
import { storeContract } from "../contract/store-contract.ts";
import { temporaryFolders } from "./temporary-folders.ts";

const folders = temporaryFolders();
const locations = new WeakMap<object, string>();

function at(location: string): ReturnType<typeof levelStore> {
  const store = levelStore({ location });
  locations.set(store, location);
  return store;
}

storeContract("levelStore on LevelDB", { create: () => at(folders.make()), again: (store) => at(locations.get(store)!) });
