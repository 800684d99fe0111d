/** A size in the unit that reads best: `320 B`, `64.5 kB`, `10.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${trimmed(bytes / 1_000)} kB`;
  return bytes < 1e9 ? `${trimmed(bytes / 1e6)} MB` : `${trimmed(bytes / 1e9)} GB`;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(1)));
}
