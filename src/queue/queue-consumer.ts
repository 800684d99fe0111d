import type { BusEvent } from "../event/index.ts";
import type { Entry } from "./entry.ts";
import type { QueueDelivery } from "./queue-delivery.ts";
import type { Consumer, ConsumeOptions, Delivery } from "./queue.ts";

/** What a consumer's filter is asked about next, once it has been read. */
export interface Looked {
  readonly entry: Entry;
  event: BusEvent | undefined;
}

/** One of those who compete for the events of a queue. */
export class QueueConsumer implements Consumer {
  readonly name: string;
  readonly handler: (delivery: Delivery) => unknown;
  readonly prefetch: number;
  readonly autoAck: boolean;
  readonly filter: ((event: BusEvent) => boolean) | undefined;
  /** What it has: each takes a place until it is settled in the store, or lost. */
  readonly out = new Set<QueueDelivery>();
  /** Places taken by what is on its way to the handler. */
  coming = 0;
  /** Up to this sequence, what is ready was refused by its filter. */
  cursor = -1;
  looked: Looked | undefined;
  stopping = false;
  readonly #stop: (consumer: QueueConsumer) => Promise<void>;
  #stopped: Promise<void> | undefined;
  #quiet: (() => void) | undefined;

  constructor(
    name: string,
    handler: (delivery: Delivery) => unknown,
    options: ConsumeOptions & { readonly prefetch: number },
    stop: (consumer: QueueConsumer) => Promise<void>,
  ) {
    this.name = name;
    this.handler = handler;
    this.prefetch = options.prefetch;
    this.autoAck = options.autoAck ?? true;
    this.filter = options.filter;
    this.#stop = stop;
  }

  get hasRoom(): boolean {
    return !this.stopping && this.out.size + this.coming < this.prefetch;
  }
  stop(): Promise<void> {
    this.stopping = true;
    return (this.#stopped ??= this.#stop(this));
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Resolves when no handler runs, nothing is on its way to one, and nothing that was settled is on its way to the store. */
  async quiet(): Promise<void> {
    while (this.#busy) {
      await new Promise<void>((resolve) => {
        this.#quiet = resolve;
      });
    }
  }
  checkQuiet(): void {
    if (this.#quiet && !this.#busy) this.#quiet();
  }
  get #busy(): boolean {
    if (this.coming > 0) return true;
    for (const delivery of this.out) if (delivery.running || delivery.entry.state === "moving") return true;
    return false;
  }
}
