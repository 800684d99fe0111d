/** Runs a task before the next paint; returns what calls it off. Tests pass their own. */
export type FrameSource = (task: () => void) => () => void;

// A hidden page paints nothing, and its model has to keep up all the same: what waits for a frame longer than this runs from a timer.
const longestWaitMs = 250;

/** `requestAnimationFrame` where there is one, with a timer behind it for pages that do not paint. */
export function onNextFrame(task: () => void): () => void {
  let frame: number | undefined;
  const cancel = () => {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
  const run = () => {
    cancel();
    task();
  };
  const paints = typeof requestAnimationFrame === "function";
  const timer = setTimeout(run, paints ? longestWaitMs : 16);
  if (paints) frame = requestAnimationFrame(run);
  return cancel;
}
