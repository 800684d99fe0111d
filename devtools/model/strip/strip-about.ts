import type { HistoryEntry } from "eventdeck";
import type { EventLog } from "../../target/index.ts";
import { formatTime } from "../duration.ts";
import type { Context } from "../contexts/contexts.ts";
import { recordedWall } from "../contexts/sent.ts";
import { markOf } from "../list/outcome.ts";
import type { StripAttempt } from "./strip-attempts.ts";
import { mostLanes, tallyAt } from "./strip-chunk.ts";
import type { StripAxis, StripColumns } from "./strip-columns.ts";
import { attemptedType, reasonText } from "../list/undelivered.ts";
import type { Extent } from "./viewport.ts";

/** What a pointer on the strip is told. */
export interface AboutEvents {
  /** Wall clock, in milliseconds since the Unix epoch. */
  readonly wall: number;
  readonly count: number;
  readonly failed: number;
  /** The commonest types first, at most three. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
  /** Types beyond those. */
  readonly otherTypes: number;
  /** Only so many events were looked at for their types. */
  readonly sampled?: number;
  /** The worst that happened to any of them, in words; nothing to tell when all went well. */
  readonly worst?: string;
  /** The buses that they came from, with how many came from each; absent where there is but one bus. */
  readonly from?: readonly { readonly name: string; readonly count: number }[];
  /** What reached nobody, in words. */
  readonly attempts: readonly string[];
}

interface Around {
  readonly columns: StripColumns;
  readonly axis: StripAxis;
  readonly attempts: readonly StripAttempt[];
  readonly log: EventLog;
  readonly wall: number;
  /** Of the buses that events came from. */
  readonly contexts?: readonly Context[];
}

// Enough to tell what a burst is made of; a pointer that moves must not read thousands.
const mostLooked = 200;
const mostTypes = 3;
const mostAttempts = 2;

/** Tells of the events of a part. */
export function aboutBucket({ columns, axis, attempts, log, wall, contexts }: Around, { from, to }: Extent): AboutEvents {
  const first = columns.placeAt(from, axis);
  const end = columns.placeAt(to, axis);
  const count = columns.countIn(first, end);
  const types = typesOf(log, columns, first, Math.min(end, first + mostLooked));
  const single = end - first === 1 ? log.peek(columns.positionOf(first)) : undefined;
  const missed = attempts.filter(({ at }) => at >= from && at <= to);
  const words = missed.slice(0, mostAttempts).map(({ attempt }) => `${attemptedType(attempt)}: ${reasonText(attempt)}`);
  const more = missed.length - words.length;
  return {
    wall: single && !single.arrival ? recordedWall(single) : wall,
    count,
    ...worstOf(columns, first, end, single),
    types: types.slice(0, mostTypes),
    otherTypes: Math.max(0, types.length - mostTypes),
    ...(contexts && { from: fromOf(columns, first, end, contexts) }),
    sampled: count > mostLooked ? mostLooked : undefined,
    attempts: more > 0 ? [...words, `${more} more reached nobody`] : words,
  };
}

/** An event in words, as a screen reader says it: `#412 cart.item-added, 12:03:04.120, 1 of 2 listeners failed`. */
export function textOf(entry: HistoryEntry | undefined, position: number, wall: number | undefined): string {
  if (!entry) return wall === undefined ? "no events" : `#${position}, evicted`;
  const { kind, label } = markOf(entry);
  const from = entry.arrival ? ` from ${entry.event.source}` : "";
  const place = `#${position} ${entry.event.type}${from}, ${formatTime(entry.arrival ? (wall ?? entry.arrival.at) : recordedWall(entry))}`;
  return kind === "failed" || kind === "pending" || kind === "unheard" ? `${place}, ${label}` : place;
}

function typesOf(log: EventLog, columns: StripColumns, first: number, end: number): readonly { readonly type: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (let place = first; place < end; place += 1) {
    const type = log.peek(columns.positionOf(place))?.event.type;
    if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count })).toSorted((left, right) => right.count - left.count);
}

function fromOf(columns: StripColumns, first: number, end: number, contexts: readonly Context[]): AboutEvents["from"] {
  const tally = columns.sum(first, end);
  return contexts.map(({ name }, lane) => ({ name, count: tally[tallyAt.events + lane] ?? 0 })).filter(({ count }) => count > 0);
}

function worstOf(columns: StripColumns, first: number, end: number, single: HistoryEntry | undefined): { readonly failed: number; readonly worst?: string } {
  const tally = columns.sum(first, end);
  const of = (at: number, lanes = 1) => tally.subarray(at, at + lanes).reduce((sum, one) => sum + one, 0);
  const failed = of(tallyAt.failed, mostLanes);
  if (single) return { failed, worst: markOf(single).label };
  if (failed > 0) return { failed, worst: `${failed} failed` };
  if (of(tallyAt.pending) > 0) return { failed, worst: `${of(tallyAt.pending)} still running` };
  return of(tallyAt.unheard) > 0 ? { failed, worst: `${of(tallyAt.unheard)} reached no listener` } : { failed };
}
