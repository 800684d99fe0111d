import type { Core } from "../../bus/index.ts";
import { type BusEvent, fromCloudEvent } from "../../event/index.ts";
import { NonRetryableError } from "../errors.ts";
import type { Consumer, ConsumeOptions, Delivery } from "../queue.ts";
import { textOfError } from "../error-text.ts";
import { SharedDelivery } from "./shared-delivery.ts";
import type { ConsumerText, DeliverMessage, Settlement } from "./wire.ts";
import type { Line } from "./line.ts";

interface Consuming {
  readonly text: ConsumerText;
  readonly handler: (delivery: Delivery) => unknown;
  readonly filter: ConsumeOptions["filter"];
  readonly backoff: (attempt: number) => number;
  readonly core: Core;
  readonly line: Line;
  readonly left: () => void;
}

/** A consumer of this tab, which gets its deliveries from the owner of the queue. */
export class SharedConsumer implements Consumer {
  readonly name: string;
  readonly #consuming: Consuming;
  readonly #deliveries = new Map<string, SharedDelivery>();
  #stopped: Promise<void> | undefined;

  constructor(consuming: Consuming) {
    this.name = consuming.text.name;
    this.#consuming = consuming;
    this.join();
  }

  /** Tells an owner that it is there. */
  join(): void {
    const { line, text } = this.#consuming;
    if (!this.#stopped) line.tell("consume", text);
  }
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
  take(message: DeliverMessage): void {
    const { line, core, filter, backoff } = this.#consuming;
    let event: BusEvent;
    try {
      event = fromCloudEvent(message.event, core.kinds);
    } catch (error) {
      const { message: why } = textOfError(error);
      return line.tell("threw", message.delivery, textOfError(new NonRetryableError(`This tab's definition refuses it: ${why}`, { cause: error })));
    }
    if (filter && !this.#wants(filter, event)) return line.tell("refused", message.delivery);
    const delivery = new SharedDelivery(message, event, backoff, (one, settlement) => this.#settle(one, settlement));
    this.#deliveries.set(delivery.id, delivery);
    void this.#run(delivery);
  }
  /** @param id of one; without it, all are lost */
  lose(how: string, id?: string): void {
    for (const delivery of this.#deliveries.values()) {
      if (id !== undefined && delivery.id !== id) continue;
      this.#deliveries.delete(delivery.id);
      delivery.lose(how);
    }
  }

  async #stop(): Promise<void> {
    const { line, text, left } = this.#consuming;
    await line.call("stop", text.consumer);
    this.lose("released, since its consumer was stopped,");
    left();
  }
  #wants(filter: NonNullable<ConsumeOptions["filter"]>, event: BusEvent): boolean {
    try {
      return filter(event);
    } catch (error) {
      this.#report(event, error);
      return false;
    }
  }
  /** Never rejects. */
  async #run(delivery: SharedDelivery): Promise<void> {
    const { handler, line, text } = this.#consuming;
    try {
      await handler(delivery);
      line.tell("returned", delivery.id);
    } catch (error) {
      if (delivery.ended === undefined) line.tell("threw", delivery.id, textOfError(error));
      else {
        if (!delivery.signal.aborted) this.#report(delivery.event, error);
        line.tell("returned", delivery.id);
      }
    }
    if (text.autoAck || delivery.ended !== undefined) this.#deliveries.delete(delivery.id);
  }
  async #settle(delivery: SharedDelivery, settlement: Settlement): Promise<void> {
    const { source, id } = delivery.event;
    await this.#consuming.line.call("settle", { delivery: delivery.id, source, id }, settlement);
    this.#deliveries.delete(delivery.id);
  }
  #report(event: BusEvent, error: unknown): void {
    this.#consuming.core.failures.report({ event, error, by: this.name });
  }
}
