import type { BusEvent, HistoryEntry, Priority, Undelivered } from "eventdeck";
import { Matches, type EventLog, type Selection } from "../../devtools/target/index.ts";

/** What a test says of an entry; the rest is as usual. */
export interface Written {
  readonly at?: number;
  readonly priority?: Priority;
  readonly type?: string;
  readonly failed?: boolean;
  readonly pending?: boolean;
  readonly handlers?: number;
  readonly waitedMs?: number;
  readonly ranMs?: number;
  /** Publication time; the entry is an imported one. */
  readonly imported?: number;
  readonly id?: string;
  readonly cause?: string;
  /** It came over a link. @default published here */
  readonly from?: From;
}

/** Where an entry came from over a link. */
export interface From {
  /** The instance that made it. */
  readonly maker: string;
  /** As its clock stamped it. */
  readonly sent: number;
  /** @default when it was recorded */
  readonly at?: number;
  /** @default the maker */
  readonly source?: string;
  readonly aheadMs?: number;
  readonly withinMs?: number;
}

/** A log that is written by the test. */
export interface WrittenLog extends EventLog {
  write(...entries: readonly Written[]): void;
  rewrite(position: number, entry: Written): void;
  evictBefore(position: number): void;
  clear(): void;
  attempt(attempt: Partial<Undelivered>): void;
  readonly entries: readonly HistoryEntry[];
}

export function writtenLog(): WrittenLog {
  const known = new Map<number, HistoryEntry>();
  const listeners = new Set<(change: { added: number; evicted: number }) => void>();
  const attempts: Undelivered[] = [];
  let first = 1;
  let last = 0;
  const tell = (added: number, evicted: number) => {
    for (const listener of listeners) listener({ added, evicted });
  };
  return {
    limits: undefined,
    bytes: 0,
    evicted: 0,
    get size() {
      return last - first + 1;
    },
    get firstPosition() {
      return first;
    },
    get lastPosition() {
      return last;
    },
    get entries() {
      return [...known.values()];
    },
    get: (position) => known.get(position),
    peek: (position) => known.get(position),
    undelivered: () => [...attempts],
    onChange(take) {
      listeners.add(take);
      return () => listeners.delete(take);
    },
    write(...entries) {
      for (const entry of entries) known.set(++last, entryOf(last, entry));
      tell(entries.length, 0);
    },
    rewrite: (position, entry) => void known.set(position, entryOf(position, entry)),
    evictBefore(position) {
      for (; first < position && first <= last; first += 1) known.delete(first);
      tell(0, 1);
    },
    clear() {
      known.clear();
      first = last + 1;
      tell(0, 1);
    },
    attempt(attempt) {
      attempts.push({ reason: "stopped", at: 0, after: last, ...attempt });
      tell(0, 0);
    },
  };
}

function entryOf(
  position: number,
  { at = 0, priority = "normal", type = "test.event", failed, pending, handlers = 1, waitedMs, ranMs, imported, id = String(position), cause, from }: Written,
): HistoryEntry {
  const event: BusEvent = {
    id,
    type,
    topic: type,
    payload: undefined,
    source: from ? (from.source ?? from.maker) : "test",
    time: from?.sent ?? imported ?? at,
    priority,
    correlationId: String(position),
    version: 1,
    headers: {},
    ...(cause !== undefined && { causationId: cause }),
  };
  const outcome = { handlers, failed: failed ? 1 : 0, skipped: 0, pending: pending ? 1 : 0, waitedMs, ranMs };
  const arrival = from && {
    link: "port",
    path: [from.maker],
    at: from.at ?? at,
    ...(from.aheadMs !== undefined && { aheadMs: from.aheadMs, withinMs: from.withinMs ?? 1 }),
  };
  return { position, event, recordedAt: at, outcome, ...(imported !== undefined && { imported: true }), ...(arrival && { arrival }) };
}

/** What a filter matches, said by the test. */
export function writtenSelection(): Selection & { match(...positions: readonly number[]): void } {
  const matches = new Matches();
  return {
    matches,
    progress: 1,
    awaits: () => false,
    advance: () => true,
    forget: (position) => matches.dropBefore(position),
    close: () => undefined,
    match(...positions) {
      for (const position of positions) matches.add(position);
    },
  };
}
