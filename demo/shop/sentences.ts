import type { BusEvent } from "eventdeck";
import {
  cartRestored,
  itemAdded,
  itemRemoved,
  orderCancelled,
  orderPlaced,
  paymentFailed,
  paymentTaken,
  priceChanged,
  quantityChanged,
  stockReleased,
  stockReserved,
  voucherApplied,
} from "./definitions.ts";
import { euros } from "./money.ts";
import { nameOf } from "./products.ts";

export interface Sentence {
  readonly text: string;
  readonly failed: boolean;
}

/** What happened, in a few words. */
export function sentenceOf(event: BusEvent): Sentence {
  return { text: textOf(event), failed: paymentFailed.is(event) };
}

function textOf(event: BusEvent): string {
  if (itemAdded.is(event)) return `${nameOf(event.payload.sku)} put into the cart`;
  if (itemRemoved.is(event)) return `${nameOf(event.payload.sku)} taken out`;
  if (quantityChanged.is(event)) return `${nameOf(event.payload.sku)}: ${event.payload.count} now`;
  if (voucherApplied.is(event)) return `Voucher ${event.payload.code} applied`;
  if (priceChanged.is(event)) return `${nameOf(event.payload.sku)} costs ${euros(event.payload.toCents)} now`;
  if (orderPlaced.is(event)) return `Order ${event.payload.orderId} placed`;
  if (stockReserved.is(event)) return "Stock reserved";
  if (paymentTaken.is(event)) return "Payment taken";
  if (paymentFailed.is(event)) return "Payment failed";
  if (orderCancelled.is(event)) return "Order cancelled";
  if (stockReleased.is(event)) return "Stock released";
  if (cartRestored.is(event)) return "Cart restored";
  return event.type;
}
