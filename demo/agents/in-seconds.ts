/** "1.5 s" for 1,500 milliseconds. */
export function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1).replace(/\.0$/, "")} s`;
}
