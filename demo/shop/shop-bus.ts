import { createBus } from "eventdeck";
import { createBusHooks } from "eventdeck/react";
import { definitions } from "./definitions.ts";

export type ShopBus = ReturnType<typeof createShopBus>;

export function createShopBus() {
  return createBus({ source: "shop", events: definitions });
}

/** The hooks of `eventdeck/react`, typed by the events of the shop. */
export const { useEmit, useProjection, useTimeTravel } = createBusHooks<ShopBus>();
