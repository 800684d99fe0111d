import { itemAdded } from "./definitions.ts";
import { Lit } from "./lit.tsx";
import { euros } from "./money.ts";
import { Picture } from "./pictures.tsx";
import { products, type Product } from "./products.ts";
import type { Shop } from "./scenario.ts";
import { useEmit, useProjection } from "./shop-bus.ts";

/** What there is to buy. */
export function Shelf({ shop }: { readonly shop: Shop }) {
  return (
    <section className="shelf" aria-label="Products">
      {products.map((product) => (
        <ProductCard key={product.sku} shop={shop} product={product} />
      ))}
    </section>
  );
}

function ProductCard({ shop, product: { sku, name } }: { readonly shop: Shop; readonly product: Product }) {
  const { cents, beforeCents } = useProjection(shop.prices, (prices) => prices[sku]);
  const left = useProjection(shop.stock, (stock) => stock[sku]);
  const inCart = useProjection(shop.cart, ({ lines }) => lines.find((line) => line.sku === sku)?.count ?? 0);
  const add = useEmit(itemAdded);
  return (
    <article className="product">
      <Picture sku={sku} />
      <h2>{name}</h2>
      <p className="product-price">
        <Lit>{euros(cents)}</Lit>
        {beforeCents !== undefined && (
          <del>
            <span className="visually-hidden">before </span>
            {euros(beforeCents)}
          </del>
        )}
      </p>
      <p className="product-stock">
        <Lit>{left === 0 ? "Sold out" : `${left} left`}</Lit>
      </p>
      <button type="button" className="action small" disabled={inCart >= left} onClick={() => add({ sku, count: 1 })}>
        Add <span className="visually-hidden">{name} to the cart</span>
      </button>
    </article>
  );
}
