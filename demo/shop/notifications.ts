import { createProjection } from "eventdeck/projection";
import { cartRestored, orderPlaced, paymentFailed, paymentTaken, priceChanged, voucherApplied } from "./definitions.ts";
import { euros } from "./money.ts";
import { nameOf } from "./products.ts";
import type { ShopBus } from "./shop-bus.ts";

export interface Notification {
  readonly id: string;
  readonly tone: "plain" | "good" | "bad";
  readonly text: string;
}
export type Notifications = readonly Notification[];

const mostKept = 20;

/** What the customer is told, the newest first. Nobody sends a notification: they are read from what happened. */
export function createNotifications(bus: ShopBus) {
  return createProjection<Notifications>(bus, {
    name: "notifications",
    initial: [],
    reducers: (on) => {
      on(priceChanged, (told, { id, payload: { sku, toCents } }) => tell(told, id, "plain", `${nameOf(sku)} is ${euros(toCents)} now.`));
      on(voucherApplied, (told, { id, payload: { code, percent } }) => tell(told, id, "plain", `${code} takes ${percent} % off.`));
      on(orderPlaced, (told, { id, payload: { orderId } }) => tell(told, id, "good", `Order ${orderId} placed, thank you!`));
      on(paymentTaken, (told, { id, payload: { orderId } }) => tell(told, id, "good", `Order ${orderId} is paid.`));
      on(paymentFailed, (told, { id, payload: { order, reason } }) => tell(told, id, "bad", `Order ${order.orderId} not paid: ${reason.toLowerCase()}.`));
      on(cartRestored, (told, { id }) => tell(told, id, "plain", "Your cart is back as it was."));
    },
  });
}

function tell(told: Notification[], id: string, tone: Notification["tone"], text: string): void {
  told.unshift({ id, tone, text });
  told.splice(mostKept);
}
