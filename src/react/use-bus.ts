"use client";

import type { Bus } from "../bus/index.ts";
import { useProvided } from "./bus-context.ts";

/**
 * The bus of the nearest BusProvider.
 *
 * @throws BusError `ERR_NO_BUS` when there is no BusProvider above
 *
 * @example
 * const bus = useBus();
 * return <button onClick={() => bus.emit(cartCleared())}>Clear</button>;
 */
export function useBus(): Bus {
  return useProvided().bus;
}
