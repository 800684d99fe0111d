import type { HistoryEntry } from "eventdeck";
import type { Explanation, Rows, Target } from "../../target/index.ts";

/** Listeners of one name, and what a replay means to them. */
export interface Hearer {
  readonly name: string;
  /** How many listeners have this name. */
  readonly count: number;
  /** Why they will not hear it; `undefined` when at least one of them will. */
  readonly why?: string;
}

/** Who would hear a replay, and who would not, found by the bus's dry run before anything is played. */
export interface Audience {
  /** How many events would be played. */
  readonly events: number;
  /** In the order in which they subscribed; without those that subscribe to nothing of it. */
  readonly hearers: readonly Hearer[];
  /** How many of the newest events, one of a kind, were asked about when there are too many kinds to ask about all; else 0. */
  readonly sampled: number;
}

const reasons: Readonly<Record<Exclude<Explanation["verdict"], "delivers">, string>> = {
  filtered: "its filter lets none of them through",
  "wrong-priority": "it listens to other priorities",
  "ignores-replays": "it does not listen to replays",
  skipped: "a middleware keeps them from it",
};

/** Who would hear a replay of these rows. @param muted names that are left out by choice */
export async function audienceOf(target: Target, rows: Rows, muted: readonly string[]): Promise<Audience> {
  const { positions, complete } = oneOfEachKind(target, rows);
  const explanations = positions.length === 0 ? [] : await target.listeners.explain(positions, true);
  return { events: rows.count, hearers: hearersOf(explanations, muted), sampled: complete ? 0 : positions.length };
}

function hearersOf(explanations: readonly Explanation[], muted: readonly string[]): readonly Hearer[] {
  const names = new Map<string, { readonly ids: Set<string>; hears: boolean; why: string | undefined }>();
  for (const { listener, verdict, by } of explanations) {
    const known = names.get(listener.name) ?? { ids: new Set<string>(), hears: false, why: undefined };
    names.set(listener.name, known);
    known.ids.add(listener.id);
    if (verdict === "delivers") known.hears = true;
    else known.why = by === undefined ? reasons[verdict] : `${reasons[verdict]} (${by})`;
  }
  return [...names].map(([name, { ids, hears, why }]) => {
    const reason = muted.includes(name) ? "it is left out" : hears ? undefined : why;
    return { name, count: ids.size, ...(reason !== undefined && { why: reason }) };
  });
}

const mostKinds = 60;
const mostLooked = 2_000;

/** One event of each kind, the newest: enough to tell who listens, cheap enough to ask often. */
function oneOfEachKind({ log }: Target, rows: Rows): { readonly positions: readonly number[]; readonly complete: boolean } {
  const kinds = new Map<string, number>();
  let row = rows.count - 1;
  for (let looked = 0; row >= 0 && looked < mostLooked && kinds.size < mostKinds; row -= 1, looked += 1) {
    const position = rows.positionAt(row);
    const entry = position === undefined ? undefined : log.get(position);
    if (entry && !kinds.has(kindOf(entry))) kinds.set(kindOf(entry), entry.position);
  }
  return { positions: [...kinds.values()], complete: row < 0 };
}

function kindOf({ event }: HistoryEntry): string {
  return `${event.type} ${event.topic} ${event.priority}`;
}

/** Who hears a replay, in a sentence or two. */
export function audienceText({ hearers, sampled }: Audience, emissions: "suppress" | "rerun"): string {
  const hear = hearers.filter(({ why }) => why === undefined);
  const miss = hearers.filter(({ why }) => why !== undefined).map(({ name, why }) => `${name} will not: ${why}`);
  const heard = hear.length === 0 ? "nobody will hear it" : `${listed(hear)} will hear it`;
  const emitted =
    emissions === "suppress" ? "what they emit meanwhile is held back, since the recorded consequences come anyway" : "what they emit meanwhile is delivered";
  const parts = [heard, ...miss.slice(0, 3), ...(miss.length > 3 ? [`${miss.length - 3} more will not`] : []), ...(hear.length > 0 ? [emitted] : [])];
  return `${parts.join("; ")}${sampled > 0 ? ` (asked about the newest of ${sampled} kinds of event)` : ""}.`;
}

function listed(hear: readonly Hearer[]): string {
  const shown = hear.slice(0, 4).map(({ name, count }) => (count === 1 ? name : `${name} ×${count}`));
  return hear.length > 4 ? `${shown.join(", ")} and ${hear.length - 4} more` : shown.join(", ");
}
