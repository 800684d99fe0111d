import { createProjection } from "eventdeck/projection";
import { priceChanged } from "./definitions.ts";
import { bySku, type Sku } from "./products.ts";
import type { ShopBus } from "./shop-bus.ts";

export interface Price {
  readonly cents: number;
  /** What it was before it fell. */
  readonly beforeCents?: number;
}
export type Prices = Readonly<Record<Sku, Price>>;

/** What everything costs. */
export function createPrices(bus: ShopBus) {
  return createProjection<Prices>(bus, {
    name: "prices",
    initial: bySku(({ cents }) => ({ cents })),
    reducers: (on) => {
      on(priceChanged, (prices, { payload: { sku, fromCents, toCents } }) => {
        prices[sku] = toCents < fromCents ? { cents: toCents, beforeCents: fromCents } : { cents: toCents };
      });
    },
  });
}
