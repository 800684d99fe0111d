import type { Bus } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import type { Query } from "../history/index.ts";
import { compileSelector, describeSelector, leavesOf, type Selector } from "../routing/index.ts";

/** The newest event that a selector selects, as `useSyncExternalStore` asks for it. */
export interface Latest {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => BusEvent | undefined;
  /** As of a position in history. */
  readonly getAt: (position: number) => BusEvent | undefined;
}

/**
 * Follows the newest event that a selector selects, replays left out. History is looked through once; until somebody subscribes, each further look is at what was
 * added since, and from then on the subscription tells.
 *
 * @throws TypeError for a bad selector
 */
export function createLatest(bus: Bus, selector: Selector): Latest {
  const { history } = bus;
  const find = createFinder(bus, selector);
  let latest: BusEvent | undefined;
  let lookedTo = 0;
  let following = false;
  const look = () => {
    if (history.lastPosition > lookedTo) latest = find(lookedTo + 1) ?? latest;
    lookedTo = history.lastPosition;
  };
  return {
    subscribe(listener) {
      look();
      if (bus.closed) return () => {};
      following = true;
      const take = (event: BusEvent) => {
        latest = event;
        // One event is delivered at a time: what is recorded by now has been heard of.
        lookedTo = history.lastPosition;
        listener();
      };
      const subscription = bus.subscribe(selector, take, { name: `useLatest(${describeSelector(selector)})`, replays: false });
      return () => {
        following = false;
        subscription.unsubscribe();
      };
    },
    get() {
      if (!following) look();
      return latest;
    },
    getAt: (position) => find(0, position),
  };
}

/** Finds the newest in history, among positions that are given inclusively. */
function createFinder({ history }: Bus, selector: Selector): (from: number, to?: number) => BusEvent | undefined {
  const selects = compileSelector(selector);
  const filter = filterOf(selector);
  return (from, to) => {
    const newest = (query: Query) => history.query(query, { from, to, limit: 1, newestFirst: true })[0]?.event;
    const found = filter === undefined ? undefined : newest(filter);
    if (filter !== undefined && (found === undefined || selects(found.topic, found.type))) return found;
    return newest((event) => selects(event.topic, event.type));
  };
}

/**
 * A selector in the filter language, which history answers without touching an event; `undefined` when that has no words for it. It may find more, since
 * the language ignores the case of types.
 */
function filterOf(selector: Selector): string | undefined {
  const keys = { topic: "topic", words: "topic", type: "type", glob: undefined, expression: undefined } as const;
  const terms: string[] = [];
  for (const { kind, text } of leavesOf(selector)) {
    const key = keys[kind];
    if (key === undefined || !/^[\w*#]+([.-][\w*#]+)*$/.test(text)) return undefined;
    terms.push(`${key}:${text}`);
  }
  return terms.join(" OR ");
}
