import type { BusEvent, HistoryEntry, Undelivered } from "eventdeck";
import { previewOf } from "../../model/list/preview.ts";
import type { TargetRecord } from "../target.ts";
import { pack } from "./pack.ts";
import type { CrossedRecord, EventSummary, Summary } from "./wire.ts";

/** Of an error in a record: its text, its causes and its own fields, within bounds that keep a flood of failures small. */
const errorLimits = { values: 200, characters: 20_000 };

/** An event as a summary. What it carries stays where it is. */
function summaryOf(event: BusEvent): EventSummary & { readonly payload: undefined } {
  const { actor } = event;
  return { ...event, payload: undefined, actor: actor && actorOf(actor) };
}

// An application may have put anything beside what an actor has.
function actorOf({ userId, tenantId, permissions, ipAddress }: NonNullable<BusEvent["actor"]>): BusEvent["actor"] {
  return { userId, tenantId, permissions: permissions?.map(String), ipAddress };
}

/** An entry as it goes over the wire: without its payload. */
export function entrySummary(entry: HistoryEntry): Summary {
  const { position, recordedAt, outcome, listeners, folded, imported, arrival, event } = entry;
  return {
    entry: { position, recordedAt, outcome: { ...outcome }, listeners, folded, imported, ...(arrival && { arrival: { ...arrival } }) },
    event: summaryOf(event),
    preview: previewOf(event.payload, event.type),
  };
}

/** How many characters a summary takes, about. */
export function sizeOf({ event, preview }: Summary): number {
  let size = event.type.length + event.topic.length + event.source.length + preview.length;
  for (const [name, value] of Object.entries(event.headers)) size += name.length + (typeof value === "string" ? value.length : 8);
  return size;
}

/** An attempt as it goes over the wire: what it would have carried stays where it is. */
export function crossingAttempt({ event, draft, ...rest }: Undelivered): Undelivered {
  return { ...rest, ...(event && { event: summaryOf(event) }), ...(draft && { draft: { type: draft.type, input: undefined } }) };
}

/** A record as it goes over the wire: events without payloads, errors packed, nothing that a structured clone refuses. */
export function crossing(record: TargetRecord): CrossedRecord {
  switch (record.kind) {
    case "accepted":
      // What a middleware made of it is asked for when somebody looks.
      return { kind: record.kind, at: record.at, event: summaryOf(record.event) };
    case "recorded":
      return { ...record, entry: { ...record.entry, event: summaryOf(record.entry.event), outcome: { ...record.entry.outcome } } };
    case "undelivered":
      return { ...record, attempt: crossingAttempt(record.attempt) };
    case "delivered":
    case "failed":
    case "cancelled": {
      const { error, ...rest } = record;
      const crossed = { ...rest, event: summaryOf(record.event), subscription: named(record.subscription) };
      return error === undefined ? crossed : { ...crossed, error: pack(error, errorLimits) };
    }
    case "skipped":
    case "refused":
      return { ...record, event: summaryOf(record.event), subscription: named(record.subscription) };
    case "suppressed":
      return { ...record, event: summaryOf(record.event) };
    case "subscribed":
    case "unsubscribed":
      return { ...record, subscription: named(record.subscription) };
    default:
      return record;
  }
}

function named({ id, name }: { readonly id: string; readonly name: string }): { readonly id: string; readonly name: string } {
  return { id, name };
}
