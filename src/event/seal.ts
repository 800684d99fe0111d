import type { BusEvent } from "./event.ts";
import { freezeDeep } from "./freeze.ts";

// What a constructor returns becomes `this` of the class that extends it: the way to give a plain object a private field.
// oxlint-disable-next-line typescript/no-extraneous-class -- it exists to be extended
class Returned {
  constructor(target: object) {
    return target;
  }
}

/**
 * Marks an event as made and frozen here, and keeps its estimated size, in a private field of the plain object itself:
 * a copy by spread or by structured clone loses the mark, and reading it costs nothing, where a WeakMap costs more than a delivery.
 */
class Sealed extends Returned {
  #bytes: number;
  constructor(event: object, bytes: number) {
    super(event);
    this.#bytes = bytes;
  }
  static mark(event: object, bytes: number): void {
    // oxlint-disable-next-line no-new -- the constructor changes the event that it is given
    new Sealed(event, bytes);
  }
  static bytesOf(value: object): number {
    return #bytes in value ? value.#bytes : -1;
  }
}

/** Nobody's headers: shared by all events that have none. */
export const noHeaders: BusEvent["headers"] = Object.freeze({});

/** What an event weighs beside its payload and headers, in bytes: twenty fields, an id, the object itself. */
const envelopeBytes = 240;

/** Estimated size of a sealed event in bytes; `-1` for anything else. */
export function sealedBytes(value: object): number {
  return Sealed.bytesOf(value);
}
/** Whether this very object was made, frozen and measured here. */
export function isSealed(value: object): value is BusEvent {
  return Sealed.bytesOf(value) !== -1;
}

/** Marks and freezes an event whose payload was frozen and measured by the caller. */
export function sealAround<Event extends BusEvent>(event: Event, payloadBytes: number): Event {
  Sealed.mark(event, envelopeBytes + payloadBytes);
  return Object.freeze(event);
}

/** A frozen event of the one shape that all events have, from attributes in any order. The payload is frozen in place. */
export function seal(from: Omit<BusEvent, "headers"> & { readonly headers?: BusEvent["headers"] }): BusEvent {
  const { headers = noHeaders, actor, payload } = from;
  let bytes = freezeDeep(payload);
  if (headers !== noHeaders) bytes += freezeDeep(headers);
  if (actor) bytes += freezeDeep(actor);
  return sealAround(
    {
      id: from.id,
      type: from.type,
      topic: from.topic,
      payload,
      source: from.source,
      time: from.time,
      priority: from.priority,
      correlationId: from.correlationId,
      causationId: from.causationId,
      version: from.version,
      subject: from.subject,
      partitionKey: from.partitionKey,
      expiresAt: from.expiresAt,
      persistent: from.persistent,
      traceparent: from.traceparent,
      tracestate: from.tracestate,
      replyTo: from.replyTo,
      headers,
      actor,
      replay: from.replay,
    },
    bytes,
  );
}
