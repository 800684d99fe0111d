import { encodePayload } from "./encode-payload.ts";
import { SessionFormatError } from "./errors.ts";
import type { BusEvent } from "./event.ts";
import { encodeHeaders } from "./header-codec.ts";
import { toTimestamp } from "./timestamp.ts";

/**
 * The CloudEvents 1.0.2 JSON object of an event. `actor` and `replay` are never written, nor is an attribute that is absent or empty.
 *
 * `correlationid`, `causationid`, `partitionkey`, `expirytime`, `traceparent` and `tracestate` are the standard's extensions; `topic`, `priority`,
 * `schemaversion`, `replyto`, `persistent` (when `false`) and `headers` (a JSON object in a string) are ours. `source` is written as it is, because it
 * identifies the event together with `id`: choose one that is a URI-reference ("/shop/cart") when a strict consumer reads it. Fractions of a millisecond
 * become further digits of `time`. An `expiresAt` past the year 9999 means never, and is left out. For the payload see `encodePayload`.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 * @throws SessionFormatError when `id`, `source` or `type` is empty, or `time` is no moment of the years 0 to 9999
 */
export function toCloudEvent(event: BusEvent): Readonly<Record<string, unknown>> {
  const time = toTimestamp(event.time);
  if (!event.id || !event.source || !event.type || !time) {
    const which = `"${event.type}" with id "${event.id}", source "${event.source}" and time ${event.time}`;
    throw new SessionFormatError(`The event ${which} has no CloudEvents form: give it all four.`);
  }
  const { data, ...encoding } = encodePayload(event.payload);
  return present(
    {
      specversion: "1.0",
      id: event.id,
      source: event.source,
      type: event.type,
      time,
      subject: event.subject,
      topic: event.topic,
      priority: event.priority,
      schemaversion: event.version,
      correlationid: event.correlationId,
      causationid: event.causationId,
      partitionkey: event.partitionKey,
      expirytime: event.expiresAt === undefined ? undefined : toTimestamp(event.expiresAt),
      persistent: event.persistent === false ? false : undefined,
      traceparent: event.traceparent,
      tracestate: event.tracestate,
      replyto: event.replyTo,
      headers: encodeHeaders(event.headers),
      ...encoding,
    },
    data,
  );
}

function present(attributes: Readonly<Record<string, unknown>>, data: unknown): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    // CloudEvents has no empty strings; empty bytes are bytes.
    if (value !== undefined && (value !== "" || name === "data_base64")) written[name] = value;
  }
  if (data !== undefined) written["data"] = data;
  return written;
}
