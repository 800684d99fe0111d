import type { Arrival, HistoryEntry } from "eventdeck";

/** When an event that came over a link was sent. */
export interface Sent {
  /** By the clock of the bus that recorded it, in milliseconds since the Unix epoch. Never after it came in. */
  readonly at: number;
  /** How far the sender's clock was ahead, where that was measured: then it is taken into account. */
  readonly skew?: Skew;
}

/** How far a clock is ahead, in milliseconds, and how wrong that can be. */
export interface Skew {
  readonly aheadMs: number;
  readonly withinMs: number;
}

/** When an entry was recorded. One from a file was recorded when the file was read; what it has kept is when it was published, or came in. */
export function recordedWall({ imported, arrival, event, recordedAt }: HistoryEntry): number {
  return imported ? (arrival?.at ?? event.time) : recordedAt;
}

/** The bus that made an event which came over a link. */
export function makerOf({ path, link }: Arrival, source: string): string {
  // An engine does not tell which instance it was.
  return path[0] ?? `${link}\0${source}`;
}

export function skewOf({ aheadMs, withinMs }: Arrival): Skew | undefined {
  return aheadMs === undefined ? undefined : { aheadMs, withinMs: withinMs ?? 0 };
}

/** When an event was sent, as its sender's clock stamped it, corrected where it is known how that clock stands. */
export function sentBy(entry: HistoryEntry, arrival: Arrival, skew: Skew | undefined): Sent {
  const at = entry.event.time - (skew?.aheadMs ?? 0);
  // Whatever a clock says, nothing is sent after it came in.
  return { at: Math.min(at, arrival.at, recordedWall(entry)), ...(skew && { skew }) };
}
