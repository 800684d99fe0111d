import type { BusEvent } from "../event/index.ts";
import type { Arrival, HistoryEntry } from "./entry.ts";

/** What `HistoryEntry.outcome` is from inside. */
export interface MutableOutcome {
  handlers: number;
  failed: number;
  skipped: number;
  pending: number;
  waitedMs: number | undefined;
  ranMs: number | undefined;
}
/** An entry that was handed out and is kept up to date. */
export interface KnownEntry extends HistoryEntry {
  readonly outcome: MutableOutcome;
  listeners: readonly string[];
}

/** What a slot holds beside the usual. */
const isImported = 1;
const hasTrouble = 2;
const isTimed = 4;

/**
 * What is kept of one event besides the event, column by column: about 60 bytes, where an object a piece would take four times that.
 *
 * Most events have handlers that all succeeded and were not measured. The columns for the rest are written only when there is something to write, and `marks` says
 * so: touching all of them for every event cost more than delivering it.
 */
export class Columns {
  readonly events: (BusEvent | undefined)[];
  /** One for each handler that took the event. */
  readonly listeners: (readonly string[] | undefined)[];
  readonly recordedAt: Float64Array;
  readonly series: Uint32Array;
  readonly bytes: Uint32Array;
  readonly failed: Uint32Array;
  readonly skipped: Uint32Array;
  readonly pending: Uint32Array;
  /** Milliseconds; NaN when not measured. */
  readonly waitedMs: Float32Array;
  readonly ranMs: Float32Array;
  readonly #marks: Uint8Array;
  /** Only for positions that somebody asked for, and only once somebody did. */
  #entries: (KnownEntry | undefined)[] | undefined;
  /** Once an event has come over a link: most are published here. */
  #arrivals: (Arrival | undefined)[] | undefined;

  constructor(readonly capacity: number) {
    this.events = new Array<BusEvent | undefined>(capacity).fill(undefined);
    this.listeners = new Array<readonly string[] | undefined>(capacity).fill(undefined);
    this.recordedAt = new Float64Array(capacity);
    this.series = new Uint32Array(capacity);
    this.bytes = new Uint32Array(capacity);
    this.failed = new Uint32Array(capacity);
    this.skipped = new Uint32Array(capacity);
    this.pending = new Uint32Array(capacity);
    this.waitedMs = new Float32Array(capacity).fill(NaN);
    this.ranMs = new Float32Array(capacity).fill(NaN);
    this.#marks = new Uint8Array(capacity);
  }

  /** Fills a slot that is fresh or was emptied. */
  put(slot: number, event: BusEvent, recordedAt: number, series: number, bytes: number, imported: boolean): void {
    if (this.#marks[slot] !== 0) this.#wipe(slot);
    this.events[slot] = event;
    this.recordedAt[slot] = recordedAt;
    this.series[slot] = series;
    this.bytes[slot] = bytes;
    if (imported) this.#marks[slot] = isImported;
  }
  /** Lets go of the objects; the numbers stay until the slot is filled again. */
  empty(slot: number): void {
    this.events[slot] = this.listeners[slot] = undefined;
    if (this.#entries) this.#entries[slot] = undefined;
    if (this.#arrivals) this.#arrivals[slot] = undefined;
  }
  imported(slot: number): boolean {
    return (this.#marks[slot]! & isImported) !== 0;
  }
  entry(slot: number): KnownEntry | undefined {
    return this.#entries?.[slot];
  }
  /** Its handlers have ended, well, and there is nothing but their names to say. */
  isSettledPlainly(slot: number): boolean {
    return this.listeners[slot] !== undefined && this.#marks[slot] === 0;
  }
  get hasEntries(): boolean {
    return this.#entries !== undefined;
  }
  entries(): readonly (KnownEntry | undefined)[] {
    return this.#entries ?? [];
  }
  setEntry(slot: number, entry: KnownEntry): void {
    this.#entries ??= new Array<KnownEntry | undefined>(this.capacity).fill(undefined);
    this.#entries[slot] = entry;
  }
  arrival(slot: number): Arrival | undefined {
    return this.#arrivals?.[slot];
  }
  setArrival(slot: number, arrival: Arrival): void {
    this.#arrivals ??= new Array<Arrival | undefined>(this.capacity).fill(undefined);
    this.#arrivals[slot] = arrival;
  }
  /** Added, not set: a call of the same round may have been skipped already, when another handler ended its subscription. */
  addTrouble(slot: number, failed: number, skipped: number, pending: number): void {
    this.#marks[slot]! |= hasTrouble;
    this.failed[slot]! += failed;
    this.skipped[slot]! += skipped;
    this.pending[slot]! += pending;
  }
  setTimes(slot: number, waitedMs: number, ranMs: number): void {
    this.#marks[slot]! |= isTimed;
    this.waitedMs[slot] = waitedMs;
    this.ranMs[slot] = ranMs;
  }
  copy(from: Columns, fromSlot: number, slot: number): void {
    this.events[slot] = from.events[fromSlot];
    this.listeners[slot] = from.listeners[fromSlot];
    this.recordedAt[slot] = from.recordedAt[fromSlot]!;
    this.series[slot] = from.series[fromSlot]!;
    this.bytes[slot] = from.bytes[fromSlot]!;
    this.failed[slot] = from.failed[fromSlot]!;
    this.skipped[slot] = from.skipped[fromSlot]!;
    this.pending[slot] = from.pending[fromSlot]!;
    this.waitedMs[slot] = from.waitedMs[fromSlot]!;
    this.ranMs[slot] = from.ranMs[fromSlot]!;
    this.#marks[slot] = from.#marks[fromSlot]!;
    const entry = from.entry(fromSlot);
    if (entry) this.setEntry(slot, entry);
    const arrival = from.arrival(fromSlot);
    if (arrival) this.setArrival(slot, arrival);
  }

  #wipe(slot: number): void {
    this.failed[slot] = this.skipped[slot] = this.pending[slot] = this.#marks[slot] = 0;
    this.waitedMs[slot] = this.ranMs[slot] = NaN;
  }
}
