"use client";

import { type ReactNode, useMemo } from "react";
import type { Bus } from "../bus/index.ts";
import { BusContext } from "./bus-context.ts";

/** What a tree of components shares. */
export interface BusProviderProps {
  /** Another bus may take its place: what is subscribed moves over. */
  readonly bus: Bus;
  /**
   * The position in this bus's history that the server's markup shows: on the server the last one when rendering begins, on the client the last one when the
   * server's session has been imported, or 0 where projections began with the server's state. Then hydration finds what the server rendered although events
   * came since, also in parts of the page that hydrate later, and catches up. Projections of other buses need a provider of theirs.
   *
   * @default what is current
   */
  readonly serverPosition?: number;
  readonly children?: ReactNode;
}

/**
 * Hands a bus to the hooks of the components below. It neither opens nor closes the bus: on a server make one for each request.
 *
 * @example
 * const bus = createBus();
 * createRoot(document.body).render(
 *   <BusProvider bus={bus}>
 *     <App />
 *   </BusProvider>,
 * );
 */
export function BusProvider({ bus, serverPosition, children }: BusProviderProps): ReactNode {
  const provided = useMemo(() => ({ bus, serverPosition, serverStates: new WeakMap() }), [bus, serverPosition]);
  return <BusContext.Provider value={provided}>{children}</BusContext.Provider>;
}
