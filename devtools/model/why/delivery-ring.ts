import type { ListenerRef, TargetRecord } from "../../target/index.ts";
import type { Delivery } from "./delivery-log.ts";

type DeliveryRecord = Extract<TargetRecord, { readonly kind: Delivery["kind"] }>;

const kinds = ["delivered", "failed", "cancelled", "skipped", "refused"] as const;
/** Of the columns of numbers; the details are objects of the application. */
const bytesPerDelivery = 48;
/** Ids whose names are shared; more subscriptions than that come and go only where something leaks. */
const mostListeners = 5_000;

/**
 * A ring of deliveries in columns, chained by position: each slot knows the one before it whose position falls into the same bucket, so that the few of one
 * position are found without looking at all others.
 */
export class DeliveryRing {
  readonly #capacity: number;
  readonly #mask: number;
  /** How many were ever added: the number of the next one. Its slot is the remainder by the capacity. */
  #count = 0;
  #forgottenUpTo = 0;
  #columns: Columns | undefined;
  readonly #listeners = new Map<string, ListenerRef>();

  /** @param capacity how many are kept */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#mask = 2 ** Math.ceil(Math.log2(capacity)) - 1;
  }

  get dropped(): number {
    return Math.max(0, this.#count - this.#capacity);
  }

  /** Estimated. */
  get bytes(): number {
    return this.#columns ? this.#capacity * bytesPerDelivery + (this.#mask + 1) * 4 : 0;
  }

  /** Of positions up to this one some deliveries are known no more. */
  get forgottenUpTo(): number {
    return this.#forgottenUpTo;
  }

  add(position: number, record: DeliveryRecord): void {
    // Half a megabyte that a panel which is never opened need not have.
    const columns = (this.#columns ??= newColumns(this.#capacity, this.#mask + 1));
    const number = this.#count;
    const slot = number % this.#capacity;
    if (number >= this.#capacity) this.#forgottenUpTo = Math.max(this.#forgottenUpTo, columns.position[slot] ?? 0);
    this.#count += 1;
    const bucket = position & this.#mask;
    columns.before[slot] = columns.newest[bucket] ?? -1;
    columns.newest[bucket] = number;
    columns.position[slot] = position;
    columns.at[slot] = record.at;
    columns.kind[slot] = kinds.indexOf(record.kind);
    columns.listener[slot] = this.#known(record.subscription);
    const timed = "durationMs" in record;
    columns.waitedMs[slot] = timed ? record.waitedMs : 0;
    columns.durationMs[slot] = timed ? record.durationMs : 0;
    columns.detail[slot] =
      record.kind === "failed" ? record.error : record.kind === "skipped" ? record.by : record.kind === "refused" ? record.reason : undefined;
  }

  /** Oldest first. */
  of(position: number): readonly Delivery[] {
    const columns = this.#columns;
    if (!columns) return [];
    const found: Delivery[] = [];
    const oldest = this.#count - this.#capacity;
    // A number that is older than the oldest has been overwritten, and so has all that it was chained to.
    for (let number = columns.newest[position & this.#mask] ?? -1; number >= 0 && number >= oldest;) {
      const slot = number % this.#capacity;
      if (columns.position[slot] === position) found.push(deliveryAt(columns, slot));
      number = columns.before[slot] ?? -1;
    }
    return found.toReversed();
  }

  clear(): void {
    this.#columns = undefined;
    this.#count = 0;
    this.#forgottenUpTo = 0;
    this.#listeners.clear();
  }

  /** Name and id only: the subscription itself would keep its handler, and all that sees, alive. */
  #known({ id, name }: ListenerRef): ListenerRef {
    const known = this.#listeners.get(id);
    if (known) return known;
    if (this.#listeners.size >= mostListeners) this.#listeners.clear();
    const listener = { id, name };
    this.#listeners.set(id, listener);
    return listener;
  }
}

interface Columns {
  readonly position: Float64Array;
  readonly at: Float64Array;
  readonly kind: Uint8Array;
  readonly waitedMs: Float64Array;
  readonly durationMs: Float64Array;
  readonly listener: (ListenerRef | undefined)[];
  readonly detail: unknown[];
  /** The number of the one before it in its bucket, or -1. */
  readonly before: Float64Array;
  /** Per bucket, or -1. */
  readonly newest: Float64Array;
}

function newColumns(capacity: number, buckets: number): Columns {
  return {
    position: new Float64Array(capacity),
    at: new Float64Array(capacity),
    kind: new Uint8Array(capacity),
    waitedMs: new Float64Array(capacity),
    durationMs: new Float64Array(capacity),
    listener: [],
    detail: [],
    before: new Float64Array(capacity),
    newest: new Float64Array(buckets).fill(-1),
  };
}

function deliveryAt(columns: Columns, slot: number): Delivery {
  const told = { position: columns.position[slot] ?? 0, subscription: columns.listener[slot] ?? nobody, at: columns.at[slot] ?? 0 };
  const timed = { ...told, waitedMs: columns.waitedMs[slot] ?? 0, durationMs: columns.durationMs[slot] ?? 0 };
  const detail = columns.detail[slot];
  const kind = kinds[columns.kind[slot] ?? 0];
  switch (kind) {
    case "failed":
      return { ...timed, kind, error: detail };
    case "skipped":
      return { ...told, kind, by: String(detail) };
    case "refused":
      return { ...told, kind, reason: detail === "wrong-priority" || detail === "ignores-replays" ? detail : "filtered" };
    case "cancelled":
      return { ...timed, kind };
    default:
      return { ...timed, kind: "delivered" };
  }
}

const nobody: ListenerRef = { id: "", name: "" };
