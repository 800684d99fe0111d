/** Runs a task before the next paint, or before the first one after some milliseconds; returns what calls it off. Tests pass their own. */
export type FrameSource = (task: () => void, afterMs?: number) => () => void;

// A hidden page paints nothing, and its model has to keep up all the same: what waits for a frame longer than this runs from a timer.
const longestWaitMs = 250;

/** `requestAnimationFrame` where there is one, with a timer behind it for pages that do not paint. */
export function onNextFrame(task: () => void, afterMs = 0): () => void {
  return frameOf(globalThis, task, afterMs);
}

/** The same in the frames of a window. Until the time has come it asks for no frame: each one costs the page, also when nothing is drawn in it. */
export function frameOf<Timer>(view: FrameHost<Timer>, task: () => void, afterMs: number): () => void {
  let frame: number | undefined;
  let timer: Timer | undefined;
  const cancel = () => {
    view.clearTimeout(timer);
    if (frame !== undefined) view.cancelAnimationFrame?.(frame);
  };
  const run = () => {
    cancel();
    task();
  };
  const ask = () => {
    frame = view.requestAnimationFrame?.(run);
    timer = view.setTimeout(run, frame === undefined ? 16 : longestWaitMs);
  };
  if (afterMs > 0) timer = view.setTimeout(ask, afterMs);
  else ask();
  return cancel;
}

/** A window, or what stands for one where nothing is painted. */
interface FrameHost<Timer> {
  setTimeout(task: () => void, ms: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
  requestAnimationFrame?(task: () => void): number;
  cancelAnimationFrame?(frame: number): void;
}
