import { decodePayload } from "./decode-payload.ts";
import type { EncodedPayload } from "./encode-payload.ts";
import { type Attributes, parseEnvelope } from "./envelope.ts";
import { EventValidationError, SessionFormatError } from "./errors.ts";
import type { BusEvent } from "./event.ts";
import { freezeDeep } from "./freeze.ts";
import { decodeHeaders } from "./header-codec.ts";
import type { EventKind } from "./kind.ts";
import { isPlainTree } from "./plain-tree.ts";
import { noHeaders, sealAround } from "./seal.ts";
import { fromTimestamp } from "./timestamp.ts";
import { topicOf } from "./topic.ts";
import { upcast } from "./upcast.ts";
import { validate } from "./validate.ts";

/**
 * The event of a CloudEvents 1.0 JSON object that came from outside: checked, upcast, validated by its definition and frozen. The object is not changed.
 *
 * `actor` is ignored, as are attributes that we do not know. What others leave out: `topic` and `priority` are the definition's, else the type and "normal";
 * `schemaversion` is the definition's, else 1; `correlationid` is the `id`; `time` is the time of reading.
 *
 * @param kinds the registered definitions; an event that none of them describes is taken as it is
 * @throws SessionFormatError when it is not such an object, exceeds `maxPayloadDepth` or `maxPayloadValues`, or cannot be lifted to the definition's version
 * @throws EventValidationError when the definition's `wire`, else its `schema`, refuses the payload
 */
export function fromCloudEvent(value: unknown, kinds?: readonly EventKind[]): BusEvent {
  return attempt(value, kinds, false);
}
/** The same of an object that nobody else holds, as a JSON text has just been parsed into: what is in it may become the event's payload, and is frozen then. */
export function takeCloudEvent(value: unknown, kinds?: readonly EventKind[]): BusEvent {
  return attempt(value, kinds, true);
}

/** What JSON has given back as it was stays; all else is decoded into values of its own. */
function keepPayload(encoded: EncodedPayload): unknown {
  const { data, data_base64, datacontenttype } = encoded;
  return (datacontenttype === undefined || datacontenttype === "application/json") && typeof data_base64 !== "string" && isPlainTree(data, false)
    ? data
    : decodePayload(encoded);
}

function attempt(value: unknown, kinds: readonly EventKind[] | undefined, mayKeep: boolean): BusEvent {
  try {
    return read(parseEnvelope(value, mayKeep), kinds, mayKeep ? keepPayload : decodePayload);
  } catch (error) {
    if (error instanceof SessionFormatError || error instanceof EventValidationError) throw error;
    throw new SessionFormatError(`The event cannot be read: ${String(error)}.`, undefined, { cause: error });
  }
}

function read(attributes: Attributes, kinds: readonly EventKind[] | undefined, decode: (encoded: EncodedPayload) => unknown): BusEvent {
  const { id, source, type } = attributes;
  const kind = kinds?.find((candidate) => candidate.type === type);
  const version = attributes.schemaversion ?? kind?.version ?? 1;
  const decoded = decode(attributes);
  const payload = kind ? validate(kind.wire ?? kind.schema, type, upcast(kind, version, decoded)) : decoded;
  const headers = attributes.headers ? decodeHeaders(attributes.headers) : noHeaders;
  const bytes = freezeDeep(payload) + (headers === noHeaders ? 0 : freezeDeep(headers));
  // In the order of `seal`, whose second object would cost as much as the check: many of these come in at a time.
  return sealAround(
    {
      id,
      type,
      topic: attributes.topic || topicOf(type, payload, kind),
      payload,
      source,
      time: timeOf("time", attributes.time) ?? Date.now(),
      priority: attributes.priority ?? kind?.priority ?? "normal",
      correlationId: attributes.correlationid || id,
      causationId: attributes.causationid || undefined,
      version: kind?.version ?? version,
      subject: attributes.subject || undefined,
      partitionKey: attributes.partitionkey || undefined,
      expiresAt: timeOf("expirytime", attributes.expirytime),
      persistent: attributes.persistent ?? undefined,
      traceparent: attributes.traceparent || undefined,
      tracestate: attributes.tracestate || undefined,
      replyTo: attributes.replyto || undefined,
      headers,
      actor: undefined,
      replay: undefined,
    },
    bytes,
  );
}

function timeOf(name: string, text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const time = fromTimestamp(text);
  if (Number.isNaN(time)) throw new SessionFormatError(`"${name}" is "${text.slice(0, 40)}": write RFC 3339, as in "2026-01-31T12:00:00.000Z".`);
  return time;
}
