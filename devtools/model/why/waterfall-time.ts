import type { CauseNode } from "./causes.ts";
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
}

/** The deliveries of a position, as far as they were watched. */
export type DeliveriesOf = (position: number) => readonly Delivery[];

export const noDeliveries: DeliveriesOf = () => [];

/**
 * When an event happened. A bus reads the wall clock once a turn, so that all that one handler emits bears the same time; deliveries that somebody watched tell their
 * ends anew each time, and with their lengths, which are measured exactly, also their beginnings. No event is earlier than its cause.
 */
export function timeOf(node: CauseNode, cause: RowTime | undefined, deliveriesOf: DeliveriesOf): RowTime {
  const { entry, attempt, reply } = node;
  if (attempt) return timeOfAttempt(Math.min(attempt.event?.time ?? attempt.at, attempt.at), attempt.at, cause);
  if (!entry) return { start: 0, begin: 0, end: 0, open: false, measured: false };
  const { event, recordedAt, outcome, imported, position } = entry;
  // Whoever reads a file has not handled its events: all that is known is when each was emitted.
  if (imported) return { start: event.time, begin: event.time, end: event.time, open: false, measured: false };
  const timed = deliveriesOf(position).flatMap((delivery) => ("durationMs" in delivery ? [delivery] : []));
  const begin = Math.max(recordedAt, timed.length === 0 ? recordedAt : Math.min(...timed.slice(0, mostLooked).map(({ at, durationMs }) => at - durationMs)));
  const entered = begin - (outcome.waitedMs ?? 0);
  const start = later(cause?.start, startOf(event.time, entered, timed.length > 0 ? cause : undefined));
  const ended = timed.reduce((last, { at }) => Math.max(last, at), begin + (outcome.ranMs ?? 0));
  const answered = reply?.entry?.recordedAt ?? 0;
  return {
    start,
    begin: Math.max(start, begin),
    end: Math.max(start, ended, answered),
    open: outcome.pending > 0,
    measured: outcome.handlers === 0 || outcome.ranMs !== undefined,
  };
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
