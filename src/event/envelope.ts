import * as z from "zod/mini";
import { isPriority } from "./definition.ts";
import { describeIssues, SessionFormatError } from "./errors.ts";
import type { Priority } from "./event.ts";

// What a message says follows the attribute's name: `id: must be …`.
const text = "must be a non-empty string";
const required = z.string(text).check(z.refine((value) => value !== "", text));
const optional = z.nullish(z.string("must be a string"));
const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;

/**
 * The attributes that we know, of CloudEvents 1.0.2 and ours; a `null` attribute is an absent one (JSON format, section 2.2). Others are left out,
 * an own `__proto__` among them: only the names below are looked up.
 */
const envelope = z.object(
  {
    specversion: z.custom<"1.0">((value) => value === "1.0", 'must be "1.0", the only version that is read here'),
    id: required,
    source: required,
    type: required,
    time: optional,
    datacontenttype: optional,
    subject: optional,
    correlationid: optional,
    causationid: optional,
    partitionkey: optional,
    expirytime: optional,
    traceparent: optional,
    tracestate: optional,
    topic: optional,
    priority: z.nullish(z.custom<Priority>(isPriority, 'must be "immediate", "normal" or "deferred"')),
    schemaversion: z.nullish(z.custom<number>(isVersion, "must be an integer from 1 up")),
    replyto: optional,
    persistent: z.nullish(z.boolean("must be true or false")),
    headers: optional,
    data: z.optional(z.unknown()),
    data_base64: optional,
  },
  "must be one JSON object: parse the text first",
);

export type Attributes = z.infer<typeof envelope>;
type Unchecked = { readonly [Name in keyof Attributes]?: unknown };

/** Each is read once: what is checked is what is used, whatever the object is. */
function attributesOf(value: Unchecked): Unchecked {
  return {
    specversion: value.specversion,
    id: value.id,
    source: value.source,
    type: value.type,
    time: value.time,
    datacontenttype: value.datacontenttype,
    subject: value.subject,
    correlationid: value.correlationid,
    causationid: value.causationid,
    partitionkey: value.partitionkey,
    expirytime: value.expirytime,
    traceparent: value.traceparent,
    tracestate: value.tracestate,
    topic: value.topic,
    priority: value.priority,
    schemaversion: value.schemaversion,
    replyto: value.replyto,
    persistent: value.persistent,
    headers: value.headers,
    data: value.data,
    data_base64: value.data_base64,
  };
}
/** The rules of the schema, by hand. */
function isSound(read: Unchecked): read is Attributes {
  return (
    read.specversion === "1.0" &&
    isText(read.id) &&
    isText(read.source) &&
    isText(read.type) &&
    isOptional(read.time) &&
    isOptional(read.datacontenttype) &&
    isOptional(read.subject) &&
    isOptional(read.correlationid) &&
    isOptional(read.causationid) &&
    isOptional(read.partitionkey) &&
    isOptional(read.expirytime) &&
    isOptional(read.traceparent) &&
    isOptional(read.tracestate) &&
    isOptional(read.topic) &&
    (isAbsent(read.priority) || isPriority(read.priority)) &&
    (isAbsent(read.schemaversion) || isVersion(read.schemaversion)) &&
    isOptional(read.replyto) &&
    (isAbsent(read.persistent) || typeof read.persistent === "boolean") &&
    isOptional(read.headers) &&
    isOptional(read.data_base64)
  );
}
function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
function isOptional(value: unknown): value is string | null | undefined {
  return typeof value === "string" || isAbsent(value);
}

/**
 * The checked attributes of a CloudEvent that came from outside; its data is not looked at.
 *
 * @param mayKeep nobody else holds the object: it may be what is returned, with whatever else is in it
 * @throws SessionFormatError that names the attributes
 */
export function parseEnvelope(value: unknown, mayKeep: boolean): Attributes {
  // Nearly all that come in are sound, and finding that out by the schema costs more than all else that is done with them. It says what is wrong with the others.
  const given = isObject(value) ? (mayKeep ? value : attributesOf(value)) : undefined;
  if (given !== undefined && isSound(given)) return given;
  const result = z.safeParse(envelope, value);
  if (result.success) return result.data;
  throw new SessionFormatError(`This is not a CloudEvent of version 1.0: ${describeIssues(result.error.issues)}.`);
}
