import "../styles/shop.css";
import "../styles/shop-low.css";
import { createStage } from "../stage.tsx";
import { createShop } from "./scenario.ts";
import { SelfPlay } from "./self-play.ts";
import { createShopBus } from "./shop-bus.ts";
import { ShopPage } from "./shop-page.tsx";

// It plays by itself when it is seen for the first time, unless the visitor wants less motion, and after that only when it is asked to.
let played = matchMedia("(prefers-reduced-motion: reduce)").matches;

export const ShopStage = createStage((again) => {
  const shop = createShop(createShopBus());
  const play = new SelfPlay(shop);
  if (again || !played) play.start();
  // Noted at the first step: strict mode opens a scene twice, and closes it at once the first time.
  play.state.subscribe(() => {
    played ||= play.state.value.next > 0;
  });
  return { ...shop, play };
}, ShopPage);
