import { type Priority, requirePositive } from "../event/index.ts";
import type { Undelivered } from "../history/index.ts";
import type { Lanes } from "../scheduling/index.ts";
import type { Delivery } from "./delivery.ts";
import { Histogram } from "./histogram.ts";
import type { MetricsSnapshot } from "./watching.ts";

/** Past so many types, the rest is counted together: types made from ids must not grow a table for ever. */
const maxTypes = 5000;
const restOfTypes = "(other types)";
/** The window's grain, and how far it reaches back. */
const grainMs = 1000;
const maxWindowMs = 15 * 60 * 1000;
/** Most counts of one type in one second that are kept for windows; past it the oldest seconds leave the window early. */
const maxKept = 50_000;

const reasons = ["invalid", "stopped", "expired", "cancelled", "conflated", "overflow"] as const;
type Reasons = Record<Undelivered["reason"], number>;
type Waits = Record<Priority, Histogram>;

/** What is counted per type. Replaced by a fresh one for each second, so that a window is a sum of seconds. */
export class TypeCounts {
  emitted = 0;
  delivered = 0;
  failed = 0;
  readonly handlingMs = new Histogram();

  merge(other: TypeCounts): void {
    this.emitted += other.emitted;
    this.delivered += other.delivered;
    this.failed += other.failed;
    this.handlingMs.merge(other.handlingMs);
  }
}

/** Everything counted in one stretch of time. */
class Stretch {
  readonly types = new Map<string, TypeCounts>();
  readonly undelivered: Reasons = { invalid: 0, stopped: 0, expired: 0, cancelled: 0, conflated: 0, overflow: 0 };
  readonly waits: Waits = { immediate: new Histogram(), normal: new Histogram(), deferred: new Histogram() };
  constructor(readonly startedAt: number) {}

  of(type: string): TypeCounts {
    const known = this.types.get(type);
    if (known) return known;
    if (this.types.size >= maxTypes && type !== restOfTypes) return this.of(restOfTypes);
    const counts = new TypeCounts();
    this.types.set(type, counts);
    return counts;
  }
  seal(): void {
    for (const { handlingMs } of this.types.values()) handlingMs.seal();
    for (const waits of Object.values(this.waits)) waits.seal();
  }
  merge(other: Stretch): void {
    for (const [type, counts] of other.types) this.of(type).merge(counts);
    for (const reason of reasons) this.undelivered[reason] += other.undelivered[reason];
    for (const priority of ["immediate", "normal", "deferred"] as const) this.waits[priority].merge(other.waits[priority]);
  }
}

/**
 * Counts and durations. The current second is counted by itself, and each is added to the total after 15 minutes, so that what happened in any window of the last 15 minutes
 * is the sum of its seconds; a second in which nothing happened costs nothing.
 */
export class Metrics {
  /** Grows when a new second begins: whoever holds a `TypeCounts` compares it. */
  second = 0;
  readonly #past: Stretch[] = [];
  readonly #total = new Stretch(0);
  #current: Stretch;
  #kept = 0;

  /** @param now monotonic milliseconds */
  constructor(now: number) {
    this.#current = new Stretch(now);
  }

  /** To be called now and then: begins a new second when the old one is over. */
  tick(now: number): void {
    if (now - this.#current.startedAt < grainMs) return;
    this.#current.seal();
    this.#past.push(this.#current);
    this.#kept += this.#current.types.size;
    this.#current = new Stretch(now);
    this.second++;
    // Added to the total only when no window reaches back to it: until then what ends late may still count into it.
    while (this.#past[0] && (this.#past[0].startedAt < now - maxWindowMs || this.#kept > maxKept)) {
      this.#kept -= this.#past[0].types.size;
      this.#total.merge(this.#past.shift()!);
    }
  }
  of(type: string): TypeCounts {
    return this.#current.of(type);
  }
  undelivered(reason: Undelivered["reason"]): void {
    this.#current.undelivered[reason]++;
  }
  waited(priority: Priority, ms: number): void {
    this.#current.waits[priority].add(ms);
  }

  /** @throws RangeError for a window that is not above 0, or longer than what is kept */
  snapshot(lanes: Lanes<Delivery>, now: number, windowMs?: number): MetricsSnapshot {
    this.tick(now);
    const sum = this.#sum(now, windowMs);
    const totals = { emitted: 0, delivered: 0, failed: 0 };
    const types = new Map<string, MetricsSnapshot["types"] extends ReadonlyMap<string, infer Counts> ? Counts : never>();
    for (const [type, { emitted, delivered, failed, handlingMs }] of sum.types) {
      totals.emitted += emitted;
      totals.delivered += delivered;
      totals.failed += failed;
      types.set(type, { emitted, delivered, failed, handlingMs: handlingMs.percentiles() });
    }
    const lane = (priority: Priority) => ({
      depth: lanes.depth(priority),
      highWater: lanes.highWater(priority),
      oldestMs: lanes.oldestMs(priority),
      waitedMs: sum.waits[priority].percentiles(),
    });
    return { ...totals, undelivered: sum.undelivered, lanes: { immediate: lane("immediate"), normal: lane("normal"), deferred: lane("deferred") }, types };
  }

  #sum(now: number, windowMs: number | undefined): Stretch {
    // In the order of time: the types that were first keep their names.
    const sum = new Stretch(0);
    if (windowMs === undefined) {
      sum.merge(this.#total);
      for (const second of this.#past) sum.merge(second);
    } else {
      requirePositive("windowMs", windowMs);
      if (windowMs > maxWindowMs) throw new RangeError(`windowMs is ${windowMs}: give at most ${maxWindowMs}, which is 15 minutes, or none for all.`);
      for (const second of this.#past) if (second.startedAt + grainMs > now - windowMs) sum.merge(second);
    }
    sum.merge(this.#current);
    return sum;
  }
}
