import type { EventDraft } from "eventdeck";
import { itemAdded, orderPlaced, priceChanged, quantityChanged, voucherApplied } from "./definitions.ts";
import { cards } from "./payments.ts";
import type { Shop } from "./scenario.ts";
import { orderOf } from "./totals.ts";

export interface Step {
  readonly afterMs: number;
  readonly draft: (shop: Shop) => EventDraft;
}

export const welcome = { code: "WELCOME10", percent: 10 } as const;

/** What the customer and the shopkeeper do. Everything else that happens is what the shop makes of it. */
export const story: readonly Step[] = [
  { afterMs: 900, draft: () => itemAdded({ sku: "lamp", count: 1 }) },
  { afterMs: 700, draft: () => itemAdded({ sku: "mug", count: 1 }) },
  { afterMs: 600, draft: () => quantityChanged({ sku: "mug", count: 2 }) },
  { afterMs: 700, draft: () => itemAdded({ sku: "notebook", count: 1 }) },
  { afterMs: 900, draft: () => priceChanged({ sku: "lamp", fromCents: 4800, toCents: 4200 }) },
  { afterMs: 900, draft: () => voucherApplied(welcome) },
  { afterMs: 1_000, draft: ({ cart, prices, orders }) => orderPlaced(orderOf(cart.state, prices.state, orders.state, cards.declined)) },
];

/** The seven above, and what follows: stock reserved, payment failed, order cancelled, stock released, cart restored. */
export const eventsInStory = 12;
