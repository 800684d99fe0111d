import type { HistoryEntry } from "eventdeck";
import { causeOf, consequenceOf, type DeckModel } from "../../model/index.ts";

/** Selects what caused the selected event. Nothing happens when that is not recorded. */
export async function toCause(deck: DeckModel): Promise<void> {
  await goTo(deck, (entry) => causeOf(deck.target, entry));
}

/** Selects the first consequence of the selected event; where there is none, the next one of the same cause. */
export async function toConsequence(deck: DeckModel): Promise<void> {
  await goTo(deck, (entry) => consequenceOf(deck.target, entry));
}

async function goTo({ events, target }: DeckModel, find: (entry: HistoryEntry) => Promise<number | undefined>): Promise<void> {
  const from = events.state.opened?.position ?? events.state.cursor;
  const entry = from === undefined ? undefined : target.log.get(from);
  const position = entry && (await find(entry));
  // Whoever has gone elsewhere meanwhile stays there.
  if (position !== undefined && from === (events.state.opened?.position ?? events.state.cursor)) events.moveTo(position);
}
