import type { Clock } from "../scheduling/index.ts";

/** Consecutive events of one message, unread. */
export interface Batch {
  readonly events: readonly unknown[];
  /** Of those that have passed through others than the sender. */
  readonly paths?: Readonly<Record<number, readonly string[]>>;
  /** Of the message; infinite where that is not known. */
  readonly bytes: number;
}

/** One that waits. */
interface Held {
  readonly value: unknown;
  readonly path: readonly string[] | undefined;
  readonly bytes: number;
  /** Its part of these bytes. */
  readonly share: number;
}

export interface InboxHost {
  readonly clock: Clock;
  /** Most events kept while one before them is missing. */
  readonly maxHeld: number;
  /** @param bytes of the message that it came in */
  deliver(value: unknown, path: readonly string[] | undefined, bytes: number): void;
  duplicate(): void;
  /** Asks the sender for what is missing, both included. */
  ask(first: number, last: number): void;
  /** It will not come any more. */
  gap(first: number, last: number): void;
  /** Whether there is any use in asking. */
  readonly connected: boolean;
  /** Whether messages wait to be taken in: what is missing may be among them. */
  readonly behind: boolean;
}

/** Offsets asked for at a time. */
const askedAtOnce = 1024;
const firstRetryMs = 300;
const longestRetryMs = 5000;
/** Times the same is asked for before it is given up. */
const maxAttempts = 8;
/** Of what waits while one before it is missing, in bytes of the messages that it came in. */
const maxHeldBytes = 64 * 1024 * 1024;

/** The events of one sender in its order: what is missing is asked for, and what comes after it waits. */
export class Inbox {
  readonly #host: InboxHost;
  /** Offset of the next event to deliver. */
  #next: number;
  /** The last that the sender is known to have posted. */
  #announced: number;
  readonly #held = new Map<number, Held>();
  #heldBytes = 0;
  /** Up to which the sender was asked. */
  #asked = 0;
  #attempts = 0;
  #stop: (() => void) | undefined;

  constructor(since: number, host: InboxHost) {
    this.#next = since + 1;
    this.#announced = since;
    this.#host = host;
  }

  /** Offset of the last event delivered, or given up. */
  get received(): number {
    return this.#next - 1;
  }
  get missing(): boolean {
    return this.#next <= this.#announced;
  }

  take(offset: number, batch: Batch): void {
    const { length } = batch.events;
    this.#announced = Math.max(this.#announced, offset + length - 1);
    for (let index = 0; index < length; index++) this.#takeOne(offset + index, batch, index);
    this.#settle();
  }
  #takeOne(offset: number, { events, paths, bytes }: Batch, index: number): void {
    if (offset < this.#next || this.#held.has(offset)) return this.#host.duplicate();
    if (offset === this.#next) {
      this.#next++;
      this.#attempts = 0;
      this.#host.deliver(events[index], paths?.[index], bytes);
      if (this.#held.size > 0) this.#release();
      return;
    }
    const share = bytes < Infinity ? bytes / events.length : 0;
    this.#held.set(offset, { value: events[index], path: paths?.[index], bytes, share });
    this.#heldBytes += share;
    if (this.#held.size > this.#host.maxHeld || this.#heldBytes > maxHeldBytes) this.#makeRoom();
  }
  /** The sender has posted so many. */
  announce(offset: number): void {
    this.#announced = Math.max(this.#announced, offset);
    this.#settle();
  }
  /** The sender does not keep these any more. */
  lost(first: number, last: number): void {
    if (first > this.#next) return;
    this.#goOnTo(Math.min(last, this.#announced));
    this.#settle();
  }
  /** The link is there again. */
  resume(): void {
    this.#attempts = 0;
    this.#asked = 0;
    this.#settle();
  }
  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#held.clear();
    this.#heldBytes = 0;
  }

  #release(): void {
    for (let held = this.#held.get(this.#next); held; held = this.#held.get(this.#next)) {
      this.#held.delete(this.#next++);
      this.#heldBytes -= held.share;
      this.#host.deliver(held.value, held.path, held.bytes);
    }
  }
  #skipTo(last: number): void {
    if (last >= this.#next) {
      const first = this.#next;
      this.#next = last + 1;
      this.#host.gap(first, last);
    }
    this.#release();
  }
  /** Goes on without what is missing up to an offset. */
  #goOnTo(last: number): void {
    // In order, once: to look for the first that is there again and again would take as long as the square of how many there are.
    const held = [...this.#held.keys()].filter((offset) => offset <= last).toSorted((left, right) => left - right);
    for (const offset of held) this.#skipTo(offset - 1);
    this.#skipTo(last);
  }
  /** Goes on without what is missing before the middle one of those that wait. */
  #makeRoom(): void {
    const held = [...this.#held.keys()].toSorted((left, right) => left - right);
    this.#goOnTo(held[held.length >> 1] ?? 0);
  }
  #firstHeld(): number {
    let first = Infinity;
    for (const offset of this.#held.keys()) if (offset < first) first = offset;
    return first;
  }
  /** Goes on without what is missing before the first that is there. */
  #giveUp(): void {
    this.#skipTo(Math.min(this.#announced, this.#firstHeld() - 1));
  }
  #settle(): void {
    if (!this.missing) {
      this.#stop?.();
      this.#stop = undefined;
      this.#attempts = 0;
      this.#asked = 0;
    } else if (this.#next > this.#asked && this.#host.connected) this.#ask();
  }
  #ask(): void {
    const last = Math.min(this.#announced, this.#firstHeld() - 1, this.#next + askedAtOnce - 1);
    this.#asked = last;
    this.#wait();
    this.#host.ask(this.#next, last);
  }
  #wait(): void {
    this.#stop?.();
    this.#stop = this.#host.clock.schedule(() => this.#askAgain(), Math.min(firstRetryMs * 2 ** this.#attempts, longestRetryMs), "normal");
  }
  #askAgain(): void {
    this.#stop = undefined;
    if (!this.missing || !this.#host.connected) return;
    if (this.#host.behind) return this.#wait();
    if (++this.#attempts >= maxAttempts) {
      this.#attempts = 0;
      this.#giveUp();
    }
    this.#asked = 0;
    this.#settle();
  }
}
