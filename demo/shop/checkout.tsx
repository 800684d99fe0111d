import { useState } from "react";
import { orderPlaced, voucherApplied } from "./definitions.ts";
import { Lit } from "./lit.tsx";
import { euros } from "./money.ts";
import { cards } from "./payments.ts";
import type { Shop } from "./scenario.ts";
import { useEmit, useProjection } from "./shop-bus.ts";
import { welcome } from "./story.ts";
import { orderOf, totalsOf } from "./totals.ts";

/** What it comes to, and the button that everything hangs on. */
export function Checkout({ shop }: { readonly shop: Shop }) {
  const cart = useProjection(shop.cart);
  const prices = useProjection(shop.prices);
  const orders = useProjection(shop.orders);
  const applyVoucher = useEmit(voucherApplied);
  const place = useEmit(orderPlaced);
  const [fails, setFails] = useState(false);
  const { discountCents, totalCents } = totalsOf(cart, prices);
  const pay = () => {
    place(orderOf(cart, prices, orders, fails ? cards.declined : cards.good));
    setFails(false);
  };
  return (
    <div className="checkout">
      <p className="checkout-row">
        {cart.voucher ? (
          <>
            <span>{cart.voucher.code}</span>
            <span className="figure">−{euros(discountCents)}</span>
          </>
        ) : (
          <button type="button" className="link" onClick={() => applyVoucher(welcome)}>
            Use voucher {welcome.code}
          </button>
        )}
      </p>
      <p className="checkout-row total">
        <span>Total</span>
        <Lit className="total-sum">{euros(totalCents)}</Lit>
      </p>
      <p className="checkout-row pay">
        <button type="button" className="action primary" disabled={cart.lines.length === 0} onClick={pay}>
          Pay
        </button>
        <label className="switch">
          <input type="checkbox" checked={fails} onChange={(event) => setFails(event.target.checked)} />
          Make the next payment fail
        </label>
      </p>
    </div>
  );
}
