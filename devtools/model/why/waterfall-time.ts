import type { CauseNode } from "./causes.ts";
import type { HistoryEntry } from "eventdeck";
import { type Sent, sentBy, skewOf } from "../contexts/sent.ts";
import type { Delivery } from "./delivery-log.ts";

/** When an event was emitted, when its handlers began, and when the last of them ended. Milliseconds since the Unix epoch. */
export interface RowTime {
  readonly start: number;
  readonly begin: number;
  readonly end: number;
  /** A handler still runs. */
  readonly open: boolean;
  /** Whether somebody measured; without that `end` is when it began. */
  readonly measured: boolean;
  /** Of what came over a link: when it came in. It began here no sooner. */
  readonly arrivedAt?: number;
}

/** The deliveries of a position, as far as they were watched. */
export type DeliveriesOf = (position: number) => readonly Delivery[];

export const noDeliveries: DeliveriesOf = () => [];

/** When an event was sent that came over a link; `undefined` for what was published here. */
export type SentOf = (entry: HistoryEntry) => Sent | undefined;

/** As far as an entry tells it by itself. */
export const sentAlone: SentOf = (entry) => entry.arrival && sentBy(entry, entry.arrival, skewOf(entry.arrival));

/** What is known of entries beside what history keeps. */
export interface TimeSources {
  readonly deliveriesOf: DeliveriesOf;
  readonly sentOf: SentOf;
}

/**
 * When an event happened. A bus reads the wall clock once a turn, so that all that one handler emits bears the same time; deliveries that somebody watched tell their
 * ends anew each time, and with their lengths, which are measured exactly, also their beginnings. What came over a link began where it was sent. No event is earlier
 * than its cause.
 */
export function timeOf(node: CauseNode, cause: RowTime | undefined, { deliveriesOf, sentOf }: TimeSources): RowTime {
  const { entry, attempt, reply } = node;
  if (attempt) return timeOfAttempt(Math.min(attempt.event?.time ?? attempt.at, attempt.at), attempt.at, cause);
  if (!entry) return { start: 0, begin: 0, end: 0, open: false, measured: false };
  const { event, recordedAt, outcome, imported, position, arrival } = entry;
  const sent = sentOf(entry);
  // Whoever reads a file has not handled its events: all that is known is when each was emitted, and came in.
  if (imported) return timeOfImported(sent?.at ?? event.time, arrival?.at, cause);
  const timed = deliveriesOf(position).flatMap((delivery) => ("durationMs" in delivery ? [delivery] : []));
  const begin = Math.max(recordedAt, timed.length === 0 ? recordedAt : Math.min(...timed.slice(0, mostLooked).map(({ at, durationMs }) => at - durationMs)));
  const entered = begin - (outcome.waitedMs ?? 0);
  const start = later(cause?.start, sent ? Math.min(sent.at, begin) : startOf(event.time, entered, timed.length > 0 ? cause : undefined));
  const ended = timed.reduce((last, { at }) => Math.max(last, at), begin + (outcome.ranMs ?? 0));
  const answered = reply?.entry?.recordedAt ?? 0;
  return {
    start,
    begin: Math.max(start, begin),
    end: Math.max(start, ended, answered),
    open: outcome.pending > 0,
    measured: outcome.handlers === 0 || outcome.ranMs !== undefined,
    ...(arrival && { arrivedAt: Math.max(start, arrival.at) }),
  };
}

function timeOfImported(from: number, arrivedAt: number | undefined, cause: RowTime | undefined): RowTime {
  const start = later(cause?.start, from);
  const begin = Math.max(start, arrivedAt ?? start);
  return { start, begin, end: begin, open: false, measured: false, ...(arrivedAt !== undefined && { arrivedAt: begin }) };
}

/** An event goes to no more listeners than can be looked at; the first ones begin first. */
const mostLooked = 1_000;

/**
 * What a running handler emits bears the time at which the handler began, and enters its lane when it is emitted; what was emitted with a delay enters later. The two
 * are told apart by whether the cause still ran when the event entered.
 */
function startOf(time: number, entered: number, cause: RowTime | undefined): number {
  const emittedThen = cause !== undefined && (cause.open || entered <= cause.end + 1);
  return emittedThen ? entered : Math.min(time, entered);
}

function timeOfAttempt(from: number, at: number, cause: RowTime | undefined): RowTime {
  const start = later(cause?.start, from);
  const end = Math.max(start, at);
  return { start, begin: end, end, open: false, measured: true };
}

function later(cause: number | undefined, time: number): number {
  return cause === undefined ? time : Math.max(cause, time);
}
