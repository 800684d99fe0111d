import { BusProvider } from "eventdeck/react";
import { TimeLine } from "../time-line.tsx";
import { CartView } from "./cart-view.tsx";
import { NotificationList } from "./notification-list.tsx";
import { OrderList } from "./order-list.tsx";
import { PlayBar } from "./play-bar.tsx";
import type { Shop } from "./scenario.ts";
import type { SelfPlay } from "./self-play.ts";
import { sentenceOf } from "./sentences.ts";
import { Shelf } from "./shelf.tsx";
import { useTimeTravel } from "./shop-bus.ts";
import { eventsInStory } from "./story.ts";

interface ShopPageProps {
  readonly scenario: Shop & { readonly play: SelfPlay };
  readonly onRestart: () => void;
}

/** A shop whose parts know nothing of each other: they hear events, and the past of all of them is one drag away. */
export function ShopPage({ scenario, onRestart }: ShopPageProps) {
  return (
    <BusProvider bus={scenario.bus}>
      <Room shop={scenario} />
      <footer className="shop-deck">
        <TimeLine bus={scenario.bus} expected={eventsInStory} describe={sentenceOf}>
          <PlayBar play={scenario.play} onRestart={onRestart} />
        </TimeLine>
      </footer>
    </BusProvider>
  );
}

// Locked while the past is shown: nothing can be bought there.
function Room({ shop }: { readonly shop: Shop }) {
  const { position } = useTimeTravel();
  const past = position !== "live";
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- with all that is in it locked, only by its own focus can keys scroll it
    <div className="shop-room" tabIndex={past ? 0 : undefined}>
      <header className="scene-head">
        <h1>A shop made of events</h1>
        <p>Cart, stock and payment never call each other: they hear events.</p>
      </header>
      <fieldset className="shop-floor" disabled={past} aria-label="Shop">
        <Shelf shop={shop} />
        <CartView shop={shop} />
        <div className="shop-news">
          <OrderList shop={shop} />
          <NotificationList shop={shop} />
        </div>
      </fieldset>
    </div>
  );
}
