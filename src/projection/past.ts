import type { HistoryEntry, Query } from "../history/index.ts";
import type { Deck } from "./deck.ts";

/** Recorded events, and the position before all that history retains. */
export interface Past {
  readonly oldest: number;
  readonly events: readonly Pick<HistoryEntry, "event" | "position">[];
}

/** What history retains, at one moment: while it is folded time passes, and some of it may go. */
export function pastOf(deck: Deck, query: Query | undefined): Past {
  const { history } = deck.core;
  const found = query === undefined ? undefined : history.query(query);
  const { oldest, newest } = deck;
  if (found) return { oldest, events: found.filter(({ position }) => position > oldest) };
  // Not by entries: each that is made for an event costs from then on.
  const positions = Array.from({ length: newest - oldest }, (_, index) => oldest + 1 + index);
  return { oldest, events: positions.map((position) => ({ position, event: history.ring.event(position) })) };
}
