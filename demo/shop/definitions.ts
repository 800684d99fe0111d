import { defineEvent } from "eventdeck";
import { z } from "zod";
import { skus } from "./products.ts";

const sku = z.enum(skus);
const cents = z.int().min(0);
const line = z.object({ sku, count: z.int().min(1) });
const voucher = z.object({ code: z.string(), percent: z.int().min(1).max(100) });
const order = z.object({ orderId: z.string(), lines: z.array(line).min(1), voucher: voucher.optional(), totalCents: cents, card: z.string() });

export type Line = z.infer<typeof line>;
export type Voucher = z.infer<typeof voucher>;
export type Order = z.infer<typeof order>;

export const itemAdded = defineEvent("cart.item-added", line);
export const itemRemoved = defineEvent("cart.item-removed", z.object({ sku }));
export const quantityChanged = defineEvent("cart.quantity-changed", line);
export const voucherApplied = defineEvent("cart.voucher-applied", voucher);
export const cartRestored = defineEvent("cart.restored", order.pick({ orderId: true, lines: true, voucher: true }), {
  description: "What a cancelled order had taken out of the cart is back in it.",
});

export const priceChanged = defineEvent("price.changed", z.object({ sku, fromCents: cents, toCents: cents }));

export const orderPlaced = defineEvent("order.placed", order, { description: "The customer has ordered. The shop goes on as if it were paid." });
export const orderCancelled = defineEvent("order.cancelled", z.object({ order, reason: z.string() }), {
  description: "Takes back what was done in the hope that the order would be paid.",
});

export const stockReserved = defineEvent("stock.reserved", order.pick({ orderId: true, lines: true }));
export const stockReleased = defineEvent("stock.released", order.pick({ orderId: true, lines: true }));

export const paymentTaken = defineEvent("payment.taken", order.pick({ orderId: true, totalCents: true }));
export const paymentFailed = defineEvent("payment.failed", z.object({ order, reason: z.string() }), { priority: "immediate" });

export const definitions = [
  itemAdded,
  itemRemoved,
  quantityChanged,
  voucherApplied,
  cartRestored,
  priceChanged,
  orderPlaced,
  orderCancelled,
  stockReserved,
  stockReleased,
  paymentTaken,
  paymentFailed,
] as const;
