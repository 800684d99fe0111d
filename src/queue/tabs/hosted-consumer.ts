import { type BusEvent, toCloudEvent } from "../../event/index.ts";
import type { Consumer, Delivery } from "../queue.ts";
import type { StoredQueue } from "../stored-queue.ts";
import { errorOf } from "./error-text.ts";
import { identityOf } from "./identity.ts";
import type { Member } from "./member.ts";
import type { ConsumerText, Settlement } from "./wire.ts";

interface Out {
  readonly delivery: Delivery;
  /** What the handler over there comes to. */
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  returned: boolean;
  settled: boolean;
}
/** Events that a filter has refused and is not asked about again; beyond it, it is. */
const maxRefused = 10_000;

/** A consumer of some tab, in the place of which it competes for the events of the queue. */
export class HostedConsumer {
  readonly #member: Member;
  readonly #queue: string;
  readonly #text: ConsumerText;
  readonly #timeoutMs: number;
  /** Makes the ids of its deliveries those of no other, in whatever tab. */
  readonly #mark = crypto.randomUUID();
  readonly #out = new Map<string, Out>();
  readonly #refused = new Set<string>();
  readonly #consumer: Consumer;
  #made = 0;

  /** @param timeoutMs what its tab has is lost when it gives no sign of life for this long */
  constructor(queue: StoredQueue, member: Member, text: ConsumerText, timeoutMs: number) {
    this.#member = member;
    this.#queue = queue.name;
    this.#text = text;
    this.#timeoutMs = timeoutMs;
    const { name, prefetch, autoAck, filters } = text;
    // A filter is asked over there. What it has refused is not handed to it again; without one, nothing has to be read to find that out.
    const filter = filters ? (event: BusEvent) => !this.#refused.has(identityOf(event)) : undefined;
    this.#consumer = queue.consume((delivery) => this.#hand(delivery), { name, prefetch, autoAck, filter });
  }

  get isBusy(): boolean {
    return this.#out.size > 0;
  }
  has(delivery: string): boolean {
    return this.#out.has(delivery);
  }
  stop(): Promise<void> {
    return this.#consumer.stop();
  }
  async settle(id: string, settlement: Settlement): Promise<void> {
    const out = this.#out.get(id);
    if (!out) return;
    const { delivery } = out;
    const reason = "reason" in settlement && settlement.reason ? errorOf(settlement.reason) : undefined;
    if (settlement.how === "retry") await delivery.retry({ delayMs: settlement.delayMs, reason });
    else if (settlement.how === "deadLetter") await delivery.deadLetter(reason);
    else await delivery[settlement.how]();
    out.settled = true;
    if (out.returned) this.#out.delete(id);
  }
  returned(id: string): void {
    const out = this.#out.get(id);
    if (!out) return;
    out.returned = true;
    out.resolve();
    if (out.settled || this.#text.autoAck) this.#out.delete(id);
  }
  threw(id: string, error: Error): void {
    const out = this.#out.get(id);
    this.#out.delete(id);
    out?.reject(error);
  }
  /** Its filter does not match it: to others, uncounted. */
  async refused(id: string): Promise<void> {
    const out = this.#out.get(id);
    if (!out) return;
    const { event } = out.delivery;
    const [oldest] = this.#refused;
    if (oldest !== undefined && this.#refused.size >= maxRefused) this.#refused.delete(oldest);
    this.#refused.add(identityOf(event));
    this.#out.delete(id);
    const released = out.delivery.release();
    out.resolve();
    await released;
  }
  /** Its tab is gone: a failed attempt for all that it has. */
  drop(how: string): void {
    for (const [id, { delivery, returned, reject }] of this.#out) {
      const error = new Error(`The delivery of "${delivery.event.id}" was ${how}.`);
      this.#out.delete(id);
      // One that is being settled rejects that, and is done; one that the store does not take comes again after the visibility timeout.
      if (returned) delivery.retry({ reason: error }).catch(() => undefined);
      else reject(error);
    }
    void this.#consumer.stop();
  }

  #hand(delivery: Delivery): Promise<void> {
    const { event, attempt, redelivered, enqueuedAt, signal } = delivery;
    const id = `${this.#mark} ${++this.#made}`;
    return new Promise((resolve, reject) => {
      this.#out.set(id, { delivery, resolve, reject, returned: false, settled: false });
      signal.addEventListener("abort", () => {
        const how = signal.reason instanceof Error ? signal.reason.message : "lost";
        this.#out.delete(id);
        this.#member.post({ kind: "lost", queue: this.#queue, delivery: id, how });
        resolve();
      });
      const { consumer } = this.#text;
      this.#member.post({ kind: "deliver", queue: this.#queue, consumer, delivery: id, event: toCloudEvent(event), attempt, redelivered, enqueuedAt });
      this.#member.ask(this.#timeoutMs);
    });
  }
}
