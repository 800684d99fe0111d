import type { InspectRecord } from "eventdeck";

/** What became of one event at one subscription. */
export type Delivery = Extract<InspectRecord, { readonly kind: "delivered" | "failed" | "cancelled" | "skipped" }>;

const mostDeliveries = 20_000;
const mostFailures = 1_000;

/**
 * Deliveries by position, as far as they were watched. A ring: the newest ones of every kind, and failures for longer, since a
 * flood of successes must not wash away the one that went wrong.
 */
export class DeliveryLog {
  readonly #ring: Delivery[] = [];
  #next = 0;
  readonly #failures: Delivery[] = [];

  add(record: Delivery): void {
    this.#ring[this.#next] = record;
    this.#next = (this.#next + 1) % mostDeliveries;
    if (record.kind !== "failed") return;
    this.#failures.push(record);
    if (this.#failures.length > mostFailures) this.#failures.shift();
  }

  /** In the order in which they ended. Empty when nobody was watching then, or it was too long ago. */
  of(position: number): readonly Delivery[] {
    const found = new Set<Delivery>();
    for (const failure of this.#failures) if (failure.position === position) found.add(failure);
    for (const delivery of this.#ring) if (delivery.position === position) found.add(delivery);
    return [...found].toSorted((left, right) => left.at - right.at);
  }

  clear(): void {
    this.#ring.length = 0;
    this.#failures.length = 0;
    this.#next = 0;
  }
}

/** Whether a record tells of a delivery that belongs to a recorded event, and not to a replay of it. */
export function isDelivery(record: InspectRecord): record is Delivery {
  switch (record.kind) {
    case "delivered":
    case "failed":
    case "cancelled":
    case "skipped":
      return record.position !== undefined && record.event.replay === undefined;
    default:
      return false;
  }
}
