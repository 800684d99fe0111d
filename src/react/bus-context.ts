"use client";

import { createContext, useContext } from "react";
import type { Bus } from "../bus/index.ts";
import { BusError } from "../event/index.ts";

/** What BusProvider hands down. */
export interface Provided {
  readonly bus: Bus;
  readonly serverPosition: number | undefined;
  /** States at `serverPosition`, by their projection. Asked for once: every component of a hydration shows the same object. */
  readonly serverStates: WeakMap<object, unknown>;
}

export const BusContext = createContext<Provided | undefined>(undefined);

/** @throws BusError when there is no BusProvider above */
export function useProvided(): Provided {
  const provided = useContext(BusContext);
  if (!provided) throw new BusError("ERR_NO_BUS", "There is no bus here: render the component inside <BusProvider bus={bus}>.");
  return provided;
}
