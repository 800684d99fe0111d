import { createProjection } from "eventdeck/projection";
import { orderCancelled, orderPlaced, stockReleased, stockReserved } from "./definitions.ts";
import { bySku, type Sku } from "./products.ts";
import type { ShopBus } from "./shop-bus.ts";

export type Stock = Readonly<Record<Sku, number>>;

/** How many are left. An order takes its share at once, before it is paid, and a cancelled one gives it back. */
export function createStock(bus: ShopBus) {
  bus.subscribe(orderPlaced, ({ payload: { orderId, lines } }, { emit }) => emit(stockReserved({ orderId, lines })), { name: "Stock" });
  bus.subscribe(orderCancelled, ({ payload: { order } }, { emit }) => emit(stockReleased({ orderId: order.orderId, lines: order.lines })), { name: "Stock" });
  return createProjection<Stock>(bus, {
    name: "stock",
    initial: bySku(({ stock }) => stock),
    reducers: (on) => {
      on(stockReserved, (stock, { payload: { lines } }) => {
        for (const { sku, count } of lines) stock[sku] -= count;
      });
      on(stockReleased, (stock, { payload: { lines } }) => {
        for (const { sku, count } of lines) stock[sku] += count;
      });
    },
  });
}
