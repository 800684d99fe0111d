import type { TargetRecord } from "../../target/index.ts";

export type RateName = "emitted" | "delivered" | "failed";

const seconds = 15 * 60;

/** Counts per second, as far as the panel has watched. */
export interface RateSeries {
  /** Oldest first; the last one is the last full second. */
  readonly values: readonly number[];
  /** How many of them were watched, counted from the newest. */
  readonly watched: number;
}

/** What happened in each of the last 900 seconds, counted while the bus is watched: three rings of numbers. */
export class Rates {
  readonly #now: () => number;
  readonly #rings: Readonly<Record<RateName, Float64Array>> = {
    emitted: new Float64Array(seconds),
    delivered: new Float64Array(seconds),
    failed: new Float64Array(seconds),
  };
  #since: number | undefined;
  #second: number;

  /** @param now milliseconds from an arbitrary start */
  constructor(now: () => number) {
    this.#now = now;
    this.#second = this.#since = Math.floor(now() / 1_000);
  }

  take(record: TargetRecord): void {
    const name = nameOf(record);
    if (name) this.add(name, 1);
  }

  /** Told when watching ends, and when it begins again: what was missed is no zero. */
  watch(on: boolean): void {
    this.#turn();
    this.#since = on ? this.#second : undefined;
  }

  /** Counts several at once. */
  add(name: RateName, count: number): void {
    this.#turn();
    const ring = this.#rings[name];
    const index = this.#second % seconds;
    ring[index] = (ring[index] ?? 0) + count;
  }

  /** @param windowMs at most 15 minutes */
  series(name: RateName, windowMs: number): RateSeries {
    this.#turn();
    const length = Math.min(seconds - 1, Math.round(windowMs / 1_000));
    const ring = this.#rings[name];
    const values = Array.from({ length }, (_, index) => ring[(this.#second - length + index + seconds) % seconds] ?? 0);
    return { values, watched: this.#since === undefined ? 0 : Math.min(length, this.#second - this.#since) };
  }

  get bytes(): number {
    return seconds * 8 * 3;
  }

  #turn(): void {
    const second = Math.floor(this.#now() / 1_000);
    for (const ring of Object.values(this.#rings)) {
      for (let passed = Math.max(this.#second + 1, second - seconds + 1); passed <= second; passed += 1) ring[passed % seconds] = 0;
    }
    this.#second = Math.max(second, this.#second);
  }
}

function nameOf(record: TargetRecord): RateName | undefined {
  switch (record.kind) {
    case "accepted":
      return record.event.replay ? undefined : "emitted";
    case "delivered":
    case "failed":
      return record.event.replay ? undefined : record.kind;
    default:
      return undefined;
  }
}
