import { decodePayload } from "./decode-payload.ts";
import { parseEnvelope } from "./envelope.ts";
import { EventValidationError, SessionFormatError } from "./errors.ts";
import type { BusEvent } from "./event.ts";
import { decodeHeaders } from "./header-codec.ts";
import type { EventKind } from "./kind.ts";
import { seal } from "./seal.ts";
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
  try {
    return read(value, kinds);
  } catch (error) {
    if (error instanceof SessionFormatError || error instanceof EventValidationError) throw error;
    throw new SessionFormatError(`The event cannot be read: ${String(error)}.`, undefined, { cause: error });
  }
}

function read(value: unknown, kinds: readonly EventKind[] = []): BusEvent {
  const attributes = parseEnvelope(value);
  const { id, source, type } = attributes;
  const kind = kinds.find((candidate) => candidate.type === type);
  const version = attributes.schemaversion ?? kind?.version ?? 1;
  const decoded = decodePayload(attributes);
  const payload = kind ? validate(kind.wire ?? kind.schema, type, upcast(kind, version, decoded)) : decoded;
  return seal({
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
    headers: attributes.headers ? decodeHeaders(attributes.headers) : undefined,
  });
}

function timeOf(name: string, text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const time = fromTimestamp(text);
  if (Number.isNaN(time)) throw new SessionFormatError(`"${name}" is "${text.slice(0, 40)}": write RFC 3339, as in "2026-01-31T12:00:00.000Z".`);
  return time;
}
