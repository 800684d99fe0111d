import { priorities } from "./definition.ts";
import type { BusEvent, EventDraft, EventOptions } from "./event.ts";
import { freezeDeep } from "./freeze.ts";
import { IdMaker } from "./identity.ts";
import type { EventKind } from "./kind.ts";
import { requireFrom, requireOneOf, requireText } from "./require.ts";
import { noHeaders, seal, sealAround } from "./seal.ts";
import { topicOf } from "./topic.ts";
import { validate } from "./validate.ts";

/** What a stamp takes from its surroundings. */
export interface StampContext {
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** The event whose handler publishes this one. */
  readonly cause: BusEvent | undefined;
  readonly replyTo: string | undefined;
}

/** Turns drafts into events: payload checked and frozen, everything else filled in. */
export class Stamper {
  readonly source: string;
  readonly ids = new IdMaker();

  constructor(source: string) {
    this.source = source;
  }

  /**
   * @param kind the draft's definition, or the one registered for its type; without one the input is taken as it is
   * @throws EventValidationError; TypeError for options of the wrong kind
   */
  stamp(draft: EventDraft, kind: EventKind | undefined, context: StampContext): BusEvent {
    const { type, options } = draft;
    if (kind === undefined && (typeof type !== "string" || type === "")) throw new TypeError("A draft needs a non-empty type. Call a definition to make one.");
    const payload = kind === undefined ? draft.input : validate(kind.schema, type, draft.input);
    const payloadBytes = freezeDeep(payload);
    if (options !== undefined) return this.#stampWith(options, draft, payload, kind, context);
    const { cause } = context;
    const id = this.ids.next();
    return sealAround(
      {
        id,
        type,
        topic: topicOf(type, payload, kind),
        payload,
        source: this.source,
        time: context.time,
        priority: kind === undefined ? "normal" : kind.priority,
        correlationId: cause === undefined ? id : cause.correlationId,
        causationId: cause === undefined ? undefined : cause.id,
        version: kind === undefined ? 1 : kind.version,
        subject: undefined,
        partitionKey: undefined,
        expiresAt: undefined,
        persistent: undefined,
        traceparent: cause === undefined ? undefined : cause.traceparent,
        tracestate: cause === undefined ? undefined : cause.tracestate,
        replyTo: context.replyTo,
        headers: noHeaders,
        actor: undefined,
        replay: undefined,
      },
      payloadBytes,
    );
  }

  /** An event made elsewhere, as it is, in the one shape and frozen. @throws TypeError when it is none */
  adopt(event: Partial<BusEvent>, context: StampContext): BusEvent {
    const { id, type } = event;
    if (!id || !type) throw new TypeError(`An event needs a non-empty id and type, not ${String(id)} and ${String(type)}. Call a definition to make a draft.`);
    requireAttributes(`the event "${type}"`, event);
    const { topic = type, source = this.source, time = context.time, priority = "normal", correlationId = id, version = 1, replyTo = context.replyTo } = event;
    const headers = ownHeaders(event.headers);
    const actor = ownActor(event.actor);
    return seal({ ...event, id, type, payload: event.payload, topic, source, time, priority, correlationId, version, replyTo, headers, actor });
  }

  #stampWith(options: EventOptions, { type }: EventDraft, payload: unknown, kind: EventKind | undefined, { time, cause, replyTo }: StampContext): BusEvent {
    checkOptions(type, options);
    const id = options.id ?? this.ids.next();
    const { ttlMs, headers } = options;
    return seal({
      id,
      type,
      topic: options.topic ?? topicOf(type, payload, kind),
      payload,
      source: options.source ?? this.source,
      time: options.time ?? time,
      priority: options.priority ?? kind?.priority ?? "normal",
      correlationId: options.correlationId ?? cause?.correlationId ?? id,
      causationId: options.causationId ?? cause?.id,
      version: kind?.version ?? 1,
      subject: options.subject,
      partitionKey: options.partitionKey,
      expiresAt: ttlMs === undefined ? undefined : time + ttlMs,
      persistent: options.persistent,
      traceparent: options.traceparent ?? cause?.traceparent,
      tracestate: options.tracestate ?? cause?.tracestate,
      replyTo,
      headers: ownHeaders(headers),
      actor: ownActor(options.actor),
    });
  }
}

/** Beyond it `Date` has no text for a moment, and neither have session files. */
const latestTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function requireTime(place: string, time: number | undefined): void {
  if (time !== undefined && !(Math.abs(time) <= latestTime))
    throw new TypeError(`${place} is ${String(time)}: give milliseconds since the Unix epoch, up to the year 9999.`);
}

/** Checks what the caller gave of an event's attributes. @throws TypeError, RangeError that name the attribute */
export function requireAttributes(of: string, attributes: Partial<BusEvent>): void {
  const place = (name: string) => `${name} of ${of}`;
  const { id, type, topic, source, correlationId, causationId, subject, partitionKey, traceparent, tracestate, replyTo } = attributes;
  const texts = { id, type, topic, source, correlationId, causationId, subject, partitionKey, traceparent, tracestate, replyTo };
  for (const [name, value] of Object.entries(texts)) requireText(place(name), value);
  const { priority, time, version, persistent, expiresAt, headers, actor } = attributes;
  requireOneOf(priorities, place("priority"), priority);
  requireTime(place("time"), time);
  requireFrom(1, place("version"), version);
  requireFrom(-Infinity, place("expiresAt"), expiresAt);
  if (version !== undefined && !Number.isSafeInteger(version)) throw new TypeError(`${place("version")} is ${String(version)}: count up from 1.`);
  if (persistent !== undefined && typeof persistent !== "boolean")
    throw new TypeError(`${place("persistent")} is of type ${typeof persistent}: give true or false.`);
  if (headers !== undefined && (typeof headers !== "object" || headers === null))
    throw new TypeError(`${place("headers")} are ${String(headers)}: give an object.`);
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!["string", "number", "boolean"].includes(typeof value))
      throw new TypeError(`${place(`headers.${name}`)} is ${typeof value}: use strings, numbers or booleans, and the payload for the rest.`);
  }
  if (actor !== undefined && typeof actor?.userId !== "string") throw new TypeError(`${place("actor")} has no userId: give at least that.`);
}

function checkOptions(type: string, options: EventOptions): void {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`The options of "${type}" are ${String(options)}: give an object, or leave them out.`);
  const { ttlMs, ...attributes } = options;
  requireFrom(0, `ttlMs in the options of "${type}"`, ttlMs);
  requireAttributes(`the options of "${type}"`, attributes);
}

/** Copies: what the caller passed stays the caller's to change. */
function ownHeaders(headers: BusEvent["headers"] | undefined): BusEvent["headers"] | undefined {
  return headers && { ...headers };
}
function ownActor(actor: BusEvent["actor"]): BusEvent["actor"] {
  return actor && { ...actor, ...(actor.permissions && { permissions: [...actor.permissions] }) };
}
