/** When a lost connection is tried again. */
export interface RetryOptions {
  /** Bound of the first wait, in milliseconds. @default 500 */
  readonly baseMs?: number;
  /** Bound of every wait, in milliseconds. @default 30_000 */
  readonly maxMs?: number;
  /** A number from 0 up to 1 each time it is called. @default Math.random */
  readonly random?: () => number;
}

/**
 * How long to wait before an attempt: anything between nothing and a bound that doubles each time, so that clients which were cut off together do not come back
 * together.
 *
 * @param attempt - 0 for the first after a loss
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelayMs(attempt: number, { baseMs = 500, maxMs = 30_000, random = Math.random }: RetryOptions = {}): number {
  // 2 to the power of 1,024 is Infinity, which the bound takes in as well.
  return random() * Math.min(maxMs, baseMs * 2 ** attempt);
}
