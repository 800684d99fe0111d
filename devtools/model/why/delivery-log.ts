import type { ListenerRef, TargetRecord } from "../../target/index.ts";
import { DeliveryRing } from "./delivery-ring.ts";

interface Told {
  readonly position: number;
  readonly subscription: ListenerRef;
  /** When it ended. Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** What became of one event at one subscription. */
export type Delivery =
  | (Told & { readonly kind: "delivered" | "cancelled"; readonly waitedMs: number; readonly durationMs: number })
  | (Told & { readonly kind: "failed"; readonly waitedMs: number; readonly durationMs: number; readonly error: unknown })
  | (Told & { readonly kind: "skipped"; readonly by: string })
  | (Told & { readonly kind: "refused"; readonly reason: "filtered" | "wrong-priority" | "ignores-replays" });

/** How much is known of an event's deliveries: all that happened, only some since it was too long ago, or none since nobody watched. */
export type DeliveriesKnown = "all" | "some" | "none";

type DeliveryRecord = Extract<TargetRecord, { readonly kind: Delivery["kind"] }>;

const mostDeliveries = 20_000;
const mostFailures = 2_000;

/**
 * Deliveries by position, as far as they were watched: the newest 20,000 of every kind, and beside them the newest 2,000 failures, since a flood of successes must
 * not wash away the one that went wrong. A record costs a few writes into typed arrays and keeps neither event nor handler alive.
 */
export class DeliveryLog {
  readonly #newest = new DeliveryRing(mostDeliveries);
  readonly #failures = new DeliveryRing(mostFailures);
  /** Spans of positions of which deliveries were left out. */
  readonly #left: { readonly from: number; to: number }[] = [];
  /** Spans of positions during which somebody watched; ascending, both ends inclusive. */
  #watched: { readonly from: number; to: number }[] = [];

  /** How many are known no more. */
  get dropped(): number {
    return this.#newest.dropped;
  }

  /** Told when watching begins. @param after the position of the newest event then */
  began(after: number): void {
    this.#watched.push({ from: after + 1, to: Number.POSITIVE_INFINITY });
    if (this.#watched.length > mostSpans) this.#watched.shift();
  }

  /** Told when watching ends. @param last the position of the newest event then */
  ended(last: number): void {
    const span = this.#watched.at(-1);
    if (span?.to === Number.POSITIVE_INFINITY) span.to = last;
  }

  add(record: DeliveryRecord): void {
    const { position } = record;
    if (position === undefined) return;
    this.#newest.add(position, record);
    if (record.kind === "failed") this.#failures.add(position, record);
  }

  /** Told of a delivery that is not kept, since there are too many: what is known of its event is not all. */
  leave({ position }: Pick<DeliveryRecord, "position">): void {
    if (position !== undefined) this.leaveSpan({ from: position, to: position });
  }

  /** Told that some of the deliveries of these events, both inclusive, were not told. */
  leaveSpan({ from, to }: { readonly from: number; readonly to: number }): void {
    const span = this.#left.at(-1);
    if (span && from <= span.to + nextTo && from >= span.from) span.to = Math.max(span.to, to);
    else if (this.#left.push({ from, to }) > mostSpans) this.#left.shift();
  }

  /** Whether so much came at once that some of what became of this event was left out. */
  isSampled(position: number): boolean {
    return this.#left.some(({ from, to }) => position >= from && position <= to);
  }

  /** Estimated: typed arrays of the newest, made with the first delivery. */
  get bytes(): number {
    return this.#newest.bytes + this.#failures.bytes;
  }

  /** In the order in which they ended. Empty when nobody was watching then, or it was too long ago. */
  of(position: number): readonly Delivery[] {
    const recent = this.#newest.of(position);
    // What the ring still has is not told twice; a failure that it has lost is older than all that it has.
    const kept = this.#failures.of(position);
    const lost = kept.slice(0, Math.max(0, kept.length - recent.filter(({ kind }) => kind === "failed").length));
    return lost.length === 0 ? recent : [...lost, ...recent];
  }

  /** Whether what `of` tells of a position is all there was. */
  knows(position: number): DeliveriesKnown {
    if (!this.#watched.some(({ from, to }) => position >= from && position <= to)) return "none";
    if (this.isSampled(position)) return "some";
    return position <= this.#newest.forgottenUpTo ? "some" : "all";
  }

  clear(): void {
    this.#newest.clear();
    this.#failures.clear();
  }
}

/** Recording is switched on and off by hand: so many times are told apart. */
const mostSpans = 100;
/** Events left out so near to each other are one span. */
const nextTo = 1_000;

/** Whether a record tells of a delivery that belongs to a recorded event, and not to a replay of it. */
export function isDelivery(record: TargetRecord): record is DeliveryRecord {
  switch (record.kind) {
    case "delivered":
    case "failed":
    case "cancelled":
    case "skipped":
    case "refused":
      return record.position !== undefined && record.event.replay === undefined;
    default:
      return false;
  }
}
