import type { BusEvent } from "../event/index.ts";
import type { Arrival } from "./entry.ts";
import type { HistoryHost } from "./event-history.ts";
import { readSession } from "./read-session.ts";

/** What takes the events of a session up. */
export interface SessionTaker {
  /** Whether such an event is kept at all. */
  wants(event: BusEvent): boolean;
  /** @param now when it is recorded @param arrival of what had come over a link */
  add(event: BusEvent, now: number, arrival: Arrival | undefined): void;
}

/** Reads a session into a history: all of it, or an error. Returns how many events were added. */
export async function importSession(lines: Iterable<string> | AsyncIterable<string>, host: HistoryHost, taker: SessionTaker): Promise<number> {
  const arrivals = new Map<BusEvent, Arrival>();
  const read = await readSession(
    lines,
    host.kinds(),
    () => host.pause(),
    () => host.monotonic(),
    arrivals,
  );
  const seen = read.map((event) => ({ event: host.redact(event), arrival: arrivals.get(event) }));
  const now = host.now();
  const events: BusEvent[] = [];
  for (const { event, arrival } of seen) {
    if (event === undefined || !taker.wants(event)) continue;
    taker.add(event, now, arrival);
    events.push(event);
  }
  if (events.length > 0) host.imported(events);
  return events.length;
}
