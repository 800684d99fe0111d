import type { Burying } from "./burying.ts";
import type { Entry } from "./entry.ts";
import { isInstance } from "./error-text.ts";
import { NonRetryableError } from "./errors.ts";
import { type Parts, reportFailure, storeFailureWaitMs } from "./parts.ts";
import type { QueueConsumer } from "./queue-consumer.ts";
import { QueueDelivery } from "./queue-delivery.ts";
import { Settler } from "./settler.ts";

/** Brings an entry to a handler: its attempt counted, its event read, and what the handler does without a word settled. */
export class Handling {
  readonly #parts: Parts;
  readonly #burying: Burying;
  readonly #settler: Settler;
  readonly #freed: (consumer: QueueConsumer) => void;

  /** @param freed called when a consumer may have room again */
  constructor(parts: Parts, burying: Burying, freed: (consumer: QueueConsumer) => void) {
    this.#parts = parts;
    this.#burying = burying;
    this.#freed = freed;
    this.#settler = new Settler(parts, burying, freed);
  }

  /** Takes an entry that is ready to its consumer; or gives it up, when its time or its attempts have run out. */
  hand(consumer: QueueConsumer, entry: Entry): void {
    const { waiting, settings, core } = this.#parts;
    waiting.take(entry);
    if (entry.expiresAt !== undefined && entry.expiresAt <= core.clock.now()) return this.#burying.giveUp(entry, "expired");
    // Counted by the store before each call: what ends its process, or is never settled, comes to an end as well.
    if (entry.attempts > (entry.maxRetries ?? settings.maxRetries)) {
      const error = new NonRetryableError(`It was handed out ${entry.attempts} times and not settled: its handler ended the process, or forgot it.`);
      return this.#burying.giveUp(entry, "delivery-limit", error);
    }
    entry.attempts++;
    if (entry.message) return this.#begin(new QueueDelivery(entry, entry.message, consumer, this.#settler));
    consumer.coming++;
    void this.#fetch(consumer, entry);
  }
  /** Never rejects. */
  async #fetch(consumer: QueueConsumer, entry: Entry): Promise<void> {
    const { log, settings, waiting, core } = this.#parts;
    const { attempts } = entry;
    // Meanwhile it may have been redriven, discarded, or given up as invalid; or come back from that, and been handed out once more.
    const isStillOut = () => entry.state === "out" && entry.attempts === attempts;
    try {
      const counted = log.commit(log.update(entry, {}), settings.sync);
      const [message] = await Promise.all([this.#burying.read(entry), counted]);
      if (message && isStillOut()) this.#begin(new QueueDelivery(entry, message, consumer, this.#settler), true);
    } catch (error) {
      reportFailure(this.#parts, undefined, error);
      if (isStillOut()) {
        entry.attempts--;
        entry.availableAt = core.clock.now() + storeFailureWaitMs;
        waiting.place(entry);
      }
    }
    consumer.coming--;
    this.#freed(consumer);
  }

  #begin(delivery: QueueDelivery, mayHaveStopped = false): void {
    const { consumer } = delivery;
    consumer.out.add(delivery);
    if (mayHaveStopped && consumer.stopping) {
      // It is released with what else the consumer has.
      delivery.running = false;
      return;
    }
    let settled: Promise<unknown> | undefined;
    try {
      const result = consumer.handler(delivery);
      // What it returned may throw as well, when it is asked whether it is a promise.
      if (isThenable(result)) settled = Promise.resolve(result);
    } catch (error) {
      return this.#threw(delivery, error);
    }
    if (!settled) return this.#returned(delivery);
    settled.then(
      () => this.#returned(delivery),
      (error: unknown) => this.#threw(delivery, error),
    );
  }
  #returned(delivery: QueueDelivery): void {
    delivery.running = false;
    const { consumer } = delivery;
    if (delivery.ended === undefined) {
      if (!consumer.autoAck) this.#settler.keep(delivery);
      // Without a store there is nothing to wait for, and promises would take longer than the rest.
      else if (!this.#settler.ackAtOnce(delivery)) this.#settleItself(delivery, delivery.ack());
    }
    consumer.checkQuiet();
  }
  #threw(delivery: QueueDelivery, error: unknown): void {
    delivery.running = false;
    if (delivery.ended === undefined)
      this.#settleItself(delivery, isInstance(error, NonRetryableError) ? delivery.deadLetter(error) : delivery.retry({ reason: error }));
    else if (!delivery.lost) reportFailure(this.#parts, delivery.event, error);
    delivery.consumer.checkQuiet();
  }
  #settleItself(delivery: QueueDelivery, settled: Promise<void>): void {
    settled.catch((error: unknown) => reportFailure(this.#parts, delivery.event, error));
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return ((typeof value === "object" && value !== null) || typeof value === "function") && "then" in value && typeof value.then === "function";
}
