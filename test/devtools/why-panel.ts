import type { Bus } from "eventdeck";
import { createDeck, type DeckModel, PanelModel } from "../../devtools/model/index.ts";
import { createLocalTarget, Store } from "../../devtools/target/index.ts";

/** A panel on one bus, for a view that is shown by itself. */
export function createPanel(bus: Bus): { readonly panel: PanelModel; readonly deck: DeckModel } {
  const target = createLocalTarget(bus, { name: "test", place: "here" });
  const panel = new PanelModel({ createDeck, targets: new Store([target]), initiallyOpen: true });
  const { deck } = panel.state;
  if (!deck) throw new Error("The panel has chosen no bus.");
  return { panel, deck };
}
