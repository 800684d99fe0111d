import type { HistoryEntry } from "eventdeck";
import type { Delivery } from "../why/delivery-log.ts";
import { formatMs } from "../duration.ts";
import { errorText } from "../value/error-text.ts";
import { visibleText } from "../value/visible-text.ts";

type Imported = { readonly imported?: boolean };

/** A listener that would have heard the event if its type were written a little differently. */
export interface Nearby {
  readonly name: string;
  readonly selector: string;
}

/**
 * The sentence that every event opens with: whom it reached, who failed and why, how long it waited and ran.
 *
 * @param nearby listeners of what comes nearest to its type, for an event that nobody heard
 *
 * @example
 * "Reached 3 of 4 listeners; CartBadge failed: TypeError: total is undefined; waited 2 ms, ran 5 ms."
 */
export function verdictOf(entry: HistoryEntry & Imported, deliveries: readonly Delivery[] = [], nearby: readonly Nearby[] = []): string {
  if (entry.imported) return "Came from a session file; nobody here has handled it.";
  const { handlers } = entry.outcome;
  if (handlers === 0 && entry.folded) return "Reached no listener; a projection folded it.";
  if (handlers === 0) return `Reached nobody: ${[...reasons(entry, deliveries), ...nearby.slice(0, 2).map(nearText)].join("; ")}.`;
  return `${[reached(entry), ...troubles(entry, deliveries), times(entry)].join("; ")}.`;
}

const refusals = {
  filtered: "the filter of",
  "wrong-priority": "another priority is wanted by",
  "ignores-replays": "replays are ignored by",
} as const;

function reasons({ event }: HistoryEntry, deliveries: readonly Delivery[]): string[] {
  const refused = deliveries.flatMap((delivery) => (delivery.kind === "refused" ? [delivery] : []));
  if (refused.length === 0) return [`nobody listens to ${visibleText(event.topic)}`];
  return refused.slice(0, 3).map(({ reason, subscription }) => {
    const { name } = subscription;
    return reason === "filtered" ? `${refusals.filtered} ${name} kept it out` : `${refusals[reason]} ${name}`;
  });
}

function nearText({ name, selector }: Nearby): string {
  return name === selector ? `${name} is listened to` : `${name} listens to ${visibleText(selector)}`;
}

function reached({ outcome }: HistoryEntry): string {
  const { handlers, failed, skipped, pending } = outcome;
  const listeners = handlers === 1 ? "listener" : "listeners";
  return `Reached ${handlers - failed - skipped - pending} of ${handlers} ${listeners}`;
}

// A sentence names a few; the tab Deliveries has them all.
const mostNamed = 3;
const longestReason = 300;

function troubles({ outcome }: HistoryEntry, deliveries: readonly Delivery[]): string[] {
  const { failed, skipped, pending } = outcome;
  const failures = deliveries.flatMap((delivery) => (delivery.kind === "failed" ? [delivery] : []));
  const texts = failures.slice(0, mostNamed).map(({ subscription, error }) => `${subscription.name} failed: ${reasonText(error)}`);
  if (failures.length > mostNamed) texts.push(`${failures.length - mostNamed} more failed`);
  if (failed > failures.length) texts.push(`${failed - failures.length} failed, the reason was not recorded`);
  if (skipped > 0) texts.push(`${skipped} skipped${skippedBy(deliveries)}`);
  if (pending > 0) texts.push(`${pending} still running`);
  return texts;
}

function reasonText(error: unknown): string {
  const text = visibleText(errorText(error)).replace(/\.$/, "");
  return text.length > longestReason ? `${text.slice(0, longestReason)}…` : text;
}

function skippedBy(deliveries: readonly Delivery[]): string {
  const names = new Set(deliveries.flatMap((delivery) => (delivery.kind === "skipped" ? [delivery.by] : [])));
  return names.size === 0 ? "" : ` by ${[...names].join(", ")}`;
}

function times({ outcome }: HistoryEntry): string {
  const { waitedMs, ranMs, pending } = outcome;
  const waited = waitedMs === undefined ? "wait not recorded" : `waited ${formatMs(waitedMs)}`;
  if (pending > 0) return waited;
  return `${waited}, ${ranMs === undefined ? "run time not recorded" : `ran ${formatMs(ranMs)}`}`;
}
