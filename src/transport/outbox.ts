import { type BusEvent, sealedBytes } from "../event/index.ts";
import type { LostEvents } from "./wire.ts";

/** An event on its way out, or word of events that were lost on their way here. */
export type Outgoing = OutgoingEvent | { readonly hole: LostEvents };
interface OutgoingEvent {
  readonly event: BusEvent;
  /** The instances it has passed through before this one. */
  readonly path: readonly string[];
}

/** What waits to be posted on a link, and what was posted lately and may have to be once more. Both hold at most so many, the oldest going first. */
export class Outbox {
  /** Offset of the last event posted. */
  last = 0;
  readonly #max: number;
  #waiting: Outgoing[] = [];
  #head = 0;
  /** By offset, modulo as many as are kept. */
  readonly #posted: (Outgoing | undefined)[] = [];
  /** Dropped while they waited: they get the next offsets, so that those they were owed to notice. */
  #missed = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get waiting(): number {
    return this.#waiting.length - this.#head;
  }
  /** `false` when the oldest had to go for it. */
  add(outgoing: Outgoing): boolean {
    this.#waiting.push(outgoing);
    if (this.waiting <= this.#max) return true;
    this.#take();
    this.#missed++;
    return false;
  }
  #take(): Outgoing | undefined {
    const taken = this.#waiting[this.#head++];
    // What was taken leaves holes; half of them is when closing up has been paid for.
    if (this.#head * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return taken;
  }
  /** Takes out the next that are wanted, up to so many and, by estimate, bytes; and numbers them: consecutive offsets up to `last`. */
  next(count: number, maxBytes: number, wanted: (outgoing: Outgoing) => boolean): readonly Outgoing[] {
    // Their places may still hold what was posted one round before.
    for (; this.#missed > 0; this.#missed--) this.#posted[++this.last % this.#max] = undefined;
    const taken: Outgoing[] = [];
    for (let bytes = 0; taken.length < count && bytes < maxBytes && this.waiting > 0;) {
      const one = this.#take();
      if (one === undefined || !wanted(one)) continue;
      taken.push(one);
      if ("event" in one) bytes += sealedBytes(one.event);
    }
    for (const one of taken) this.#posted[++this.last % this.#max] = one;
    return taken;
  }
  /** Nobody is there to want what waits. */
  clear(): void {
    this.#waiting = [];
    this.#head = 0;
    this.#missed = 0;
  }
  posted(offset: number): Outgoing | undefined {
    return offset > this.last - this.#max && offset <= this.last ? this.#posted[offset % this.#max] : undefined;
  }
  /** It cannot be posted at all. */
  forget(offset: number): void {
    if (this.posted(offset) !== undefined) this.#posted[offset % this.#max] = undefined;
  }
}
