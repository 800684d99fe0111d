import { orderPlaced, paymentFailed, paymentTaken } from "./definitions.ts";
import type { ShopBus } from "./shop-bus.ts";

/** The cards of the test customer, by their last digits. */
export const cards = { good: "4242", declined: "0002" } as const;

/** A bank takes its time. */
const bankAnswersAfterMs = 1_100;

/** Charges the card of every order. */
export function connectPayments(bus: ShopBus): void {
  bus.subscribe(
    orderPlaced,
    ({ payload: order }, { emit }) => {
      const { orderId, totalCents, card } = order;
      const answer = { delayMs: bankAnswersAfterMs };
      if (card === cards.declined) emit(paymentFailed({ order, reason: "The card was declined" }), answer);
      else emit(paymentTaken({ orderId, totalCents }), answer);
    },
    { name: "Payments" },
  );
}
