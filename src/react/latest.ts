import type { Bus } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { compileSelector, describeSelector, type Selector } from "../routing/index.ts";

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
  const selects = compileSelector(selector);
  const find = (from: number, to?: number) => history.query((event) => selects(event.topic, event.type), { from, to, limit: 1, newestFirst: true })[0]?.event;
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
