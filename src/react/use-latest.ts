"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { Known, Selected, Selector } from "../routing/index.ts";
import { useProvided } from "./bus-context.ts";
import { createLatest } from "./latest.ts";
import { useSteadySelector } from "./use-steady-selector.ts";

/**
 * The newest event that a selector selects, replays left out. On mounting it is looked up in history, where it is as `beforeRecord` hooks left it; from then on
 * it is the event as handlers get it. What history does not keep is seen from mounting on.
 *
 * @example
 * const saved = useLatest(documentSaved);
 * return <p>{saved ? `Saved at ${new Date(saved.time).toLocaleTimeString()}` : "Not saved yet"}</p>;
 */
export function useLatest<const S extends Selector>(selector: S): Selected<Known, S> | undefined {
  const { bus, serverPosition } = useProvided();
  const steady = useSteadySelector(selector);
  const latest = useMemo(() => createLatest(bus, steady), [bus, steady]);
  const event = useSyncExternalStore(latest.subscribe, latest.get, () => (serverPosition === undefined ? latest.get() : latest.getAt(serverPosition)));
  // History knows events of any type; the selector vouches for this one's.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return event as Selected<Known, S> | undefined;
}
