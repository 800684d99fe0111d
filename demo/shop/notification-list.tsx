import type { Shop } from "./scenario.ts";
import { useProjection } from "./shop-bus.ts";

const mostShown = 6;

/** What the customer is told, the newest first. */
export function NotificationList({ shop }: { readonly shop: Shop }) {
  const told = useProjection(shop.notifications);
  return (
    <section className="panel told" aria-label="Notifications">
      <h2>
        Notifications <span className="figure">{told.length}</span>
      </h2>
      <ul>
        {told.length === 0 && <li className="nothing">Nothing to tell</li>}
        {told.slice(0, mostShown).map(({ id, tone, text }) => (
          <li key={id} className="lit" data-tone={tone}>
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
