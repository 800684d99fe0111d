import { criticalPath, type Span, type Stretch } from "./critical-path.ts";
import type { CauseNode, CauseTree } from "./causes.ts";
import { noDeliveries, type RowTime, sentAlone, timeOf, type TimeSources } from "./waterfall-time.ts";

/** One line of the story, in the order of a tree that is read from top to bottom. */
export interface WaterfallRow {
  readonly key: string;
  /** `undefined` for the line that stands for a cause which is not recorded. */
  readonly node: CauseNode | undefined;
  /** Of a cause that is not recorded. */
  readonly missingId: string | undefined;
  readonly depth: number;
  /** Index of the row of its cause; -1 for none. */
  readonly parent: number;
  /** Index of the first row that is no consequence of it any more. */
  end: number;
  /** Among the consequences of one cause, counted from 1. */
  readonly nth: number;
  readonly siblings: number;
  readonly time: RowTime | undefined;
}

/** All of a story at one moment. */
export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  /** When its first event was emitted, and when its last handler ended. Milliseconds since the Unix epoch. */
  readonly from: number;
  readonly to: number;
  /** A handler still runs: the critical path is that of what is known so far. */
  readonly open: boolean;
  /** The critical path, by the index of the row, oldest stretch first. */
  readonly path: ReadonlyMap<number, readonly Stretch[]>;
}

export const noWaterfall: Waterfall = { rows: [], from: 0, to: 1, open: false, path: new Map() };

interface Level {
  readonly items: readonly (CauseNode | Missing)[];
  next: number;
  readonly parent: number;
  readonly depth: number;
}

interface Missing {
  readonly missingId: string;
  readonly consequences: CauseNode[];
}

const rowsPerTurn = 256;

/**
 * The rows of a tree of causes, with their times and the critical path. It yields now and then, so that 20,000 rows can be spread over frames; the tree must not grow
 * meanwhile.
 *
 * @param sources - deliveries as far as they were watched, which tell times more exactly than history does; and when what came over links was sent
 */
export function* waterfallOf(tree: CauseTree, sources: Partial<TimeSources> = {}): Generator<void, Waterfall> {
  const rows = yield* rowsOf(tree, { deliveriesOf: noDeliveries, sentOf: sentAlone, ...sources });
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let open = false;
  for (const { time } of rows) {
    if (!time) continue;
    from = Math.min(from, time.start);
    to = Math.max(to, time.end);
    open ||= time.open;
  }
  if (from > to) return { ...noWaterfall, rows };
  const path = yield* pathOf(rows);
  // What has taken no time that could be measured still needs an axis.
  return { rows, from, to: Math.max(to, from + 0.1), open, path };
}

/** The rows that are shown while some are folded together with all below them. */
export function visibleRows({ rows }: Waterfall, folded: ReadonlySet<string>): readonly number[] {
  const visible: number[] = [];
  for (let index = 0; index < rows.length;) {
    visible.push(index);
    const row = rows[index];
    index = row && folded.has(row.key) ? row.end : index + 1;
  }
  return visible;
}

function* rowsOf(tree: CauseTree, sources: TimeSources): Generator<void, WaterfallRow[]> {
  const rows: WaterfallRow[] = [];
  const levels: Level[] = [{ items: firstRows(tree), next: 0, parent: -1, depth: 0 }];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const item = level.items[level.next];
    if (item === undefined) {
      levels.pop();
      const parent = rows[level.parent];
      if (parent) parent.end = rows.length;
      continue;
    }
    level.next += 1;
    const index = rows.length;
    rows.push(rowOf(item, level, rows[level.parent]?.time, sources));
    const below = "missingId" in item ? item.consequences : consequencesOf(item);
    if (below.length > 0) levels.push({ items: below, next: 0, parent: index, depth: level.depth + 1 });
    if (index % rowsPerTurn === 0) yield;
  }
  return rows;
}

function rowOf(item: CauseNode | Missing, level: Level, cause: RowTime | undefined, sources: TimeSources): WaterfallRow {
  const { next, items, parent, depth } = level;
  const place = { depth, parent, end: 0, nth: next, siblings: items.length };
  if ("missingId" in item) return { key: `missing ${item.missingId}`, node: undefined, missingId: item.missingId, time: undefined, ...place };
  return { key: item.key, node: item, missingId: undefined, time: timeOf(item, cause, sources), ...place };
}

/** First causes in their order; those whose cause is not recorded together under a line that says so. */
function firstRows(tree: CauseTree): readonly (CauseNode | Missing)[] {
  const missing = new Map<string, Missing>();
  const first: (CauseNode | Missing)[] = [];
  for (const root of [...tree.roots].toSorted((left, right) => left.order - right.order)) {
    if (root.causeId === undefined || root.loop) first.push(root);
    else {
      const known = missing.get(root.causeId);
      if (known) known.consequences.push(root);
      else {
        const group: Missing = { missingId: root.causeId, consequences: [root] };
        missing.set(root.causeId, group);
        first.push(group);
      }
    }
  }
  return first;
}

/** What a reply has led to is shown below its request, with which it shares a row. */
function consequencesOf({ children, reply }: CauseNode): readonly CauseNode[] {
  if (!reply) return children;
  // A reply that was replied to comes from no bus, but may come from a file.
  const below = reply.reply ? [...reply.children, reply.reply] : reply.children;
  return below.length === 0 ? children : [...children, ...below].toSorted((left, right) => left.order - right.order);
}

function* pathOf(rows: readonly WaterfallRow[]): Generator<void, Map<number, Stretch[]>> {
  const spans: Span[] = rows.map(spanOf);
  const path = new Map<number, Stretch[]>();
  for (const stretch of yield* criticalPath(spans)) {
    const known = path.get(stretch.span);
    if (known) known.push(stretch);
    else path.set(stretch.span, [stretch]);
  }
  return path;
}

function spanOf({ parent, time, node }: WaterfallRow): Span {
  // A cause that is not recorded has no time of its own, and is never on the path.
  if (!time) return { parent, start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY };
  const answeredAt = node?.reply?.entry?.recordedAt;
  return { parent, start: time.start, end: time.end, ...(answeredAt !== undefined && { answeredAt }) };
}
