import { onNextFrame, type FrameSource } from "./frame.ts";

export interface PaceOptions {
  readonly onFrame?: FrameSource;
  /** Milliseconds from an arbitrary start. */
  readonly now?: () => number;
}

// When more than this has come since the last run nobody reads single rows; drawing them 60 times a second would only cost the page its frames.
const readable = 32;
const busyIntervalMs = 100;
const busyPerSecond = 2_000;
// Below this a rate is no news, and watching it fall is not worth a frame.
const quietPerSecond = 10;

/**
 * Turns any number of `request` calls into at most one run per frame, and into one per 100 ms while events pour in.
 * It keeps the rate, because the rate decides the pace.
 */
export class Pace {
  readonly #run: () => void;
  readonly #onFrame: FrameSource;
  readonly now: () => number;
  #cancel: (() => void) | undefined;
  #wanted = false;
  #hurried = false;
  #sinceRun = 0;
  #windowFrom = 0;
  #windowCount = 0;
  #perSecond = 0;
  #ranAt = Number.NEGATIVE_INFINITY;

  constructor(run: () => void, options: PaceOptions = {}) {
    this.#run = run;
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

  /** Counts what has arrived; the rate follows. */
  count(added: number): void {
    this.#windowCount += added;
    this.#sinceRun += added;
  }

  request(): void {
    this.#wanted = true;
    this.#cancel ??= this.#onFrame(this.#onTurn);
  }

  /** Asks for the next frame even under a flood: for work that would never catch up at ten turns a second. */
  hurry(): void {
    this.#hurried = true;
    this.request();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #onTurn = (): void => {
    this.#cancel = undefined;
    const now = this.now();
    const rateChanged = this.#measure(now);
    const due = (this.#wanted || rateChanged) && (this.#hurried || this.#sinceRun <= readable || now - this.#ranAt >= busyIntervalMs);
    if (due) {
      this.#wanted = false;
      this.#hurried = false;
      this.#sinceRun = 0;
      this.#ranAt = now;
      this.#run();
    }
    // A rate has to come down on screen as well, when nothing arrives any more to ask for a turn.
    if (this.#wanted || this.#perSecond >= quietPerSecond) this.#cancel ??= this.#onFrame(this.#onTurn);
  };

  /** Whether the rate is another one now. */
  #measure(now: number): boolean {
    const elapsed = now - this.#windowFrom;
    if (elapsed < 500) return false;
    const before = this.#perSecond;
    this.#perSecond = Math.round((this.#windowCount * 1_000) / elapsed);
    this.#windowFrom = now;
    this.#windowCount = 0;
    return before !== this.#perSecond;
  }
}
