import * as z from "zod/mini";
import { describeIssues } from "../event/index.ts";
import { type Events, type LostEvents, protocolVersion, type WireMessage } from "./wire.ts";

const instance = z.string().check(z.minLength(1), z.maxLength(100));
const count = z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 0, "must be an integer from 0 up"));
const positive = z.number().check(z.refine((value) => Number.isSafeInteger(value) && value >= 1, "must be an integer from 1 up"));
const envelope = { eventdeck: z.literal(protocolVersion), from: instance, epoch: instance, to: z.optional(instance) };
const text = z.string().check(z.maxLength(10_000));
const selector = z.union([z.object({ topic: text }), z.object({ glob: text }), z.object({ type: text }), z.object({ expression: text, flags: text })]);
const range = { first: positive, last: positive };

const payload = z.object({
  datacontenttype: z.nullish(text),
  data: z.optional(z.unknown()),
  data_base64: z.nullish(z.string()),
});
const failure = z.object({ name: text, message: z.string(), code: z.optional(text) });

const message = z.discriminatedUnion("kind", [
  z.object({
    ...envelope,
    kind: z.literal("hello"),
    nth: z.optional(positive),
    source: z.optional(text),
    takes: z.optional(z.object({ maxBatch: positive, maxEventBytes: positive })),
    offset: count,
    since: count,
    owed: z.optional(z.record(z.string(), count)),
    interest: z.array(selector),
    answers: z.array(text),
    relays: z.optional(z.array(z.object({ type: text, path: z.array(instance) }))),
    introduce: z.optional(z.boolean()),
  }),
  z.object({
    ...envelope,
    kind: z.literal("events"),
    offset: positive,
    events: z.array(z.unknown()),
    paths: z.optional(z.record(z.string(), z.array(instance))),
  }),
  z.object({ ...envelope, kind: z.literal("repair"), ...range }),
  z.object({ ...envelope, kind: z.literal("lost"), ...range }),
  z.object({ ...envelope, kind: z.literal("position"), offset: count }),
  z.object({ ...envelope, kind: z.literal("received"), offset: count, at: z.optional(z.number()) }),
  z.object({ ...envelope, kind: z.literal("request"), nth: z.optional(positive), event: z.unknown(), path: z.optional(z.array(instance)) }),
  z.object({ ...envelope, kind: z.literal("reply"), id: text, value: z.optional(payload), error: z.optional(failure) }),
  z.object({ ...envelope, kind: z.literal("cancel"), id: text }),
  z.object({ ...envelope, kind: z.enum(["away", "bye"]) }),
]);

const hole = z.object({ hole: z.object({ id: text, source: text, ...range }) });

/** What was lost, when that is what stands in an event's place. */
export function readHole(value: unknown): LostEvents | undefined {
  if (typeof value !== "object" || value === null || !("hole" in value)) return undefined;
  const result = z.safeParse(hole, value);
  return result.success ? result.data.hole : undefined;
}

/** The version that a message names, if it is one of this protocol at all. */
export function versionOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "eventdeck" in value ? value.eventdeck : undefined;
}

/** @throws TypeError that names what is wrong with it */
export function readMessage(value: unknown): WireMessage {
  // Nearly all are events and sound, and the schema looks at each member of their list.
  if (isEvents(value)) return value;
  const result = z.safeParse(message, value);
  if (result.success) return result.data;
  throw new TypeError(`a message that is none of this protocol: ${describeIssues(result.error.issues)}`);
}

/** Events that have all come straight from the sender. */
function isEvents(value: unknown): value is Events {
  if (typeof value !== "object" || value === null) return false;
  const { kind, eventdeck, from, epoch, to, offset, events, paths }: Partial<Record<keyof Events, unknown>> = value;
  return (
    kind === "events" &&
    eventdeck === protocolVersion &&
    isInstance(from) &&
    isInstance(epoch) &&
    (to === undefined || isInstance(to)) &&
    Number.isSafeInteger(offset) &&
    Number(offset) >= 1 &&
    Array.isArray(events) &&
    paths === undefined
  );
}
function isInstance(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.length <= 100;
}
