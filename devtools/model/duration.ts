/** A duration in the unit that reads best: `0.21 ms`, `5 ms`, `1.3 s`, `4 min`. */
export function formatMs(ms: number): string {
  const size = Math.abs(ms);
  // Browsers round their clocks, mostly to a tenth of a millisecond: a measured 0 means less than that.
  if (size === 0) return "< 0.1 ms";
  if (size < 0.01) return "< 0.01 ms";
  if (size < 1) return `${trimmed(ms, 2)} ms`;
  if (size < 10) return `${trimmed(ms, 1)} ms`;
  if (size < 1_000) return `${Math.round(ms)} ms`;
  if (size < 60_000) return `${trimmed(ms / 1_000, 1)} s`;
  return `${trimmed(ms / 60_000, 1)} min`;
}

/** The time since the row before, with its sign: `+2.1 ms`. */
export function formatDelta(ms: number): string {
  if (ms === 0) return "+0";
  return ms < 0 ? `−${formatMs(-ms)}` : `+${formatMs(ms)}`;
}

/** A wall-clock time to the millisecond, in the reader's own zone. */
export function formatTime(epochMs: number): string {
  const date = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
