/** Between two lines of the grid, in milliseconds. */
export const tickMs = 5_000;

/** So much time is drawn. It grows in steps, so that bars do not shrink all the time. */
export function spanOf(elapsedMs: number): number {
  return Math.max(4, Math.ceil(elapsedMs / tickMs)) * tickMs;
}
