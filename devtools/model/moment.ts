import type { HistoryEntry } from "eventdeck";

/** When an event was published, in milliseconds since 1970. An imported one was recorded when its file was read; what it has kept is when it was published. */
export function momentOf(entry: HistoryEntry): number {
  return entry.imported ? entry.event.time : entry.recordedAt;
}
