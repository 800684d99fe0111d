import { type BusEvent, type EventKind, takeCloudEvent, viewCloudEvent } from "../event/index.ts";
import type { Death } from "./dead-letter.ts";

/**
 * Where an event of a queue is. `stored`: in a log that nobody hands out of. `held`: behind another of its partition key. `moving`: what becomes of it is on its
 * way to the store, and nobody else touches it.
 */
export type EntryState = "stored" | "ready" | "held" | "delayed" | "out" | "moving" | "gone";

/** What is read only when an event is handed out. */
export interface Message {
  readonly event: BusEvent;
  readonly redriven: number;
  /** Of a dead letter. */
  readonly death?: Death;
}
/** What the index knows of a dead letter. */
export type DeathMark = Pick<Death, "group" | "reason" | "deadAt"> & { readonly message: string };

/** What is known of an event when it enters a queue. */
export interface Entering {
  readonly seq: number;
  /** With the id, what makes an event the same event. */
  readonly source: string;
  readonly id: string;
  readonly key: string | undefined;
  readonly enqueuedAt: number;
  readonly expiresAt: number | undefined;
  readonly maxRetries: number | undefined;
  readonly availableAt: number;
  readonly death?: DeathMark;
}
/** What changes while it is there. */
export interface Changing {
  attempts: number;
  redelivered: boolean;
  availableAt: number;
  firstFailedAt: number | undefined;
}

/** An event in a queue as the index has it: a bounded number of fields, without the event, unless it is kept in memory. */
export class Entry implements Entering, Changing {
  readonly seq: number;
  readonly source: string;
  readonly id: string;
  readonly key: string | undefined;
  readonly enqueuedAt: number;
  readonly expiresAt: number | undefined;
  readonly maxRetries: number | undefined;
  death: DeathMark | undefined;
  availableAt: number;
  attempts = 0;
  redelivered = false;
  firstFailedAt: number | undefined = undefined;
  state: EntryState = "stored";
  /** Of an event that is kept in memory only. */
  readonly message: Message | undefined;
  /** When something is to be done about it, and its place among those. */
  dueAt = 0;
  duePlace = -1;

  constructor(seq: number, from: Omit<Entering, "seq">, message: Message | undefined) {
    this.seq = seq;
    this.source = from.source;
    this.id = from.id;
    this.key = from.key;
    this.enqueuedAt = from.enqueuedAt;
    this.expiresAt = from.expiresAt;
    this.maxRetries = from.maxRetries;
    this.death = from.death;
    this.availableAt = from.availableAt;
    this.message = message;
  }
}

/** The small record: all that the index needs. One of an event that is gone has `gone` and remembers the id. */
export interface StateRecord extends Partial<Omit<Entering, "seq" | "availableAt">>, Partial<Changing> {
  readonly source: string;
  readonly id: string;
  readonly gone?: true;
}
/** The large record, written once. */
export interface MessageRecord {
  readonly event: Readonly<Record<string, unknown>>;
  readonly redriven?: number;
  readonly death?: Death;
}

export function stateRecord(entry: Entry, changes: Partial<Changing>): StateRecord {
  const { source, id, key, enqueuedAt, expiresAt, maxRetries, death } = entry;
  const { availableAt = entry.availableAt, attempts = entry.attempts, redelivered = entry.redelivered, firstFailedAt = entry.firstFailedAt } = changes;
  // Only what is there: a store writes and reads plain JSON faster.
  return {
    source,
    id,
    enqueuedAt,
    availableAt,
    attempts,
    redelivered,
    ...(key !== undefined && { key }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(maxRetries !== undefined && { maxRetries }),
    ...(firstFailedAt !== undefined && { firstFailedAt }),
    ...(death && { death }),
  };
}
export function entryOf(seq: number, record: StateRecord): Entry {
  const { source, id, key, enqueuedAt = 0, expiresAt, maxRetries, death, availableAt = 0, attempts = 0, redelivered = false, firstFailedAt } = record;
  const entry = new Entry(seq, { source, id, key, enqueuedAt, expiresAt, maxRetries, death, availableAt }, undefined);
  return Object.assign(entry, { attempts, redelivered, firstFailedAt });
}

export function messageRecord({ event, redriven, death }: Message): MessageRecord {
  return { event: viewCloudEvent(event), ...(redriven > 0 && { redriven }), ...(death && { death }) };
}
/**
 * @param record as a store gives it back, a copy that nobody else holds; or as `messageRecord` made it, whose payload is frozen
 * @throws SessionFormatError, EventValidationError when the event is not, or no more, what its definition says
 */
export function messageOf(record: unknown, kinds: readonly EventKind[]): Message {
  const { event, redriven = 0, death } = asRecord(record);
  return { event: takeCloudEvent(event, kinds), redriven, death };
}
function asRecord(value: unknown): MessageRecord {
  if (typeof value === "object" && value !== null && "event" in value) {
    // Written by `messageRecord`; the event itself is checked by who reads it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return value as MessageRecord;
  }
  throw new TypeError("The record of a queued event is missing or no record.");
}
export function isStateRecord(value: unknown): value is StateRecord {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string" && "source" in value && typeof value.source === "string";
}
