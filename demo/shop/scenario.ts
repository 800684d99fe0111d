import { createCart } from "./cart.ts";
import { createNotifications } from "./notifications.ts";
import { createOrders } from "./orders.ts";
import { connectPayments } from "./payments.ts";
import { createPrices } from "./prices.ts";
import type { ShopBus } from "./shop-bus.ts";
import { createStock } from "./stock.ts";

export type Shop = ReturnType<typeof createShop>;

/** Those who listen to a bus. None of them knows another: they know the events. */
export function createShop(bus: ShopBus) {
  connectPayments(bus);
  return {
    bus,
    prices: createPrices(bus),
    stock: createStock(bus),
    cart: createCart(bus),
    orders: createOrders(bus),
    notifications: createNotifications(bus),
    close: () => bus.close({ drain: false }),
  };
}
