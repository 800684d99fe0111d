import { useSyncExternalStore } from "react";
import type { Readable } from "../model/index.ts";

/** The current state of a model; the component draws again when it changes. */
export function useStore<State>(store: Readable<State>): State {
  return useSyncExternalStore(store.subscribe, () => store.state);
}
