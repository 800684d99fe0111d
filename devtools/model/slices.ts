import { onNextFrame } from "./frame.ts";
import type { PaceOptions } from "./pace.ts";

/** Long work that gives way often: it yields after every few steps, and returns what it found. */
export type Work<Result> = Generator<void, Result, void>;

// Longest stretch in one frame: half of it is left to the page at 120 Hz.
const sliceMs = 4;
// Reading the clock costs about as much as a step of the work.
const stepsPerLook = 8;

/**
 * Does work a few milliseconds per frame, the first of them at once, so that what is small is done before the next paint.
 *
 * @param done gets the result, at once or in a later frame
 * @param failed gets what the work threw
 * @returns what calls the rest off
 */
export function inSlices<Result>(
  work: Work<Result>,
  done: (result: Result) => void,
  failed: (error: unknown) => void,
  { onFrame = onNextFrame, now = () => performance.now() }: PaceOptions = {},
): () => void {
  let cancel: (() => void) | undefined;
  let ended = false;
  const turn = () => {
    if (ended) return;
    try {
      const result = advance(work, now);
      if (result.done) done(result.value);
      else cancel = onFrame(turn);
    } catch (error) {
      failed(error);
    }
  };
  turn();
  return () => {
    ended = true;
    cancel?.();
  };
}

function advance<Result>(work: Work<Result>, now: () => number): IteratorResult<void, Result> {
  const deadline = now() + sliceMs;
  for (let step = 1; ; step += 1) {
    const result = work.next();
    if (result.done || (step % stepsPerLook === 0 && now() >= deadline)) return result;
  }
}

/** Does all of it now, for what is known to be small. */
export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const result = work.next();
    if (result.done) return result.value;
  }
}
