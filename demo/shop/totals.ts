import type { Cart } from "./cart.ts";
import type { Order } from "./definitions.ts";
import type { Orders } from "./orders.ts";
import type { Prices } from "./prices.ts";

export interface Totals {
  readonly itemsCents: number;
  readonly discountCents: number;
  readonly totalCents: number;
}

/** A cart at today's prices. */
export function totalsOf({ lines, voucher }: Cart, prices: Prices): Totals {
  const itemsCents = lines.reduce((sum, { sku, count }) => sum + count * prices[sku].cents, 0);
  const discountCents = Math.round((itemsCents * (voucher?.percent ?? 0)) / 100);
  return { itemsCents, discountCents, totalCents: itemsCents - discountCents };
}

const firstOrder = 1041;

/** The order that a cart would make now. */
export function orderOf(cart: Cart, prices: Prices, orders: Orders, card: string): Order {
  return { orderId: String(firstOrder + orders.length), lines: [...cart.lines], voucher: cart.voucher, totalCents: totalsOf(cart, prices).totalCents, card };
}
