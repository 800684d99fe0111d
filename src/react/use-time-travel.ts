"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { timeTravel } from "../projection/index.ts";
import { useBus } from "./use-bus.ts";

/** Where the projections of a bus stand. */
export interface TimeTravelState {
  /** The position in history that is shown, or `"live"`. */
  readonly position: number | "live";
  /** Takes every projection back to the present. It stays the same while the bus does. */
  readonly live: () => void;
}

/**
 * Where the projections stand, so that an application can lock its input while somebody looks at the past.
 *
 * @example
 * const { position, live } = useTimeTravel();
 * return position === "live" ? null : <button onClick={live}>Back to live</button>;
 */
export function useTimeTravel(): TimeTravelState {
  const bus = useBus();
  const travel = useMemo(() => timeTravel(bus), [bus]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const subscription = travel.position$.subscribe(listener);
      return () => subscription.unsubscribe();
    },
    [travel],
  );
  const position = useSyncExternalStore(
    subscribe,
    () => travel.position,
    // Nobody travels on a server.
    () => "live" as const,
  );
  const live = useCallback(() => travel.live(), [travel]);
  return { position, live };
}
