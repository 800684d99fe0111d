import type { History } from "eventdeck";
import { expect } from "vitest";

interface Row {
  readonly position: number;
  readonly type: string;
  readonly payload: number;
  readonly recordedAt: number;
  readonly imported: boolean;
}
export interface QueryWish {
  readonly type: string | undefined;
  readonly payload: number | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly limit: number | undefined;
  readonly newestFirst: boolean;
}

/** History as an array that is searched from end to end. */
export class RingModel {
  readonly #maxEvents: number;
  readonly #maxAgeMs: number;
  #rows: Row[] = [];
  #last = 0;
  #evicted = 0;

  constructor(maxEvents: number, maxAgeMs: number) {
    this.#maxEvents = maxEvents;
    this.#maxAgeMs = maxAgeMs;
  }
  get rows(): readonly Row[] {
    return this.#rows;
  }
  record(type: string, payload: number, recordedAt: number, imported = false): void {
    this.#rows.push({ position: ++this.#last, type, payload, recordedAt, imported });
    if (this.#rows.length > this.#maxEvents) this.#evict(1);
  }
  expire(now: number): void {
    this.#evict(this.#rows.filter(({ recordedAt }) => recordedAt < now - this.#maxAgeMs).length);
  }
  clear(): void {
    this.#rows = [];
  }
  find({ type, payload, from = 0, to = Infinity, limit = Infinity, newestFirst }: QueryWish): number[] {
    const rows = newestFirst ? this.#rows.toReversed() : this.#rows;
    return rows
      .filter(
        (row) => (type === undefined || row.type === type) && (payload === undefined || row.payload === payload) && row.position >= from && row.position <= to,
      )
      .slice(0, limit)
      .map(({ position }) => position);
  }
  expectToBe(history: History): void {
    const found = Array.from(history, ({ position, event, recordedAt, imported = false }) => ({
      position,
      type: event.type,
      payload: event.payload,
      recordedAt,
      imported,
    }));
    expect(found).toEqual(this.#rows);
    expect([history.size, history.evicted, history.lastPosition]).toEqual([this.#rows.length, this.#evicted, this.#last]);
    expect(history.firstPosition).toBe(this.#rows[0]?.position ?? this.#last + 1);
    for (const position of [this.#last + 1, (this.#rows[0]?.position ?? 1) - 1]) expect(history.get(position)).toBeUndefined();
  }

  #evict(count: number): void {
    this.#rows.splice(0, count);
    this.#evicted += count;
  }
}
