import type { Middleware } from "../bus/index.ts";
import { BusError, type BusEvent } from "../event/index.ts";
import { compileMatch, type Match } from "./match.ts";
import { RecentMap } from "./recent-map.ts";

/** How many events may pass, and what becomes of the others. */
export interface RateLimitOptions {
  /** @default "rate-limit" */
  readonly name?: string;
  /** How many events a second pass in the long run. */
  readonly perSecond: number;
  /** How many may pass at once after a quiet time. @default `perSecond`, but at least 1 */
  readonly burst?: number;
  /** Events of the same key share a limit. @default one limit for all */
  readonly key?: (event: BusEvent) => string;
  /** Only these events are limited and counted. @default all */
  readonly match?: Match;
  /** `stop`: the event is dropped and inspected as stopped; `throw`: the emitter gets a RateLimitError. @default "stop" */
  readonly onLimit?: "stop" | "throw";
  /** How many keys have a limit of their own at a time; past it, the key that was used least recently starts afresh when it returns. @default 10_000 */
  readonly maxKeys?: number;
  /** Milliseconds from any start. @default performance.now */
  readonly now?: () => number;
}

/** A middleware that counts what it held back. */
export interface RateLimit extends Middleware {
  /** How many events were stopped or refused. */
  readonly limited: number;
  /** How many keys have a limit of their own. */
  readonly size: number;
}

/** An event came faster than its limit allows. Code `ERR_RATE_LIMITED`. */
export class RateLimitError extends BusError {
  override readonly name: string = "RateLimitError";
  /** In how many milliseconds the next event of the same key will pass. */
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number) {
    super("ERR_RATE_LIMITED", message);
    this.retryAfterMs = retryAfterMs;
  }
}

interface Bucket {
  /** In thousandths of a token, which whole milliseconds at a whole rate fill without rounding. */
  level: number;
  at: number;
}

/**
 * Limits how many events are published in a time, by a token bucket: `burst` at once, then `perSecond`.
 *
 * @example
 * const limit = rateLimit({ perSecond: 50, burst: 100, match: "pointer.#", key: (event) => event.source });
 * const bus = createBus({ middleware: [limit] });
 *
 * @throws RangeError for a rate or bound that lets nothing pass; from `emit`, RateLimitError when `onLimit` is "throw"
 */
export function rateLimit(options: RateLimitOptions): RateLimit {
  const { perSecond, burst = Math.max(perSecond, 1), key = () => "", onLimit = "stop", maxKeys = 10_000, now = () => performance.now() } = options;
  if (!(perSecond > 0 && burst >= 1 && maxKeys >= 1))
    throw new RangeError("rateLimit() needs a perSecond above 0, a burst of at least 1 and a maxKeys of at least 1.");
  const matches = compileMatch(options.match);
  const name = options.name ?? "rate-limit";
  const buckets = new RecentMap<Bucket>(maxKeys);
  let limited = 0;

  function bucketOf(of: string): Bucket {
    const at = now();
    const bucket = buckets.get(of) ?? { level: burst * 1000, at };
    if (at > bucket.at) {
      bucket.level = Math.min(burst * 1000, bucket.level + (at - bucket.at) * perSecond);
      bucket.at = at;
    }
    buckets.set(of, bucket);
    return bucket;
  }

  return {
    name,
    get limited() {
      return limited;
    },
    get size() {
      return buckets.size;
    },
    beforePublish(event) {
      if (!matches(event)) return;
      const bucket = bucketOf(key(event));
      if (bucket.level >= 1000) {
        bucket.level -= 1000;
        return;
      }
      limited++;
      if (onLimit === "stop") return false;
      const retryAfterMs = Math.ceil((1000 - bucket.level) / perSecond);
      throw new RateLimitError(`"${event.type}" is over the limit of "${name}", ${perSecond} a second: try again in ${retryAfterMs} ms.`, retryAfterMs);
    },
  };
}
