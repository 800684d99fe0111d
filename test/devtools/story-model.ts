import type { BusEvent, HistoryEntry } from "eventdeck";
import { CauseTree } from "../../devtools/model/why/causes.ts";
import { type Waterfall, waterfallOf } from "../../devtools/model/why/waterfall.ts";

export interface Told {
  readonly id: string;
  readonly cause?: string;
  readonly type?: string;
  readonly replyTo?: string;
  /** Emitted, then begun, then ended. */
  readonly times?: readonly [number, number, number];
  readonly outcome?: Partial<HistoryEntry["outcome"]>;
  readonly imported?: true;
  /** Of what came over a link. */
  readonly arrival?: HistoryEntry["arrival"];
}

/** An entry of history, made by hand. */
export function entryOf(
  position: number,
  { id, cause, type = "a", replyTo, times = [position, position, position], outcome, imported, arrival }: Told,
): HistoryEntry {
  const [time, recordedAt, ended] = times;
  const envelope = { payload: undefined, source: "test", priority: "normal", version: 1, headers: {}, correlationId: "story" } as const;
  const event: BusEvent = { ...envelope, id, type, topic: type, time, causationId: cause, replyTo };
  return {
    position,
    event,
    recordedAt,
    outcome: { handlers: 1, failed: 0, skipped: 0, pending: 0, waitedMs: 0, ranMs: ended - recordedAt, ...outcome },
    imported,
    ...(arrival && { arrival }),
  };
}

/** The tree of events that came in this order. */
export function treeOf(told: readonly Told[]): CauseTree {
  const tree = new CauseTree();
  for (const [index, one] of told.entries()) tree.add(entryOf(index + 1, one));
  return tree;
}

/** What a generator comes to, and how often it gave way. */
export function run<Result>(work: Generator<void, Result>): { readonly result: Result; readonly turns: number } {
  for (let turns = 0; ; turns += 1) {
    const step = work.next();
    if (step.done) return { result: step.value, turns };
  }
}

export function drawn(tree: CauseTree): Waterfall {
  return run(waterfallOf(tree)).result;
}

/** The rows as an outline: `a`, `- b`, `-- c`. */
export function outline({ rows }: Waterfall): readonly string[] {
  return rows.map(({ depth, node, missingId }) => `${"-".repeat(depth)}${depth > 0 ? " " : ""}${node?.id ?? node?.type ?? `${missingId} not recorded`}`);
}
