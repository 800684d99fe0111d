import { laterMistake } from "../../model/later.ts";
import type { PanelPlace } from "../panel-context.ts";

/** Opens the drawer in which events are written. @param position - of the recorded event to begin with a copy of; what stood there last otherwise */
export async function openCompose({ panel, deck }: Pick<PanelPlace, "panel" | "deck">, position?: number): Promise<void> {
  try {
    const { composeOf } = await import("../areas/compose.ts");
    const compose = composeOf(deck);
    await (position === undefined ? compose.open() : compose.edit(position));
  } catch (error) {
    panel.notify(laterMistake("Compose", error));
  }
}

/** Closes it; what was written stays. */
export async function closeCompose({ deck }: Pick<PanelPlace, "deck">): Promise<void> {
  const { composeOf } = await import("../areas/compose.ts");
  composeOf(deck).close();
}
