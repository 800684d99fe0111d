import { createCart } from "./cart.ts";
import { createNotifications } from "./notifications.ts";
import { createOrders } from "./orders.ts";
import { connectPayments } from "./payments.ts";
import { createPrices } from "./prices.ts";
import { createShopBus } from "./shop-bus.ts";
import { createStock } from "./stock.ts";

export type Shop = ReturnType<typeof createShop>;

/** A bus and those who listen to it. None of them knows another: they know the events. */
export function createShop(options: Parameters<typeof createShopBus>[0] = {}) {
  const bus = createShopBus(options);
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
