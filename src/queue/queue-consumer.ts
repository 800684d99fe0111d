import type { BusEvent } from "../event/index.ts";
import type { Entry } from "./entry.ts";
import type { QueueDelivery } from "./queue-delivery.ts";
import type { Consumer, ConsumeOptions, Delivery } from "./queue.ts";
import type { ReadyIndex } from "./ready-index.ts";
import { SortedEntries } from "./sorted-entries.ts";

/** What a consumer's filter is asked about next, once it has been read. */
export interface Looked {
  readonly entry: Entry;
  event: BusEvent | undefined;
}

/** Most entries that a consumer knows to have come back to before where it is. */
const maxBack = 1024;

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
  looked: Looked | undefined;
  stopping = false;
  /** Up to this sequence, what is ready was refused by its filter, but for what came back since. */
  #cursor = -1;
  #back = new SortedEntries();
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
  /** The first that its filter is to be asked about. */
  candidate(ready: ReadyIndex): Entry | undefined {
    for (let back = this.#back.after(-1); back; back = this.#back.after(-1)) {
      if (back.state === "ready") return back;
      this.#back.remove(back);
    }
    return ready.after(this.#cursor);
  }
  refused(entry: Entry): void {
    if (!this.#back.remove(entry)) this.#cursor = entry.seq;
  }
  /** It can be handed out, perhaps again. */
  comes(entry: Entry): void {
    if (!this.filter || entry.seq > this.#cursor || this.#back.after(entry.seq - 1) === entry) return;
    this.#back.add(entry);
    if (this.#back.size <= maxBack) return;
    // Rather asked about all behind the first of them once more than kept for a consumer that has no room for long.
    this.#cursor = this.#back.after(-1)!.seq - 1;
    this.#back = new SortedEntries();
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
