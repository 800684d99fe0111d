import { createProjection } from "eventdeck/projection";
import { cartRestored, itemAdded, itemRemoved, orderCancelled, orderPlaced, quantityChanged, voucherApplied, type Line, type Voucher } from "./definitions.ts";
import type { ShopBus } from "./shop-bus.ts";

export interface Cart {
  readonly lines: readonly Line[];
  readonly voucher?: Voucher;
}

const empty: Cart = { lines: [] };

/** What the customer is about to buy. An order empties it at once; when the order is cancelled, everything comes back. */
export function createCart(bus: ShopBus) {
  bus.subscribe(orderCancelled, ({ payload: { order } }, { emit }) => emit(cartRestored(order)), { name: "Cart" });
  return createProjection<Cart>(bus, {
    name: "cart",
    initial: empty,
    reducers: (on) => {
      on(itemAdded, ({ lines }, { payload }) => add(lines, payload));
      on(itemRemoved, (cart, { payload }) => {
        cart.lines = cart.lines.filter(({ sku }) => sku !== payload.sku);
      });
      on(quantityChanged, ({ lines }, { payload }) => {
        const line = lines.find(({ sku }) => sku === payload.sku);
        if (line) line.count = payload.count;
      });
      on(voucherApplied, (cart, { payload }) => {
        cart.voucher = payload;
      });
      on(orderPlaced, () => empty);
      on(cartRestored, (cart, { payload: { lines, voucher } }) => {
        for (const line of lines) add(cart.lines, line);
        cart.voucher ??= voucher;
      });
    },
  });
}

function add(lines: Line[], { sku, count }: Line): void {
  const line = lines.find((each) => each.sku === sku);
  if (line) line.count += count;
  else lines.push({ sku, count });
}
