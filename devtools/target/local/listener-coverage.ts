import { type Bus, compileSelector, describeSelector, type Subscription } from "eventdeck";
import type { Coverage } from "../domains/listeners.ts";

const mostTypes = 2_000;
/** How many of the newest events are looked at for types and topics that nothing else tells of. */
const mostLooked = 2_000;
const mostNearest = 3;
/** Longest stretch of work, in milliseconds, and how many selectors pass between looks at the clock. */
const sliceMs = 4;
const perLook = 64;

interface SeenType {
  readonly type: string;
  readonly topics: Set<string>;
  readonly registered: boolean;
  emitted: number;
  readonly listeners: string[];
}

/** Types and who is subscribed to them, found in slices that leave the page its frames. */
export async function coverageOf(bus: Bus): Promise<readonly Coverage[]> {
  const types = typesOf(bus);
  const groups = bySelector(bus.subscriptions());
  let deadline = performance.now() + sliceMs;
  let looked = 0;
  for (const { matches, ids } of groups.values()) {
    for (const seen of types.values()) {
      if ([...seen.topics].some((topic) => matches(topic, seen.type))) seen.listeners.push(...ids);
      looked += 1;
      if (looked % perLook > 0 || performance.now() < deadline) continue;
      await turn();
      deadline = performance.now() + sliceMs;
    }
  }
  const selectors = [...groups.keys()];
  return [...types.values()].map(({ type, registered, emitted, listeners, topics }) => ({
    type,
    registered,
    emitted,
    listeners,
    nearest: listeners.length > 0 ? [] : nearest([...topics][0] ?? type, selectors),
  }));
}

function typesOf(bus: Bus): ReadonlyMap<string, SeenType> {
  const types = new Map<string, SeenType>();
  for (const { type, topic } of bus.kinds) {
    types.set(type, { type, topics: new Set(typeof topic === "string" ? [topic] : []), registered: true, emitted: 0, listeners: [] });
  }
  const seen = (type: string) => {
    const known = types.get(type);
    if (known || types.size >= mostTypes) return known;
    const made: SeenType = { type, topics: new Set(), registered: false, emitted: 0, listeners: [] };
    types.set(type, made);
    return made;
  };
  for (const [type, { emitted }] of bus.metrics().types) {
    const one = seen(type);
    if (one) one.emitted = emitted;
  }
  const { firstPosition, lastPosition } = bus.history;
  for (let position = lastPosition; position >= Math.max(firstPosition, lastPosition - mostLooked + 1); position -= 1) {
    const event = bus.history.peek(position)?.event;
    if (event) seen(event.type)?.topics.add(event.topic);
  }
  // Where the topic depends on the payload and no event has shown one, the type is the best guess.
  for (const { topics, type } of types.values()) if (topics.size === 0) topics.add(type);
  return types;
}

/** Many subscriptions share a selector: each is compiled and asked once. */
function bySelector(subscriptions: readonly Subscription[]) {
  const groups = new Map<string, { readonly matches: (topic: string, type: string) => boolean; readonly ids: string[] }>();
  for (const { id, selector } of subscriptions) {
    const text = describeSelector(selector);
    const group = groups.get(text) ?? { matches: compileSelector(selector), ids: [] };
    groups.set(text, group);
    group.ids.push(id);
  }
  return groups;
}

/** Selectors that share words with a topic: what somebody meant who misspelt one. */
function nearest(topic: string, selectors: readonly string[]): readonly string[] {
  const scored = selectors.map((selector) => ({ selector, score: likeness(topic, selector) })).filter(({ score }) => score >= 0.5);
  return scored
    .toSorted((left, right) => right.score - left.score)
    .slice(0, mostNearest)
    .map(({ selector }) => selector);
}

/** From 0 to 1: the share of pairs of letters that two texts have in common (Dice's coefficient). */
function likeness(left: string, right: string): number {
  const pairs = pairsOf(left);
  const others = pairsOf(right);
  if (pairs.size + others.size === 0) return 0;
  let common = 0;
  for (const pair of pairs) if (others.has(pair)) common += 1;
  return (2 * common) / (pairs.size + others.size);
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = text.toLowerCase();
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2)));
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
