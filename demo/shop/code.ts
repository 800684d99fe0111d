import type { SourceFile } from "../scene.ts";
import cart from "./cart.ts?raw";
import cartView from "./cart-view.tsx?raw";
import definitions from "./definitions.ts?raw";
import notifications from "./notifications.ts?raw";
import orders from "./orders.ts?raw";
import payments from "./payments.ts?raw";
import prices from "./prices.ts?raw";
import scenario from "./scenario.ts?raw";
import selfPlay from "./self-play.ts?raw";
import shopBus from "./shop-bus.ts?raw";
import shopPage from "./shop-page.tsx?raw";
import stock from "./stock.ts?raw";
import story from "./story.ts?raw";

export const files: readonly SourceFile[] = [
  { name: "definitions.ts", text: definitions },
  { name: "cart.ts", text: cart },
  { name: "stock.ts", text: stock },
  { name: "payments.ts", text: payments },
  { name: "orders.ts", text: orders },
  { name: "prices.ts", text: prices },
  { name: "notifications.ts", text: notifications },
  { name: "scenario.ts", text: scenario },
  { name: "shop-bus.ts", text: shopBus },
  { name: "cart-view.tsx", text: cartView },
  { name: "shop-page.tsx", text: shopPage },
  { name: "story.ts", text: story },
  { name: "self-play.ts", text: selfPlay },
];
