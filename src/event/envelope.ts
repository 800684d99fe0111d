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

/**
 * The checked attributes of a CloudEvent that came from outside; its data is not looked at.
 *
 * @throws SessionFormatError that names the attributes
 */
export function parseEnvelope(value: unknown): z.infer<typeof envelope> {
  const result = z.safeParse(envelope, value);
  if (result.success) return result.data;
  throw new SessionFormatError(`This is not a CloudEvent of version 1.0: ${describeIssues(result.error.issues)}.`);
}
