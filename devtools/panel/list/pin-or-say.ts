import { type EventListModel, mostPins, type PanelModel } from "../../model/index.ts";

/** Pins an event, or lets go of it; says why not. @param place - of the event; the cursor's by default */
export function pinOrSay(panel: PanelModel, events: EventListModel, place?: number): void {
  if (!events.togglePin(place)) panel.notify(`${mostPins} events are pinned, which is as many as can be. Unpin one first.`);
}
