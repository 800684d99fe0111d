import { type BusEvent, sealedBytes } from "../event/index.ts";

export interface BacklogLimits {
  readonly maxWaiting: number;
  /** Estimated, as history estimates them. */
  readonly maxWaitingBytes: number;
}

/** Events and estimated bytes of one batch: what encoding it may hold the host up for, some 3 ms. */
const batchEvents = 500;
const batchBytes = 1_048_576;

/** Events that wait to be stored, oldest first. */
export class Backlog {
  readonly #limits: BacklogLimits;
  #events: BusEvent[] = [];
  /** Index of the oldest: what lies before it was taken. */
  #head = 0;
  #bytes = 0;

  constructor(limits: BacklogLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#events.length - this.#head;
  }
  get oldest(): BusEvent | undefined {
    return this.#events[this.#head];
  }
  /** With so many more. */
  fillsBatch(more: number): boolean {
    return this.size + more >= batchEvents || this.#bytes >= batchBytes;
  }

  push(events: readonly BusEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#bytes += sealedBytes(event);
    }
  }
  /** Before all others: they were taken out and are not stored. */
  putBack(events: readonly BusEvent[]): void {
    this.#events = [...events, ...this.#events.slice(this.#head)];
    this.#head = 0;
    for (const event of events) this.#bytes += sealedBytes(event);
  }
  /** At least one, when any waits. */
  takeBatch(): readonly BusEvent[] {
    const batch: BusEvent[] = [];
    for (let bytes = 0; this.size > 0 && batch.length < batchEvents && bytes < batchBytes;) {
      const event = this.#shift();
      batch.push(event);
      bytes += sealedBytes(event);
    }
    return batch;
  }
  /** Drops the oldest past the limits; returns how many. */
  bound(): number {
    const before = this.size;
    while (this.size > this.#limits.maxWaiting || this.#bytes > this.#limits.maxWaitingBytes) this.#shift();
    return before - this.size;
  }
  /** Drops all; returns how many. */
  clear(): number {
    const { size } = this;
    this.#events = [];
    this.#head = this.#bytes = 0;
    return size;
  }

  #shift(): BusEvent {
    const event = this.#events[this.#head++]!;
    this.#bytes -= sealedBytes(event);
    // Once in so many takings, so that taking one does not move all others.
    if (this.#head * 2 >= this.#events.length) {
      this.#events = this.#events.slice(this.#head);
      this.#head = 0;
    }
    return event;
  }
}
