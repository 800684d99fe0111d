import { onNextFrame, type FrameSource } from "./frame.ts";
import { ownCost } from "./watching/own-cost.ts";

export interface PaceOptions {
  readonly onFrame?: FrameSource;
  /** Milliseconds from an arbitrary start. */
  readonly now?: () => number;
}

// When more than this has come since the last run nobody reads single rows; drawing them 60 times a second would only cost the page its frames.
const readable = 32;
const busyPerSecond = 2_000;
const windowMs = 500;
// Below this a rate is no news, and watching it fall is not worth a frame.
const quietPerSecond = 10;

/** In a flood, the share of the page's time that runs and what is drawn of them may take; when they take longer they come less often. */
const mostShare = 0.07;
const seldomestMs = 1_000;

/**
 * Turns any number of `request` calls into at most one run per frame, and while events pour in into one per 100 ms, or into fewer where a run with the frame
 * after it takes the page too long. It keeps the rate, because the rate decides the pace.
 */
export class Pace {
  readonly #run: () => void;
  readonly #onFrame: FrameSource;
  readonly #leastIntervalMs: number;
  readonly now: () => number;
  #cancel: (() => void) | undefined;
  #wanted = false;
  #hurried = false;
  #sinceRun = 0;
  #windowFrom = 0;
  #windowCount = 0;
  #perSecond = 0;
  #ranAt = Number.NEGATIVE_INFINITY;
  /** How long a run takes, with what the page does until it is drawn; a mean of the last ones. */
  #costMs = 0;

  /** @param busyIntervalMs - how long it is between two runs while events pour in; a multiple of 100, to be in the same frames as the others */
  constructor(run: () => void, options: PaceOptions = {}, busyIntervalMs = 100) {
    this.#run = run;
    this.#leastIntervalMs = busyIntervalMs;
    this.#onFrame = options.onFrame ?? onNextFrame;
    this.now = options.now ?? (() => performance.now());
  }

  /** Events per second over about the last half second. */
  get perSecond(): number {
    return this.#perSecond;
  }

  get busy(): boolean {
    return this.#perSecond > busyPerSecond;
  }

  /** Runs per second while it is busy. */
  get runsPerSecond(): number {
    return Math.round(10_000 / this.#busyIntervalMs) / 10;
  }

  /** Counts what has arrived; the rate follows. */
  count(added: number): void {
    this.#windowCount += added;
    this.#sinceRun += added;
  }

  request(): void {
    // One that only watches the rate fall comes too late.
    if (!this.#wanted) this.stop();
    this.#wanted = true;
    this.#cancel ??= this.#onFrame(this.#onTurn, this.#untilDueMs());
  }

  /** Asks for the next frame even under a flood: for work that would never catch up at ten turns a second. */
  hurry(): void {
    if (!this.#hurried) this.stop();
    this.#hurried = true;
    this.request();
  }

  /**
   * Whether what a turn has come to is worth a drawing: all of it is, and a part of it now and then. In a flood the end of a turn that took a second
   * frame waits for the next one, or everything would be drawn twice.
   *
   * @param done - whether the turn has come to its end
   * @param drawnAt - when something was drawn last, on this clock
   */
  draws(done: boolean, drawnAt: number): boolean {
    const sinceMs = this.now() - drawnAt;
    if (sinceMs >= this.#busyIntervalMs || (done && (!this.busy || sinceMs >= this.#busyIntervalMs / 2))) return true;
    if (done) this.request();
    return false;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #onTurn = (): void => {
    this.#cancel = undefined;
    const now = this.now();
    const rateChanged = this.#measure(now);
    const due = (this.#wanted || rateChanged) && this.#isDue(now);
    if (due) {
      this.#wanted = false;
      this.#hurried = false;
      this.#sinceRun = 0;
      this.#ranAt = now;
      ownCost.measure("frames", this.#run);
      if (this.busy) setTimeout(this.#drawn);
    }
    // A rate has to come down on screen as well, when nothing arrives any more to ask for a turn.
    if (this.#wanted) this.#cancel ??= this.#onFrame(this.#onTurn, this.#untilDueMs());
    else if (this.#perSecond >= quietPerSecond) this.#cancel ??= this.#onFrame(this.#onTurn, windowMs - (now - this.#windowFrom));
  };

  /** In the first task after the frame. What the page itself does in between counts as well: the busier it is, the more it is left alone. */
  readonly #drawn = (): void => {
    this.#costMs += (this.now() - this.#ranAt - this.#costMs) / 4;
  };

  get #busyIntervalMs(): number {
    const wanted = Math.ceil(this.#costMs / mostShare / 100) * 100;
    return Math.min(seldomestMs, Math.max(this.#leastIntervalMs, wanted));
  }

  #isDue(now: number): boolean {
    return this.#hurried || this.#sinceRun <= readable || Math.floor(now / this.#busyIntervalMs) > Math.floor(this.#ranAt / this.#busyIntervalMs);
  }

  /** Everybody's interval begins at the same time, so that all that is drawn is drawn in the same frame. */
  #untilDueMs(): number {
    const now = this.now();
    return this.#isDue(now) ? 0 : this.#busyIntervalMs - (now % this.#busyIntervalMs);
  }

  /** Whether the rate is another one now. */
  #measure(now: number): boolean {
    const elapsed = now - this.#windowFrom;
    if (elapsed < windowMs) return false;
    const before = this.#perSecond;
    this.#perSecond = Math.round((this.#windowCount * 1_000) / elapsed);
    this.#windowFrom = now;
    this.#windowCount = 0;
    return before !== this.#perSecond;
  }
}
