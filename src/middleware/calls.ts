import type { Subscription } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";

/** What a middleware keeps of each call from `aroundHandle` until `afterHandle`, which are told only the event and the subscription. */
export class Calls<Kept> {
  // The same event may be handled more than once at a time: it can be published again.
  readonly #bySubscription = new WeakMap<Subscription, Map<BusEvent, Kept[]>>();

  begin(event: BusEvent, subscription: Subscription, kept: Kept): void {
    let byEvent = this.#bySubscription.get(subscription);
    if (!byEvent) this.#bySubscription.set(subscription, (byEvent = new Map()));
    const calls = byEvent.get(event);
    if (calls) calls.push(kept);
    else byEvent.set(event, [kept]);
  }

  /** Of the call that began first; `undefined` for one that never began, such as when a filter threw. */
  end(event: BusEvent, subscription: Subscription): Kept | undefined {
    const byEvent = this.#bySubscription.get(subscription);
    const calls = byEvent?.get(event);
    const kept = calls?.shift();
    if (calls?.length === 0) byEvent?.delete(event);
    return kept;
  }
}
