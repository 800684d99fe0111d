import type { MouseEvent } from "react";
import { Checkout } from "./checkout.tsx";
import { itemRemoved, quantityChanged, type Line } from "./definitions.ts";
import { Lit } from "./lit.tsx";
import { euros } from "./money.ts";
import { nameOf } from "./products.ts";
import type { Shop } from "./scenario.ts";
import { useEmit, useProjection } from "./shop-bus.ts";

/** The cart at today's prices. */
export function CartView({ shop }: { readonly shop: Shop }) {
  const lines = useProjection(shop.cart, (cart) => cart.lines);
  const items = lines.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="panel cart" aria-label="Cart" tabIndex={-1}>
      <h2>
        Cart <span className="figure">{items}</span>
      </h2>
      <ul className="cart-lines">
        {lines.length === 0 && <li className="nothing">Nothing in it yet</li>}
        {lines.map((line) => (
          <CartLine key={line.sku} shop={shop} line={line} />
        ))}
      </ul>
      <Checkout shop={shop} />
    </section>
  );
}

function CartLine({ shop, line: { sku, count } }: { readonly shop: Shop; readonly line: Line }) {
  const cents = useProjection(shop.prices, (prices) => prices[sku].cents);
  const left = useProjection(shop.stock, (stock) => stock[sku]);
  const change = useEmit(quantityChanged);
  const remove = useEmit(itemRemoved);
  const name = nameOf(sku);
  const takeOut = (event: MouseEvent) => {
    // The line goes, and the focus must not go with it.
    event.currentTarget.closest("section")?.focus();
    remove({ sku });
  };
  return (
    <li className="cart-line lit">
      <span className="cart-name">{name}</span>
      <span className="stepper" role="group" aria-label={`How many: ${name}`}>
        {count === 1 ? (
          <button type="button" aria-label={`Remove ${name}`} onClick={takeOut}>
            ×
          </button>
        ) : (
          <button type="button" aria-label={`One ${name} fewer`} onClick={() => change({ sku, count: count - 1 })}>
            −
          </button>
        )}
        <Lit>{count}</Lit>
        <button type="button" aria-label={`One ${name} more`} disabled={count >= left} onClick={() => change({ sku, count: count + 1 })}>
          +
        </button>
      </span>
      <Lit className="cart-sum">{euros(cents * count)}</Lit>
    </li>
  );
}
