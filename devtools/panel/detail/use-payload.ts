import { useEffect, useMemo } from "react";
import type { HistoryEntry } from "eventdeck";
import { type DeckModel, PayloadLoad, type PayloadState } from "../../model/index.ts";
import { useStore } from "../use-store.ts";

/** The payload of an event: there at once beside the bus, fetched from elsewhere. */
export function usePayload({ target }: DeckModel, { position, event }: HistoryEntry): { readonly state: PayloadState; readonly retry: () => void } {
  // An entry is made anew when its outcome changes; its payload is the same.
  const load = useMemo(() => new PayloadLoad(target, position, event.payload), [target, position, event.payload]);
  useEffect(() => {
    load.start();
    return () => load.cancel();
  }, [load]);
  return { state: useStore(load), retry: () => load.retry() };
}
