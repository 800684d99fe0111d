import type { Bus, BusEvent } from "eventdeck";

/** Who would hear a replay, and who would not, found by the bus's dry run before anything is played. */
export interface Audience {
  /** Names of the listeners that would be called. */
  readonly hear: readonly string[];
  /** Names of those that subscribe to such events but would not be called, with the reason. */
  readonly miss: readonly { readonly name: string; readonly why: string }[];
}

type Verdict = ReturnType<Bus["explain"]>[number]["verdict"];
const reasons: Readonly<Record<Exclude<Verdict, "delivers">, string>> = {
  filtered: "its filter lets none of them through",
  "wrong-priority": "it listens to other priorities",
  "ignores-replays": "it does not listen to replays",
  skipped: "a middleware keeps them from it",
};

/** The audience of a replay of these events, of which one per kind is enough. */
export function audienceOf(bus: Bus, events: Iterable<BusEvent>): Audience {
  const hear = new Map<string, string>();
  const miss = new Map<string, { readonly name: string; readonly why: string }>();
  for (const event of events) {
    // The mark is what subscriptions with `replays: false` go by.
    const asReplay: BusEvent = { ...event, replay: { run: "dry-run", position: 0 } };
    for (const { subscription, verdict, by } of bus.explain(asReplay)) {
      if (verdict === "delivers") hear.set(subscription.id, subscription.name);
      else miss.set(subscription.id, { name: subscription.name, why: by ? `${reasons[verdict]} (${by})` : reasons[verdict] });
    }
  }
  for (const id of hear.keys()) miss.delete(id);
  return { hear: [...hear.values()], miss: [...miss.values()] };
}

const mostKinds = 60;
const mostLooked = 2_000;

/** One event of each kind among the newest of these positions: enough to tell who listens, cheap enough to ask often. */
export function oneOfEachKind(entries: Iterable<{ readonly event: BusEvent }>): BusEvent[] {
  const kinds = new Map<string, BusEvent>();
  let looked = 0;
  for (const { event } of entries) {
    const kind = `${event.type} ${event.topic} ${event.priority}`;
    if (!kinds.has(kind)) kinds.set(kind, event);
    looked += 1;
    if (looked === mostLooked || kinds.size === mostKinds) break;
  }
  return [...kinds.values()];
}
