import { type Bus, type BusEvent, describeSelector, type EventKind, type Selector, type Subscription } from "eventdeck";
import type { Explanation, Listener, ListenersDomain } from "../domains/listeners.ts";
import type { Frame } from "../domains/sites.ts";
import { coverageOf } from "./listener-coverage.ts";
import { SubscriptionStacks } from "./subscription-stacks.ts";

/**
 * Who listens to a bus of this page.
 *
 * @param mapStack makes frames of a stack, source maps applied
 */
export function createListenersDomain(bus: Bus, mapStack: (stack: string) => Promise<readonly Frame[]>): ListenersDomain {
  const stacks = new SubscriptionStacks(bus);
  return {
    list: async () => bus.subscriptions().map((subscription) => listenerOf(subscription, stacks)),
    coverage: () => coverageOf(bus),
    explain: async (positions, asReplay) => positions.flatMap((position) => explain(bus, bus.history.get(position)?.event, asReplay)),
    end: async (id) => bus.unsubscribe(id),
    keepStacks: async (on) => stacks.keep(on),
    async stackOf(id) {
      const stack = stacks.of(bus.subscriptions().find((each) => each.id === id));
      return stack === undefined ? undefined : mapStack(stack);
    },
  };
}

function explain(bus: Bus, event: BusEvent | undefined, asReplay: boolean): Explanation[] {
  if (!event) return [];
  // The mark is what subscriptions with `replays: false` go by.
  const asked: BusEvent = asReplay ? { ...event, replay: { run: "dry-run", position: 0 } } : event;
  return bus.explain(asked).map(toExplanation);
}

/** An answer of the bus's dry run, as plain data. */
export function toExplanation({ subscription: { id, name }, verdict, by }: ReturnType<Bus["explain"]>[number]): Explanation {
  return { listener: { id, name }, verdict, by };
}

function listenerOf(subscription: Subscription, stacks: SubscriptionStacks): Listener {
  const { id, name, selector, createdAt, active, stats } = subscription;
  return {
    id,
    name,
    selector: describeSelector(selector),
    types: typesOf(selector),
    createdAt,
    active,
    stats: { delivered: stats.delivered, failed: stats.failed, skipped: stats.skipped, pending: stats.pending },
    site: siteOf(subscription),
    hasStack: stacks.of(subscription) !== undefined,
  };
}

function typesOf(selector: Selector): readonly string[] {
  if (isList(selector)) return [...new Set(selector.flatMap(typesOf))];
  return isKind(selector) ? [selector.type] : [];
}

// `Array.isArray` does not narrow a readonly array.
function isList(selector: Selector): selector is readonly Selector[] {
  return Array.isArray(selector);
}

function isKind(selector: Selector): selector is EventKind {
  return (typeof selector === "function" || typeof selector === "object") && "schema" in selector && "type" in selector;
}

/** What the Vite plugin has seen, if it is there. */
function siteOf(subscription: Subscription): Listener["site"] {
  const ask: unknown = Reflect.get(globalThis, Symbol.for("eventdeck.siteOf"));
  const site: unknown = typeof ask === "function" ? Reflect.apply(ask, undefined, [subscription]) : undefined;
  if (typeof site !== "object" || site === null || !("file" in site) || !("line" in site)) return undefined;
  const { file, line } = site;
  return typeof file === "string" && typeof line === "number" ? { file, line } : undefined;
}
