import type { BusEvent } from "../../event/index.ts";
import { requireFrom } from "../../event/index.ts";
import { DeliverySettledError } from "../errors.ts";
import type { Delivery } from "../queue.ts";
import { textOfReason } from "./error-text.ts";
import type { DeliverMessage, Settlement } from "./wire.ts";

const words: Readonly<Record<Settlement["how"], string>> = { ack: "acknowledged", retry: "retried", release: "released", deadLetter: "dead-lettered" };

/** What the owner of a queue has handed to a consumer of this tab. */
export class SharedDelivery implements Delivery {
  readonly id: string;
  readonly event: BusEvent;
  readonly attempt: number;
  readonly redelivered: boolean;
  readonly enqueuedAt: number;
  /** How it was settled, or that it was lost. */
  ended: string | undefined = undefined;
  readonly #queue: string;
  readonly #settle: (settlement: Settlement) => Promise<void>;
  readonly #backoff: (attempt: number) => number;
  readonly #controller = new AbortController();

  constructor(
    message: DeliverMessage,
    event: BusEvent,
    backoff: (attempt: number) => number,
    settle: (delivery: SharedDelivery, settlement: Settlement) => Promise<void>,
  ) {
    this.id = message.delivery;
    this.event = event;
    this.attempt = message.attempt;
    this.redelivered = message.redelivered;
    this.enqueuedAt = message.enqueuedAt;
    this.#queue = message.queue;
    this.#backoff = backoff;
    this.#settle = (settlement) => settle(this, settlement);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }
  ack(): Promise<void> {
    return this.#end({ how: "ack" });
  }
  async retry({ delayMs, reason }: { readonly delayMs?: number; readonly reason?: unknown } = {}): Promise<void> {
    requireFrom(0, "delayMs of a retry", delayMs);
    await this.#end({ how: "retry", delayMs: delayMs ?? this.#backoff(this.attempt), reason: textOfReason(reason) });
  }
  release(): Promise<void> {
    return this.#end({ how: "release" });
  }
  deadLetter(reason: unknown): Promise<void> {
    return this.#end({ how: "deadLetter", reason: textOfReason(reason) });
  }

  /** It is somebody else's now. */
  lose(how: string): void {
    this.ended ??= how;
    this.#controller.abort(new DOMException(`The delivery of "${this.event.id}" was ${how}.`, "AbortError"));
  }
  async #end(settlement: Settlement): Promise<void> {
    if (this.ended !== undefined) throw new DeliverySettledError(this.#queue, this.event.id, this.ended);
    this.ended = words[settlement.how];
    try {
      await this.#settle(settlement);
    } catch (error) {
      // The store has not taken it: it can be settled again, unless it was lost.
      if (!(error instanceof DeliverySettledError)) this.ended = this.signal.aborted ? "lost" : undefined;
      throw error;
    }
  }
}
