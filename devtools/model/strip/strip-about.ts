import type { HistoryEntry } from "eventdeck";
import type { EventLog } from "../../target/index.ts";
import { formatTime } from "../duration.ts";
import { markOf } from "../list/outcome.ts";
import type { StripAttempt } from "./strip-attempts.ts";
import { tallyAt } from "./strip-chunk.ts";
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
  /** What reached nobody, in words. */
  readonly attempts: readonly string[];
}

interface Around {
  readonly columns: StripColumns;
  readonly axis: StripAxis;
  readonly attempts: readonly StripAttempt[];
  readonly log: EventLog;
  readonly wall: number;
}

// Enough to tell what a burst is made of; a pointer that moves must not read thousands.
const mostLooked = 200;
const mostTypes = 3;
const mostAttempts = 2;

/** Tells of the events of a part. */
export function aboutBucket({ columns, axis, attempts, log, wall }: Around, { from, to }: Extent): AboutEvents {
  const first = columns.positionAt(from, axis);
  const end = columns.positionAt(to, axis);
  const count = end - first;
  const types = typesOf(log, first, Math.min(end, first + mostLooked));
  const single = count === 1 ? log.peek(first) : undefined;
  const missed = attempts.filter(({ at }) => at >= from && at <= to);
  const words = missed.slice(0, mostAttempts).map(({ attempt }) => `${attemptedType(attempt)}: ${reasonText(attempt)}`);
  const more = missed.length - words.length;
  return {
    wall: single ? wallOf(single) : wall,
    count,
    ...worstOf(columns, first, end, single),
    types: types.slice(0, mostTypes),
    otherTypes: Math.max(0, types.length - mostTypes),
    sampled: count > mostLooked ? mostLooked : undefined,
    attempts: more > 0 ? [...words, `${more} more reached nobody`] : words,
  };
}

/** An event in words, as a screen reader says it: `#412 cart.item-added, 12:03:04.120, 1 of 2 listeners failed`. */
export function textOf(entry: HistoryEntry | undefined, position: number, wall: number | undefined): string {
  if (!entry) return wall === undefined ? "no events" : `#${position}, evicted`;
  const { kind, label } = markOf(entry);
  const place = `#${position} ${entry.event.type}, ${formatTime(wallOf(entry))}`;
  return kind === "failed" || kind === "pending" || kind === "unheard" ? `${place}, ${label}` : place;
}

function wallOf({ event, recordedAt, imported }: HistoryEntry): number {
  return imported ? event.time : recordedAt;
}

function typesOf(log: EventLog, first: number, end: number): readonly { readonly type: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (let position = first; position < end; position += 1) {
    const type = log.peek(position)?.event.type;
    if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count })).toSorted((left, right) => right.count - left.count);
}

function worstOf(columns: StripColumns, first: number, end: number, single: HistoryEntry | undefined): { readonly failed: number; readonly worst?: string } {
  const tally = columns.sum(first, end);
  const of = (at: number, lanes = 1) => tally.subarray(at, at + lanes).reduce((sum, one) => sum + one, 0);
  const failed = of(tallyAt.failed, 3);
  if (single) return { failed, worst: markOf(single).label };
  if (failed > 0) return { failed, worst: `${failed} failed` };
  if (of(tallyAt.pending) > 0) return { failed, worst: `${of(tallyAt.pending)} still running` };
  return of(tallyAt.unheard) > 0 ? { failed, worst: `${of(tallyAt.unheard)} reached no listener` } : { failed };
}
