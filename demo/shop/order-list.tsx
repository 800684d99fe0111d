import { Lit } from "./lit.tsx";
import { euros } from "./money.ts";
import type { PlacedOrder } from "./orders.ts";
import type { Shop } from "./scenario.ts";
import { useProjection } from "./shop-bus.ts";

const mostShown = 2;
const words: Readonly<Record<PlacedOrder["status"], string>> = { placed: "Waiting for the bank", paid: "Paid", cancelled: "Cancelled" };

/** Orders and how they stand. */
export function OrderList({ shop }: { readonly shop: Shop }) {
  const orders = useProjection(shop.orders);
  return (
    <section className="panel orders" aria-label="Orders">
      <h2>
        Orders <span className="figure">{orders.length}</span>
      </h2>
      <ul>
        {orders.length === 0 && <li className="nothing">None so far</li>}
        {orders.slice(0, mostShown).map(({ orderId, totalCents, status }) => (
          <li key={orderId} className="order lit" data-status={status}>
            <span className="figure">{orderId}</span>
            <span>{euros(totalCents)}</span>
            <Lit className="order-status">{words[status]}</Lit>
          </li>
        ))}
      </ul>
    </section>
  );
}
