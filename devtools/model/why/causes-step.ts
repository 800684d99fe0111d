import type { HistoryEntry } from "eventdeck";
import { matchesOf } from "./causes-find.ts";
import type { StorySource } from "./causes-reader.ts";
import { filterTerm } from "../list/filter.ts";
import type { PaceOptions } from "../pace.ts";

/** The position of what caused an event; `undefined` when nothing did, or nobody recorded it. */
export async function causeOf(source: StorySource, { event: { causationId } }: HistoryEntry, options?: PaceOptions): Promise<number | undefined> {
  if (causationId === undefined) return undefined;
  const found = await matchesOf(source, filterTerm("id", causationId), ({ count }) => count > 0, options);
  return found.positionAt(0);
}

/** The position of an event's first consequence; of one that has none, that of the next consequence of the same cause. */
export async function consequenceOf(source: StorySource, { event, position }: HistoryEntry, options?: PaceOptions): Promise<number | undefined> {
  // The first one is known only when all are.
  const own = await matchesOf(source, filterTerm("causation", event.id), () => false, options);
  if (own.count > 0 || event.causationId === undefined) return own.positionAt(0);
  const siblings = await matchesOf(source, filterTerm("causation", event.causationId), () => false, options);
  return siblings.positionAt(siblings.rowOf(position + 1));
}
