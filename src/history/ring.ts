import { type BusEvent, sealedBytes } from "../event/index.ts";
import { Columns, type KnownEntry, type MutableOutcome } from "./columns.ts";
import type { Arrival, HistoryEntry } from "./entry.ts";
import { type Series, SeriesTable } from "./series.ts";

const firstCapacity = 64;
const noListeners: readonly string[] = Object.freeze([]);

/**
 * The newest recorded events, in columns. A position finds its slot by its low bits, so the capacity is a power of two that doubles up to what is needed.
 * Bounds are the caller's: `evictOldest`.
 */
export class Ring {
  readonly #table = new SeriesTable();
  #columns = new Columns(firstCapacity);
  #mask = firstCapacity - 1;
  #first = 1;
  #last = 0;
  #bytes = 0;
  readonly #plainOutcomes: MutableOutcome[] = [];
  /** Entries that were handed out and left the ring before all their handlers had settled. */
  readonly #unsettled = new Map<number, KnownEntry>();
  /** The newest entry, when it has left the ring; its first round of handlers may not be over. */
  #newest: KnownEntry | undefined;

  get size(): number {
    return this.#last - this.#first + 1;
  }
  get bytes(): number {
    return this.#bytes;
  }
  get firstPosition(): number {
    return this.#first;
  }
  get lastPosition(): number {
    return this.#last;
  }
  get series(): SeriesTable {
    return this.#table;
  }

  /** Adds an event at the next position. Returns its series, a hint for the next of the same kind. */
  append(event: BusEvent, recordedAt: number, imported: boolean, hint: Series | undefined): Series {
    if (this.#last - this.#first >= this.#mask) this.#grow();
    const series = this.#table.retain(event, hint);
    const bytes = sealedBytes(event);
    this.#bytes += bytes;
    this.#columns.put(++this.#last & this.#mask, event, recordedAt, series.id, bytes, imported);
    return series;
  }
  evictOldest(): void {
    const columns = this.#columns;
    const slot = this.#first++ & this.#mask;
    this.#bytes -= columns.bytes[slot]!;
    this.#table.release(columns.series[slot]!);
    const entry = columns.entry(slot);
    if (entry !== undefined) this.#letGo(entry);
    columns.empty(slot);
  }
  /** Skips a position: it was given to an event that is not kept. Only while the ring is empty. */
  skip(): number {
    this.#last++;
    this.#first = this.#last + 1;
    return this.#last;
  }
  clear(): void {
    for (const entry of this.#columns.entries()) if (entry) this.#letGo(entry);
    this.#columns = new Columns(firstCapacity);
    this.#mask = firstCapacity - 1;
    this.#first = this.#last + 1;
    this.#bytes = 0;
    this.#table.clear();
  }

  retains(position: number): boolean {
    return position >= this.#first && position <= this.#last;
  }
  event(position: number): BusEvent {
    return this.#columns.events[position & this.#mask]!;
  }
  recordedAt(position: number): number {
    return this.#columns.recordedAt[position & this.#mask]!;
  }
  seriesId(position: number): number {
    return this.#columns.series[position & this.#mask]!;
  }
  imported(position: number): boolean {
    return this.#columns.imported(position & this.#mask);
  }
  folded(position: number): boolean {
    return this.#table.get(this.seriesId(position)).folded;
  }
  arrival(position: number): Arrival | undefined {
    return this.#columns.arrival(position & this.#mask);
  }
  /** The newest event has come over a link. */
  arrived(arrival: Arrival): void {
    if (this.size > 0) this.#columns.setArrival(this.#last & this.#mask, arrival);
  }
  handlers(position: number): number {
    return this.listeners(position).length;
  }
  failed(position: number): number {
    return this.#columns.failed[position & this.#mask]!;
  }
  skipped(position: number): number {
    return this.#columns.skipped[position & this.#mask]!;
  }
  pending(position: number): number {
    return this.#columns.pending[position & this.#mask]!;
  }
  listeners(position: number): readonly string[] {
    return this.#columns.listeners[position & this.#mask] ?? noListeners;
  }
  waitedMs(position: number): number | undefined {
    return measured(this.#columns.waitedMs[position & this.#mask]!);
  }
  ranMs(position: number): number | undefined {
    return measured(this.#columns.ranMs[position & this.#mask]!);
  }

  /** The same object for the same position for as long as it is retained; its outcome is kept up to date. */
  entry(position: number): HistoryEntry {
    const slot = position & this.#mask;
    const columns = this.#columns;
    let entry = columns.entry(slot);
    if (entry === undefined) columns.setEntry(slot, (entry = this.#newEntry(position)));
    return entry;
  }
  /** As it is now; nobody keeps it up to date. */
  peek(position: number): HistoryEntry {
    return this.#columns.entry(position & this.#mask) ?? this.#newEntry(position);
  }

  /** Sets what the first round of handlers led to. Durations are milliseconds, NaN when not measured. Arguments, since an object for each event would cost more than the columns. */
  setOutcome(position: number, failed: number, skipped: number, pending: number, listeners: readonly string[], waitedMs: number, ranMs: number): void {
    if (!this.retains(position)) {
      const entry = this.#gone(position);
      if (!entry) return;
      entry.outcome.handlers = listeners.length;
      entry.outcome.failed += failed;
      entry.outcome.skipped += skipped;
      entry.outcome.pending += pending;
      entry.outcome.waitedMs = measured(waitedMs);
      entry.outcome.ranMs = measured(ranMs);
      entry.listeners = listeners;
      this.#letGo(entry);
      return;
    }
    const slot = position & this.#mask;
    const columns = this.#columns;
    columns.listeners[slot] = listeners;
    if (failed + skipped + pending > 0) columns.addTrouble(slot, failed, skipped, pending);
    if (!Number.isNaN(waitedMs) || !Number.isNaN(ranMs)) columns.setTimes(slot, waitedMs, ranMs);
    const entry = columns.entry(slot);
    if (entry) this.#addToEntry(entry, slot);
  }
  /** The same for most events: all handlers ended well, at once, and nothing was measured. */
  setAllWell(position: number, listeners: readonly string[]): void {
    const columns = this.#columns;
    if (position >= this.#first && !columns.hasEntries) columns.listeners[position & this.#mask] = listeners;
    else if (columns.hasEntries || this.#newest !== undefined) this.setOutcome(position, 0, 0, 0, listeners, NaN, NaN);
  }
  /** One handler that was still pending has ended. `ranMs` is the time since delivery began. */
  settle(position: number, ending: "ok" | "failed" | "skipped", ranMs: number): void {
    const retained = this.retains(position);
    if (retained) this.#settleColumns(position & this.#mask, ending, ranMs);
    const outcome = (retained ? this.#columns.entry(position & this.#mask) : this.#gone(position))?.outcome;
    if (!outcome) return;
    outcome.pending--;
    if (ending !== "ok") outcome[ending]++;
    outcome.ranMs = ranMs;
    if (!retained && outcome.pending === 0) this.#unsettled.delete(position);
  }

  /** Keeps an entry that leaves, or has left, for as long as there may be news for it. */
  #letGo(entry: KnownEntry): void {
    if (entry.outcome.pending > 0) this.#unsettled.set(entry.position, entry);
    else if (entry.position === this.#last) this.#newest = entry;
  }
  #gone(position: number): KnownEntry | undefined {
    return this.#unsettled.get(position) ?? (this.#newest?.position === position ? this.#newest : undefined);
  }
  #addToEntry(entry: KnownEntry, slot: number): void {
    const { failed, skipped, pending, waitedMs, ranMs, listeners } = this.#columns;
    Object.assign(entry.outcome, {
      handlers: listeners[slot]?.length ?? 0,
      failed: failed[slot],
      skipped: skipped[slot],
      pending: pending[slot],
      waitedMs: measured(waitedMs[slot]!),
      ranMs: measured(ranMs[slot]!),
    });
    entry.listeners = listeners[slot] ?? noListeners;
  }
  #settleColumns(slot: number, ending: "ok" | "failed" | "skipped", ranMs: number): void {
    const columns = this.#columns;
    columns.addTrouble(slot, ending === "failed" ? 1 : 0, ending === "skipped" ? 1 : 0, -1);
    columns.setTimes(slot, columns.waitedMs[slot]!, ranMs);
  }
  #newEntry(position: number): KnownEntry {
    const slot = position & this.#mask;
    const columns = this.#columns;
    const entry: KnownEntry = {
      position,
      event: columns.events[slot]!,
      recordedAt: columns.recordedAt[slot]!,
      outcome: this.#outcomeOf(slot),
      listeners: columns.listeners[slot] ?? noListeners,
    };
    const arrival = this.arrival(position);
    const whole = arrival ? { ...entry, arrival } : entry;
    return columns.imported(slot) ? { ...whole, imported: true } : this.folded(position) ? { ...whole, folded: true } : whole;
  }
  #outcomeOf(slot: number): MutableOutcome {
    const columns = this.#columns;
    const handlers = columns.listeners[slot]?.length ?? 0;
    // When all ended well and nothing was measured, there will be no news: then one object serves all entries, of which a query may make hundreds of thousands.
    if (columns.isSettledPlainly(slot)) return (this.#plainOutcomes[handlers] ??= Object.freeze(plainOutcome(handlers)));
    return {
      handlers,
      failed: columns.failed[slot]!,
      skipped: columns.skipped[slot]!,
      pending: columns.pending[slot]!,
      waitedMs: measured(columns.waitedMs[slot]!),
      ranMs: measured(columns.ranMs[slot]!),
    };
  }
  #grow(): void {
    const next = new Columns(this.#columns.capacity * 2);
    const mask = next.capacity - 1;
    for (let position = this.#first; position <= this.#last; position++) next.copy(this.#columns, position & this.#mask, position & mask);
    this.#columns = next;
    this.#mask = mask;
  }
}

function plainOutcome(handlers: number): MutableOutcome {
  return { handlers, failed: 0, skipped: 0, pending: 0, waitedMs: undefined, ranMs: undefined };
}
function measured(ms: number): number | undefined {
  return Number.isNaN(ms) ? undefined : ms;
}
