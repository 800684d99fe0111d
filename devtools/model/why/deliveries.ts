import type { HistoryEntry } from "eventdeck";
import type { Explanation, ListenerRef } from "../../target/index.ts";
import type { DeliveriesKnown, Delivery } from "./delivery-log.ts";

/** What became of an event at one subscription, as far as somebody watched. */
export interface DeliveryRow {
  readonly key: string;
  readonly name: string;
  readonly kind: "delivered" | "failed" | "cancelled" | "skipped" | "filtered" | "wrong-priority" | "ignores-replays" | "running" | "unknown";
  /** The middleware or rule that kept it from the handler. */
  readonly by?: string;
  readonly error?: unknown;
  /** From its emission until its handler was called, as far as that was measured. Milliseconds. */
  readonly waitedMs?: number;
  /** Of `waitedMs`, the part behind other handlers of the same event, and in the subscription's own queue. */
  readonly queuedMs?: number;
  readonly ranMs?: number;
}

/** Who was asked about an event, the ones that it went wrong at first, then those that took it. */
export function deliveryRows(entry: HistoryEntry, deliveries: readonly Delivery[]): readonly DeliveryRow[] {
  const rows = deliveries.map((delivery, index) => rowOf(delivery, index, entry));
  return [...rows, ...unrecorded(entry, deliveries)].toSorted((left, right) => ranks[left.kind] - ranks[right.kind]);
}

const ranks: Readonly<Record<DeliveryRow["kind"], number>> = {
  failed: 0,
  running: 1,
  cancelled: 2,
  skipped: 3,
  delivered: 4,
  unknown: 5,
  filtered: 6,
  "wrong-priority": 7,
  "ignores-replays": 8,
};

function rowOf(delivery: Delivery, index: number, { recordedAt }: HistoryEntry): DeliveryRow {
  const { kind, subscription } = delivery;
  const row = { key: `${subscription.id} ${index}`, name: subscription.name };
  if (kind === "skipped") return { ...row, kind, by: delivery.by };
  if (kind === "refused") return { ...row, kind: delivery.reason };
  // The wall clock counts whole milliseconds: what is less than one is no queue.
  const queued = Math.floor(delivery.at - delivery.durationMs - recordedAt);
  const queuedMs = queued >= 1 ? queued : 0;
  const timed = { ...row, waitedMs: delivery.waitedMs + queuedMs, ranMs: delivery.durationMs, ...(queuedMs > 0 && { queuedMs }) };
  return kind === "failed" ? { ...timed, kind, error: delivery.error } : { ...timed, kind };
}

/** Those that history names and no record tells of. */
function unrecorded({ listeners = [], outcome }: HistoryEntry, deliveries: readonly Delivery[]): readonly DeliveryRow[] {
  const left = [...listeners];
  for (const { kind, subscription } of deliveries) {
    const at = kind === "refused" ? -1 : left.indexOf(subscription.name);
    if (at >= 0) left.splice(at, 1);
  }
  const kind = kindOfRest(left.length, outcome, deliveries);
  const waited = outcome.waitedMs === undefined ? {} : { waitedMs: outcome.waitedMs };
  return left.map((name, index) => ({ key: `unrecorded ${index}`, name, kind, ...(kind !== "unknown" && waited) }));
}

/** What the counts leave open is not guessed. */
function kindOfRest(left: number, { failed, skipped, pending }: HistoryEntry["outcome"], deliveries: readonly Delivery[]): DeliveryRow["kind"] {
  if (pending === left) return "running";
  const told = (wanted: Delivery["kind"]) => deliveries.filter(({ kind }) => kind === wanted).length;
  return pending === 0 && told("failed") >= failed && told("skipped") >= skipped ? "delivered" : "unknown";
}

/** Why deliveries are missing from the list, in a sentence; `undefined` when none is. @param sampled - some were left out of a flood */
export function gapText({ imported, outcome }: HistoryEntry, rows: readonly DeliveryRow[], known: DeliveriesKnown, sampled = false): string | undefined {
  if (imported) return "It came from a session file: nobody here has handled it, and who did elsewhere is not recorded.";
  if (known === "all") return undefined;
  if (known === "some" && sampled)
    return "It came in a flood, of which only a sample was told: how some listeners fared is not recorded. Its counts are complete.";
  if (known === "some") return "It was long ago: of so many deliveries only the newest are kept, and failures for longer. The others are not recorded.";
  if (outcome.handlers === 0) return "Nobody watched when it was delivered: who was asked and did not want it is not recorded.";
  const timed = rows.some(({ ranMs }) => ranMs !== undefined);
  return timed
    ? "Nobody watched when its delivery began: some of it is not recorded."
    : "Nobody watched when it was delivered: how long each listener ran, and who was asked and did not want it, is not recorded.";
}

/** Who would get the event now. */
export interface NowRow {
  readonly listener: ListenerRef;
  readonly verdict: Explanation["verdict"];
  readonly by?: string;
  /** It is otherwise than it was then. */
  readonly changed: boolean;
}

/** The dry run beside what happened, those that differ first. @param known - how much is known of what happened */
export function nowRows(explanations: readonly Explanation[], rows: readonly DeliveryRow[], known: DeliveriesKnown): readonly NowRow[] {
  const then = new Map(
    rows.map(({ name, kind }) => [name, kind === "filtered" || kind === "wrong-priority" || kind === "ignores-replays" || kind === "skipped"]),
  );
  return explanations
    .map(({ listener, verdict, by }) => {
      const refused = then.get(listener.name);
      // Of who was not among the listeners nobody knows whether it was asked, unless somebody watched.
      const changed = refused === undefined ? known === "all" : refused === (verdict === "delivers");
      return { listener, verdict, changed, ...(by !== undefined && { by }) };
    })
    .toSorted((left, right) => Number(right.changed) - Number(left.changed));
}
