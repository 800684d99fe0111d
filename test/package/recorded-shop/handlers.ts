import type { Bus } from "eventdeck";
import { orderPlaced, orderPriced, reminderSent, stockAsked } from "./events.ts";

/** What the shop does: prices an order, refuses what is too dear, and reminds a minute later. */
export function subscribe(bus: Bus): void {
  bus.subscribe(orderPlaced, async ({ payload: { lines, counts } }, context) => {
    await Promise.resolve();
    const total = lines.reduce((sum, { sku, price }) => sum + price * BigInt(counts.get(sku) ?? 1), 0n);
    context.emit(orderPriced({ total, discount: -0 }));
  });
  bus.subscribe(orderPriced, ({ payload: { total } }, context) => {
    if (total > 100n) throw new RangeError("too dear");
    context.emit(reminderSent({ to: "ann" }), { delayMs: 60_000 });
  });
  bus.respond(stockAsked, ({ payload: { sku } }) => sku.length);
}
