import { requireFrom, requireFunction, requireText } from "../event/index.ts";
import type { Burying } from "./burying.ts";
import type { Entry } from "./entry.ts";
import { Handling } from "./handling.ts";
import { inBackground, type Parts, reportFailure, storeFailureWaitMs } from "./parts.ts";
import { type Looked, QueueConsumer } from "./queue-consumer.ts";
import type { QueueDelivery } from "./queue-delivery.ts";
import type { ConsumeOptions, Delivery } from "./queue.ts";

/** Longest stretch of handing out before the host gets a turn, as of a lane of the bus. */
const sliceMs = 5;

/** Hands out what is ready to those who consume, in turn. */
export class Dispatcher {
  readonly consumers: QueueConsumer[] = [];
  paused = false;
  readonly #parts: Parts;
  readonly #burying: Burying;
  readonly #handling: Handling;
  #made = 0;
  /** Who is asked first. */
  #turn = 0;
  #waking = false;
  #sliceBegan = 0;
  /** Calls off the task that begins the next slice. */
  #nextSlice: (() => void) | undefined;
  /** The slice is used up. */
  #resting = false;

  constructor(parts: Parts, burying: Burying) {
    this.#parts = parts;
    this.#burying = burying;
    this.#handling = new Handling(parts, burying, (consumer) => {
      consumer.checkQuiet();
      this.wake();
    });
  }

  add(handler: (delivery: Delivery) => unknown, options: ConsumeOptions): QueueConsumer {
    const { name, settings } = this.#parts;
    if (typeof handler !== "function") throw new TypeError(`The handler of a consumer of "${name}" is ${typeof handler}: pass a function.`);
    requireFrom(1, `prefetch of a consumer of "${name}"`, options.prefetch);
    requireFunction(`filter of a consumer of "${name}"`, options.filter);
    requireText(`name of a consumer of "${name}"`, options.name);
    const consumer = new QueueConsumer(
      options.name ?? `${name}#${++this.#made}`,
      handler,
      { ...options, prefetch: options.prefetch ?? settings.prefetch },
      (one) => this.#stop(one),
    );
    this.consumers.push(consumer);
    this.wake();
    return consumer;
  }
  async #stop(consumer: QueueConsumer): Promise<void> {
    await consumer.quiet();
    while (consumer.out.size > 0) {
      await Promise.all(Array.from(consumer.out, (delivery) => this.#giveBack(delivery)));
      await consumer.quiet();
    }
    this.consumers.splice(this.consumers.indexOf(consumer), 1);
    this.wake();
  }
  async #giveBack(delivery: QueueDelivery): Promise<void> {
    // Somebody is settling it at this very moment.
    if (delivery.ended !== undefined) return;
    try {
      await delivery.release();
    } catch (error) {
      // It comes again after its visibility timeout, and then nobody looks for it at a consumer that has stopped.
      delivery.consumer.out.delete(delivery);
      delivery.lose("left behind by its consumer, which stopped");
      reportFailure(this.#parts, delivery.event, error);
    }
  }

  /** Something can be handed out, or somebody has room: looked into once for all that happens in this turn. */
  wake(): void {
    if (this.#waking || this.#resting) return;
    this.#waking = true;
    queueMicrotask(() => {
      this.#waking = false;
      this.#handOut();
    });
  }
  /** An entry that a filter may not have been asked about. */
  ready(entry: Entry): void {
    for (const consumer of this.consumers) consumer.comes(entry);
    this.wake();
  }
  lapsed(entry: Entry): void {
    this.lost(entry, "not settled within the visibility timeout");
    entry.redelivered = true;
    this.#parts.waiting.place(entry);
  }
  lost(entry: Entry, how: string): void {
    for (const consumer of this.consumers) {
      for (const delivery of consumer.out) {
        if (delivery.entry !== entry) continue;
        consumer.out.delete(delivery);
        delivery.lose(how);
        consumer.checkQuiet();
      }
    }
    this.wake();
  }

  close(): void {
    this.paused = true;
    this.#nextSlice?.();
  }

  #handOut(): void {
    const { clock } = this.#parts.core;
    for (let count = 0; !this.paused; count++) {
      const first = this.#parts.waiting.index.after(-1);
      if (!first) return;
      const chosen = this.#nextConsumer(first);
      if (!chosen) return;
      // Handlers that do not wait for anything would otherwise keep the host from its turn for as long as the queue is.
      if ((count & 15) === 0) {
        if (!this.#nextSlice) this.#beginSlice();
        else if (clock.monotonic() - this.#sliceBegan >= sliceMs) {
          this.#resting = true;
          return;
        }
      }
      this.#handling.hand(chosen[0], chosen[1]);
    }
  }
  /** Until the host has had its turn. */
  #beginSlice(): void {
    const { clock } = this.#parts.core;
    this.#sliceBegan = clock.monotonic();
    const next = () => {
      this.#nextSlice = undefined;
      if (!this.#resting) return;
      this.#resting = false;
      this.#handOut();
    };
    this.#nextSlice = clock.schedule(next, 0, "normal");
  }
  #nextConsumer(first: Entry): readonly [QueueConsumer, Entry] | undefined {
    const { consumers } = this;
    for (let asked = 0; asked < consumers.length; asked++) {
      const consumer = consumers[(this.#turn + asked) % consumers.length]!;
      if (!consumer.hasRoom) continue;
      const entry = consumer.filter ? this.#wanted(consumer, consumer.filter) : first;
      if (!entry) continue;
      this.#turn = (this.#turn + asked + 1) % consumers.length;
      return [consumer, entry];
    }
    return undefined;
  }
  /** The first that a filter accepts. `undefined` also while the next one to ask about is being read. */
  #wanted(consumer: QueueConsumer, filter: NonNullable<ConsumeOptions["filter"]>): Entry | undefined {
    for (;;) {
      const entry = consumer.candidate(this.#parts.waiting.index);
      if (!entry) return undefined;
      const event = entry.message?.event ?? (consumer.looked?.entry === entry ? consumer.looked.event : undefined);
      if (!event) {
        if (consumer.looked?.entry !== entry) this.#look(consumer, entry);
        return undefined;
      }
      try {
        if (filter(event)) return entry;
      } catch (error) {
        reportFailure(this.#parts, event, error);
      }
      consumer.refused(entry);
    }
  }
  #look(consumer: QueueConsumer, entry: Entry): void {
    const looked: Looked = (consumer.looked = { entry, event: undefined });
    inBackground(this.#parts, undefined, this.#lookAt(consumer, looked));
  }
  async #lookAt(consumer: QueueConsumer, looked: Looked): Promise<void> {
    const { waiting, core } = this.#parts;
    const { entry } = looked;
    try {
      looked.event = (await this.#burying.read(entry))?.event;
    } catch (error) {
      if (entry.state === "ready") {
        waiting.begin(entry);
        entry.availableAt = core.clock.now() + storeFailureWaitMs;
        waiting.restore(entry);
      }
      throw error;
    } finally {
      // What could not be read is to be looked at again when it comes back.
      if (!looked.event && consumer.looked === looked) consumer.looked = undefined;
    }
    this.wake();
  }
}
