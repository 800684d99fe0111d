import type { Subscription } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";

/** A place in the source, as far as an editor needs it. */
export interface Site {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** As many as a bus keeps events by default. */
const mostEvents = 10_000;
const ofSubscriptions = new WeakMap<Subscription, Site>();
/** By id and not by event: history and inspection know an event as redaction has left it. */
const ofEvents = new Map<string, Site>();
let published = false;

/**
 * Where an event was emitted, or a subscription made, as far as the plugin has seen it. The panel asks by the global symbol `eventdeck.siteOf`, so that neither needs
 * the other.
 */
function siteOf(what: BusEvent | Subscription): Site | undefined {
  return "type" in what ? ofEvents.get(what.id) : ofSubscriptions.get(what);
}

export function noteSubscription(subscription: Subscription, site: Site): void {
  publish();
  ofSubscriptions.set(subscription, site);
}
export function noteEvent(event: unknown, site: Site): void {
  if (!isEvent(event)) return;
  publish();
  // An event that is emitted again, as it is, keeps its first place.
  if (ofEvents.has(event.id)) return;
  ofEvents.set(event.id, site);
  for (const oldest of ofEvents.keys()) {
    if (ofEvents.size <= mostEvents) break;
    ofEvents.delete(oldest);
  }
}

/** Not at import, which is to do nothing. */
function publish(): void {
  if (published) return;
  published = true;
  Reflect.set(globalThis, Symbol.for("eventdeck.siteOf"), siteOf);
}

/** What other emitters return is looked at without touching it: only frozen objects have the properties of an event. */
function isEvent(value: unknown): value is BusEvent {
  return typeof value === "object" && value !== null && Object.isFrozen(value) && hasText(value, "id") && hasText(value, "correlationId");
}
function hasText(value: object, key: string): boolean {
  return typeof Object.getOwnPropertyDescriptor(value, key)?.value === "string";
}
