import { requireFrom } from "../event/index.ts";
import type { Burying, Move } from "./burying.ts";
import { DeliverySettledError } from "./errors.ts";
import type { Parts } from "./parts.ts";
import type { QueueConsumer } from "./queue-consumer.ts";
import type { QueueDelivery, Settling } from "./queue-delivery.ts";

const acknowledged = "acknowledged";

/** Carries out what handlers decide: into the store first, and then it counts. */
export class Settler implements Settling {
  readonly #parts: Parts;
  readonly #burying: Burying;
  readonly #freed: (consumer: QueueConsumer) => void;

  /** @param freed called when a consumer has one delivery less */
  constructor(parts: Parts, burying: Burying, freed: (consumer: QueueConsumer) => void) {
    this.#parts = parts;
    this.#burying = burying;
    this.#freed = freed;
  }

  async ack(delivery: QueueDelivery): Promise<void> {
    const { log, tally } = this.#parts;
    const { entry } = delivery;
    await this.#settle(delivery, acknowledged, () => ({
      operations: log.removal(entry),
      apply: () => {
        tally.acked++;
        log.remove(entry);
      },
    }));
  }
  /** The same for an event that only memory has. `false` when the store has to be told. */
  ackAtOnce(delivery: QueueDelivery): boolean {
    const { log, tally, waiting } = this.#parts;
    const { entry, consumer } = delivery;
    if (!entry.message) return false;
    delivery.ended = acknowledged;
    consumer.out.delete(delivery);
    waiting.begin(entry);
    tally.acked++;
    log.remove(entry);
    this.#freed(consumer);
    return true;
  }
  async retry(delivery: QueueDelivery, delayMs: number | undefined, reason: unknown): Promise<void> {
    requireFrom(0, "delayMs of a retry", delayMs);
    const { settings, tally, core } = this.#parts;
    const { entry } = delivery;
    if (entry.attempts > (entry.maxRetries ?? settings.maxRetries)) return this.#bury(delivery, "delivery-limit", reason);
    await this.#settle(delivery, "retried", () => {
      const now = core.clock.now();
      const waitMs = delayMs ?? settings.backoff(entry.attempts);
      const changes = { availableAt: waitMs > 0 ? now + waitMs : 0, firstFailedAt: entry.firstFailedAt ?? now, redelivered: true };
      return this.#back(delivery, changes, () => void tally.retried++);
    });
  }
  async release(delivery: QueueDelivery): Promise<void> {
    const { entry } = delivery;
    await this.#settle(delivery, "released", () => this.#back(delivery, { attempts: entry.attempts - 1, redelivered: true }));
  }
  async deadLetter(delivery: QueueDelivery, reason: unknown): Promise<void> {
    await this.#bury(delivery, "rejected", reason);
  }

  #bury(delivery: QueueDelivery, reason: "rejected" | "delivery-limit", error: unknown): Promise<void> {
    return this.#settle(delivery, "dead-lettered", () => this.#burying.move(delivery.entry, delivery.message, reason, error));
  }
  #back({ entry }: QueueDelivery, changes: Parameters<Parts["log"]["update"]>[1], counted?: () => void): Move {
    const { log, waiting } = this.#parts;
    return {
      operations: log.update(entry, changes),
      apply: () => {
        counted?.();
        Object.assign(entry, changes);
        waiting.place(entry);
      },
    };
  }
  async #settle(delivery: QueueDelivery, how: string, plan: () => Move): Promise<void> {
    const { name, log, settings } = this.#parts;
    if (delivery.ended !== undefined) throw new DeliverySettledError(name, delivery.event.id, delivery.ended);
    let move: Move;
    try {
      // It may throw as well: a backoff is the caller's.
      move = plan();
      delivery.ended = how;
      this.#parts.waiting.begin(delivery.entry);
      if (move.operations.length > 0) await log.commit(move.operations, settings.sync);
    } catch (error) {
      delivery.ended = undefined;
      this.keep(delivery);
      throw error;
    }
    delivery.consumer.out.delete(delivery);
    move.apply();
    this.#freed(delivery.consumer);
  }

  /** It stays with its consumer: as long as the handler runs, and then until the visibility timeout has run out. */
  keep({ entry, running }: QueueDelivery): void {
    const { waiting, core, settings } = this.#parts;
    if (running) waiting.keepOut(entry);
    else waiting.lease(entry, core.clock.now() + settings.visibilityTimeoutMs);
  }
}
