import type { Percentiles } from "./watching.ts";

/** Sixteen steps to each doubling: a percentile is at most 3 % off. */
const stepsPerDoubling = 16;
/** From a quarter of a microsecond to nine hours; what lies outside counts into the first or last bucket. */
const doublings = 37;
const smallestMs = 2 ** -12;

/** Percentiles of durations without keeping them: counts in buckets that grow by doublings. */
export class Histogram {
  count = 0;
  sum = 0;
  max = 0;
  /** Only once there is something to count. */
  #buckets: Uint32Array | undefined;
  /** Bucket and count in turn, for a histogram that is only kept. */
  #packed: Uint32Array | undefined;

  add(ms: number): void {
    this.count++;
    this.sum += ms;
    if (ms > this.max) this.max = ms;
    this.#open()[bucketOf(ms)]!++;
  }
  merge(other: Histogram): void {
    this.count += other.count;
    this.sum += other.sum;
    this.max = Math.max(this.max, other.max);
    if (other.count === 0) return;
    const buckets = this.#open();
    addPacked(buckets, other.#packed);
    addPacked(buckets, pack(other.#buckets));
  }
  /** Nothing will be added any more: keeps only the buckets in use. */
  seal(): void {
    if (this.#buckets) this.#packed = pack(this.#buckets);
    this.#buckets = undefined;
  }
  /** All zero while nothing was measured. */
  percentiles(): Percentiles {
    const { count, max } = this;
    return { count, mean: count === 0 ? 0 : this.sum / count, p50: this.#at(0.5), p95: this.#at(0.95), p99: this.#at(0.99), max };
  }

  #at(share: number): number {
    let left = Math.ceil(this.count * share);
    for (let bucket = 0; left > 0 && this.#buckets; bucket++) {
      left -= this.#buckets[bucket]!;
      if (left <= 0) return Math.min(middleOf(bucket), this.max);
    }
    return 0;
  }
  #open(): Uint32Array {
    return (this.#buckets ??= new Uint32Array(stepsPerDoubling * doublings));
  }
}

function pack(buckets: Uint32Array = new Uint32Array(0)): Uint32Array {
  const pairs: number[] = [];
  for (let bucket = 0; bucket < buckets.length; bucket++) if (buckets[bucket]! > 0) pairs.push(bucket, buckets[bucket]!);
  return Uint32Array.from(pairs);
}

function addPacked(buckets: Uint32Array, packed: Uint32Array = new Uint32Array(0)): void {
  for (let at = 0; at < packed.length; at += 2) buckets[packed[at]!]! += packed[at + 1]!;
}
function bucketOf(ms: number): number {
  if (ms <= smallestMs) return 0;
  return Math.min(stepsPerDoubling * doublings - 1, Math.floor(Math.log2(ms / smallestMs) * stepsPerDoubling));
}
function middleOf(bucket: number): number {
  return bucket === 0 ? 0 : smallestMs * 2 ** ((bucket + 0.5) / stepsPerDoubling);
}
