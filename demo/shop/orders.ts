import { createProjection } from "eventdeck/projection";
import { orderCancelled, orderPlaced, paymentFailed, paymentTaken } from "./definitions.ts";
import type { ShopBus } from "./shop-bus.ts";

export interface PlacedOrder {
  readonly orderId: string;
  readonly totalCents: number;
  readonly status: "placed" | "paid" | "cancelled";
}
export type Orders = readonly PlacedOrder[];

/** The orders, the newest first. One that cannot be paid is cancelled, and everybody who did something for it hears so. */
export function createOrders(bus: ShopBus) {
  bus.subscribe(paymentFailed, ({ payload: { order, reason } }, { emit }) => emit(orderCancelled({ order, reason })), { name: "Orders" });
  return createProjection<Orders>(bus, {
    name: "orders",
    initial: [],
    reducers: (on) => {
      on(orderPlaced, (orders, { payload: { orderId, totalCents } }) => {
        orders.unshift({ orderId, totalCents, status: "placed" });
      });
      on(paymentTaken, (orders, { payload }) => settle(orders, payload.orderId, "paid"));
      on(orderCancelled, (orders, { payload }) => settle(orders, payload.order.orderId, "cancelled"));
    },
  });
}

function settle(orders: { orderId: string; status: PlacedOrder["status"] }[], orderId: string, status: PlacedOrder["status"]): void {
  const order = orders.find((each) => each.orderId === orderId);
  if (order) order.status = status;
}
