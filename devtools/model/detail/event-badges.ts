import type { HistoryEntry } from "eventdeck";
import { arrivedText, fromText, sentText } from "../contexts/context-text.ts";
import type { Sent } from "../contexts/sent.ts";
import { formatMs } from "../duration.ts";

/** Something about an event that is worth a word beside its type. */
export interface EventBadge {
  readonly kind: "arrived" | "priority" | "version" | "replayed" | "imported" | "redacted" | "volatile" | "ttl" | "evicted";
  readonly text: string;
  readonly about: string;
}

interface Known {
  /** How many parts of the payload were redacted, as far as was looked. */
  readonly redacted?: number;
  /** History has let it go; the panel holds on to it. */
  readonly evicted: boolean;
  /** When it was sent, of what came over a link. */
  readonly sent?: Sent | undefined;
}

// An event of the normal lane is like most others, and says nothing of it.
const priorities = {
  immediate: "Delivered before the outermost emit returns",
  deferred: "Delivered when the host is idle",
} as const;

/** What else an event is, beside its type. */
export function badgesOf({ event, imported, arrival }: HistoryEntry, { redacted = 0, evicted, sent }: Known): readonly EventBadge[] {
  const badges: EventBadge[] = [];
  if (arrival && sent) badges.push({ kind: "arrived", text: fromText(event, sent), about: `${sentText(event, sent)}. ${arrivedText(arrival, sent)}.` });
  if (event.priority !== "normal") badges.push({ kind: "priority", text: event.priority, about: priorities[event.priority] });
  if (event.version > 1) badges.push({ kind: "version", text: `v${event.version}`, about: `Version ${event.version} of its payload's schema` });
  if (event.replay) badges.push({ kind: "replayed", text: "replayed", about: `Replayed from #${event.replay.position} in the run ${event.replay.run}` });
  if (imported) badges.push({ kind: "imported", text: "imported", about: "Came from a session file" });
  if (redacted > 0) badges.push({ kind: "redacted", text: `${redacted} redacted`, about: "Parts that a middleware kept out of history" });
  if (event.persistent === false) badges.push({ kind: "volatile", text: "not persistent", about: "Durable queues may keep it in memory only" });
  if (event.expiresAt !== undefined) {
    const ttl = formatMs(event.expiresAt - event.time);
    badges.push({ kind: "ttl", text: `expires after ${ttl}`, about: `Dropped instead of delivered when ${ttl} have passed since it was emitted` });
  }
  if (evicted) badges.push({ kind: "evicted", text: "evicted", about: "No longer in history; kept here for as long as it is open" });
  return badges;
}
