import { useSyncExternalStore } from "react";
import type { HistoryEntry } from "eventdeck";
import type { DeckModel } from "../../model/index.ts";
import { arrivedText, sentText } from "../../model/contexts/context-text.ts";
import type { Sent } from "../../model/contexts/sent.ts";

/** When an event was sent that came over a link, as far as it is known how its sender's clock stands. */
export function useSent(deck: DeckModel, entry: HistoryEntry): Sent | undefined {
  const { strip } = deck;
  // The strip reads off new entries how clocks stand, also for those before them; what it draws meanwhile is of no concern here.
  useSyncExternalStore(strip.subscribe, () => strip.sent(entry)?.at);
  return strip.sent(entry);
}

/** By whose clock the time of an event is that came over a link, how it was corrected, and how it came here. */
export function Arrived({ entry, sent }: { readonly entry: HistoryEntry; readonly sent: Sent }) {
  const { arrival, event } = entry;
  return arrival && <p className="arrived">{`${sentText(event, sent)}. ${arrivedText(arrival, sent)}.`}</p>;
}
