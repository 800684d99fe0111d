import type { Arrival, HistoryEntry } from "eventdeck";
import { clockText } from "../contexts/context-text.ts";
import type { Sent } from "../contexts/sent.ts";
import { formatMs, formatTime } from "../duration.ts";
import { filterTerm } from "../list/filter.ts";
import { visibleText } from "../value/visible-text.ts";

/** One attribute of an event. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** As it is copied, when that is something else than what is shown. */
  readonly raw?: string;
  /** The filter that finds events of the same. */
  readonly filter?: string;
}

/** The envelope of an event: every attribute that it has, as it is. */
export function envelopeOf({ event }: HistoryEntry): readonly Fact[] {
  const facts: (Fact | undefined)[] = [
    text("id", event.id, "id"),
    text("type", event.type, "type"),
    text("topic", event.topic),
    text("source", event.source, "source"),
    moment("time", event.time),
    text("priority", event.priority, "priority"),
    text("correlationId", event.correlationId, "correlation"),
    text("causationId", event.causationId, "id"),
    text("version", String(event.version)),
    text("subject", event.subject),
    text("partitionKey", event.partitionKey),
    moment("expiresAt", event.expiresAt),
    text("persistent", event.persistent === undefined ? undefined : String(event.persistent)),
    text("traceparent", event.traceparent),
    text("tracestate", event.tracestate),
    text("replyTo", event.replyTo),
    ...actorFacts(event.actor),
    text("replay", event.replay && `#${event.replay.position} in the run ${event.replay.run}`),
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** Its headers, by name. */
export function headersOf({ event }: HistoryEntry): readonly Fact[] {
  return Object.entries(event.headers).map(([name, value]) => ({
    name: visibleText(name),
    value: visibleText(String(value)),
    raw: String(value),
    filter: /^[^\s()":[\]]+$/.test(name) ? (typeof value === "string" ? filterTerm(`header.${name}`, value) : `header.${name}:${value}`) : undefined,
  }));
}

/** What history adds to it. @param sent of what came over a link */
export function recordOf({ position, recordedAt, outcome, arrival }: HistoryEntry, sent?: Sent): readonly Fact[] {
  const duration = (ms: number | undefined) => (ms === undefined ? "not recorded" : formatMs(ms));
  return [
    { name: "position", value: `#${position}`, raw: String(position), filter: `position:${position}` },
    ...(arrival ? arrivalFacts(arrival, sent) : []),
    { name: "recorded", value: momentText(recordedAt), raw: new Date(recordedAt).toISOString() },
    { name: "waited", value: duration(outcome.waitedMs) },
    { name: "ran", value: duration(outcome.ranMs) },
  ];
}

function arrivalFacts({ link, path, at }: Arrival, sent: Sent | undefined): readonly Fact[] {
  return [
    { name: "via", value: visibleText(link), raw: link, filter: filterTerm("via", link) },
    ...path.map((instance, hop) => ({
      name: hop === 0 ? "made by" : `passed on by`,
      value: visibleText(instance),
      raw: instance,
      filter: filterTerm("via", instance),
    })),
    ...(sent?.skew ? [{ name: "sent", value: momentText(sent.at), raw: new Date(sent.at).toISOString() }] : []),
    { name: "sender's clock", value: sent?.skew ? clockText(sent.skew) : "not compared with this one" },
    { name: "came in", value: momentText(at), raw: new Date(at).toISOString() },
  ];
}

function text(name: string, value: string | undefined, filterKey?: string): Fact | undefined {
  if (value === undefined) return undefined;
  return { name, value: visibleText(value), raw: value, filter: filterKey && filterTermOf(filterKey, value) };
}

function filterTermOf(key: string, value: string): string {
  return key === "priority" ? `priority:${value}` : filterTerm(key, value);
}

function moment(name: string, epochMs: number | undefined): Fact | undefined {
  return epochMs === undefined ? undefined : { name, value: momentText(epochMs), raw: String(epochMs) };
}

function momentText(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return String(epochMs);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")} ${formatTime(epochMs)}`;
}

function actorFacts(actor: HistoryEntry["event"]["actor"]): (Fact | undefined)[] {
  if (!actor) return [];
  return [
    text("actor.userId", actor.userId),
    text("actor.tenantId", actor.tenantId),
    text("actor.permissions", actor.permissions?.join(", ")),
    text("actor.ipAddress", actor.ipAddress),
  ];
}
