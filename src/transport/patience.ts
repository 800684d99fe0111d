import type { Clock } from "../scheduling/index.ts";

/** Does something again and again, at growing intervals, until it is no more of use. */
export class Patience {
  readonly #clock: Clock;
  readonly #firstMs: number;
  readonly #longestMs: number;
  readonly #again: (attempt: number) => boolean;
  #attempt = 0;
  #stop: (() => void) | undefined;

  /** @param again is told how often it was called since the beginning, from 1 up; `false` ends it */
  constructor(clock: Clock, firstMs: number, longestMs: number, again: (attempt: number) => boolean) {
    this.#clock = clock;
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
    this.#again = again;
  }

  /** From the first interval, unless it is under way. */
  begin(): void {
    if (this.#stop) return;
    this.#attempt = 0;
    this.#wait();
  }
  /** From the first interval. */
  restart(): void {
    this.end();
    this.begin();
  }
  end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #wait(): void {
    const delayMs = Math.min(this.#firstMs * 2 ** this.#attempt, this.#longestMs);
    this.#stop = this.#clock.schedule(
      () => {
        this.#stop = undefined;
        if (this.#again(++this.#attempt)) this.#wait();
      },
      delayMs,
      "normal",
    );
  }
}
