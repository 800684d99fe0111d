import type { BusEvent } from "../event/index.ts";
import type { Entry, Message } from "./entry.ts";
import type { QueueConsumer } from "./queue-consumer.ts";
import type { Delivery } from "./queue.ts";

/** Who carries out what a handler decides. */
export interface Settling {
  ack(delivery: QueueDelivery): Promise<void>;
  retry(delivery: QueueDelivery, delayMs: number | undefined, reason: unknown): Promise<void>;
  release(delivery: QueueDelivery): Promise<void>;
  deadLetter(delivery: QueueDelivery, reason: unknown): Promise<void>;
}

/** An entry in the hands of a consumer. */
export class QueueDelivery implements Delivery {
  readonly entry: Entry;
  readonly message: Message;
  readonly consumer: QueueConsumer;
  readonly attempt: number;
  readonly redelivered: boolean;
  /** How it was settled, or that it was lost; in words, for the error of who settles it again. */
  ended: string | undefined = undefined;
  /** The handler has not returned, or what it returned has not settled. */
  running = true;
  readonly #settling: Settling;
  #controller: AbortController | undefined;
  #lossReason: unknown;

  constructor(entry: Entry, message: Message, consumer: QueueConsumer, settling: Settling) {
    this.entry = entry;
    this.message = message;
    this.consumer = consumer;
    this.attempt = entry.attempts;
    this.redelivered = entry.redelivered || entry.attempts > 1;
    this.#settling = settling;
  }

  get lost(): boolean {
    return this.#lossReason !== undefined;
  }
  get event(): BusEvent {
    return this.message.event;
  }
  get enqueuedAt(): number {
    return this.entry.enqueuedAt;
  }
  /** Made when asked for: most handlers do not. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#lossReason !== undefined) this.#controller.abort(this.#lossReason);
    }
    return this.#controller.signal;
  }
  ack(): Promise<void> {
    return this.#settling.ack(this);
  }
  retry(options: { readonly delayMs?: number; readonly reason?: unknown } = {}): Promise<void> {
    return this.#settling.retry(this, options.delayMs, options.reason);
  }
  release(): Promise<void> {
    return this.#settling.release(this);
  }
  deadLetter(reason: unknown): Promise<void> {
    return this.#settling.deadLetter(this, reason);
  }

  /** It is somebody else's now. */
  lose(how: string): void {
    this.ended = how;
    this.#lossReason = new DOMException(`The delivery of "${this.event.id}" was ${how}.`, "AbortError");
    this.#controller?.abort(this.#lossReason);
  }
}
