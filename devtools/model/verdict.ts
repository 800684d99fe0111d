import type { HistoryEntry } from "eventdeck";
import type { Delivery } from "./delivery-log.ts";
import { formatMs } from "./duration.ts";
import { errorText } from "./error-text.ts";

type Imported = { readonly imported?: boolean };

/**
 * The sentence that every event opens with: whom it reached, who failed and why, how long it waited and ran.
 *
 * @example
 * "Reached 3 of 4 listeners; CartBadge failed: TypeError: total is undefined; waited 2 ms, ran 5 ms."
 */
export function verdictOf(entry: HistoryEntry & Imported, deliveries: readonly Delivery[] = []): string {
  if (entry.imported) return "Came from a session file; nobody here has handled it.";
  const { handlers } = entry.outcome;
  if (handlers === 0 && entry.folded) return "Reached no listener; a projection folded it.";
  if (handlers === 0) return "Reached nobody: no listener is subscribed to it.";
  return `${[reached(entry), ...troubles(entry, deliveries), times(entry)].join("; ")}.`;
}

function reached({ outcome }: HistoryEntry): string {
  const { handlers, failed, skipped, pending } = outcome;
  const listeners = handlers === 1 ? "listener" : "listeners";
  return `Reached ${handlers - failed - skipped - pending} of ${handlers} ${listeners}`;
}

function troubles({ outcome }: HistoryEntry, deliveries: readonly Delivery[]): string[] {
  const { failed, skipped, pending } = outcome;
  const texts = deliveries.flatMap((delivery) =>
    delivery.kind === "failed" ? [`${delivery.subscription.name} failed: ${errorText(delivery.error).replace(/\.$/, "")}`] : [],
  );
  if (failed > texts.length) texts.push(`${failed - texts.length} failed, the reason was not recorded`);
  if (skipped > 0) texts.push(`${skipped} skipped${skippedBy(deliveries)}`);
  if (pending > 0) texts.push(`${pending} still running`);
  return texts;
}

function skippedBy(deliveries: readonly Delivery[]): string {
  const names = new Set(deliveries.flatMap((delivery) => (delivery.kind === "skipped" ? [delivery.by] : [])));
  return names.size === 0 ? "" : ` by ${[...names].join(", ")}`;
}

function times({ outcome }: HistoryEntry): string {
  const { waitedMs, ranMs, pending } = outcome;
  const waited = waitedMs === undefined ? "wait not measured" : `waited ${formatMs(waitedMs)}`;
  if (pending > 0) return waited;
  return `${waited}, ${ranMs === undefined ? "run time not measured" : `ran ${formatMs(ranMs)}`}`;
}
