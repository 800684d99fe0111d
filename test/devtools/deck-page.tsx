import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import type { PanelModel } from "../../devtools/model/index.ts";
import { createLocalTarget } from "../../devtools/target/index.ts";
import { showPanel } from "./panel-page.tsx";

export const itemAdded = defineEvent("cart.item-added", payload<{ sku: string; count: number }>(), { priority: "immediate" });

/** A panel on a bus of its own, as wide and high as is said; taken away when the test has ended. */
export async function openDeck(width = 1_000, height = 480): Promise<{ readonly bus: Bus; readonly panel: PanelModel }> {
  const bus = createBus({ source: "shop", events: [itemAdded], onError: () => {} });
  const target = createLocalTarget(bus, { name: "shop", place: "here" });
  const panel = await showPanel(bus, target, { width, height });
  return { bus, panel };
}
