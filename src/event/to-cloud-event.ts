import { encodePayload, type EncodedPayload } from "./encode-payload.ts";
import { SessionFormatError } from "./errors.ts";
import type { BusEvent } from "./event.ts";
import { encodeHeaders } from "./header-codec.ts";
import { isPlainTree } from "./plain-tree.ts";
import { toTimestamp } from "./timestamp.ts";

/** What data is when nothing is said of it (JSON format, section 3.1). */
const jsonContentType = "application/json";

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
  return write(event, encodePayload(event.payload), false);
}
/** The same for who only reads it, to write it as text above all: its data may be the frozen payload of the event itself. */
export function viewCloudEvent(event: BusEvent): Readonly<Record<string, unknown>> {
  return write(event, viewPayload(event.payload), false);
}
/** The same without what every reader knows: the type of content that the standard takes for granted, and a `correlationid` that is the `id`. A quarter of a small event. */
export function leanCloudEvent(event: BusEvent): Readonly<Record<string, unknown>> {
  return write(event, viewPayload(event.payload), true);
}
function viewPayload(payload: unknown): EncodedPayload {
  return isPlainTree(payload, true) ? { datacontenttype: jsonContentType, data: payload } : encodePayload(payload);
}

function write(event: BusEvent, { data, datacontenttype, data_base64 }: EncodedPayload, lean: boolean): Readonly<Record<string, unknown>> {
  const time = toTimestamp(event.time);
  if (!event.id || !event.source || !event.type || !time) {
    const which = `"${event.type}" with id "${event.id}", source "${event.source}" and time ${event.time}`;
    throw new SessionFormatError(`The event ${which} has no CloudEvents form: give it all four.`);
  }
  const headers = encodeHeaders(event.headers);
  const expirytime = event.expiresAt === undefined ? undefined : toTimestamp(event.expiresAt);
  const { id, source, type } = event;
  // One by one and by name: a walk over a table of names takes several times as long, and links write events by the hundred thousand.
  const written: Record<string, unknown> = { specversion: "1.0", id, source, type, time };
  if (event.subject) written["subject"] = event.subject;
  if (event.topic) written["topic"] = event.topic;
  if (event.priority) written["priority"] = event.priority;
  if (event.version) written["schemaversion"] = event.version;
  if (event.correlationId && !(lean && event.correlationId === id)) written["correlationid"] = event.correlationId;
  if (event.causationId) written["causationid"] = event.causationId;
  if (event.partitionKey) written["partitionkey"] = event.partitionKey;
  if (expirytime) written["expirytime"] = expirytime;
  if (event.persistent === false) written["persistent"] = false;
  if (event.traceparent) written["traceparent"] = event.traceparent;
  if (event.tracestate) written["tracestate"] = event.tracestate;
  if (event.replyTo) written["replyto"] = event.replyTo;
  if (headers) written["headers"] = headers;
  if (datacontenttype && !(lean && datacontenttype === jsonContentType)) written["datacontenttype"] = datacontenttype;
  // CloudEvents has no empty strings; empty bytes are bytes.
  if (data_base64 !== undefined) written["data_base64"] = data_base64;
  if (data !== undefined) written["data"] = data;
  return written;
}
