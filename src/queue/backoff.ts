import { requireFrom, requireFunction, requireOneOf, requirePositive } from "../event/index.ts";

/** How long to wait after an attempt that failed, in milliseconds; `attempt` is 1 for the first. */
export type Backoff = (attempt: number) => number;

export interface ExponentialOptions {
  /** After the first attempt. @default 200 */
  readonly baseMs?: number;
  /** @default 30_000 */
  readonly maxMs?: number;
  /** @default 2 */
  readonly factor?: number;
  /** `full`: anywhere between 0 and what it would be, so that what failed together does not come back together. @default "full" */
  readonly jitter?: "none" | "full";
  /** From 0 up to 1; a seeded one makes the waits repeatable. @default Math.random */
  readonly random?: () => number;
}

/**
 * Waits longer after each attempt.
 *
 * @example
 * exponential({ baseMs: 100, jitter: "none" })(3); // → 400
 *
 * @throws RangeError, TypeError for an option that makes no sense
 */
export function exponential(options: ExponentialOptions = {}): Backoff {
  const { baseMs = 200, maxMs = 30_000, factor = 2, jitter = "full", random = Math.random } = options;
  requirePositive("baseMs", baseMs);
  requireFrom(baseMs, "maxMs", maxMs);
  requireFrom(1, "factor", factor);
  requireOneOf(["none", "full"], "jitter", jitter);
  requireFunction("random", random);
  return (attempt) => {
    const waitMs = Math.min(maxMs, baseMs * factor ** (attempt - 1));
    return jitter === "none" ? waitMs : Math.round(waitMs * random());
  };
}

/** Always waits the same. @throws RangeError for less than 0 */
export function fixed(delayMs: number): Backoff {
  requireFrom(0, "delayMs", delayMs);
  return () => delayMs;
}
