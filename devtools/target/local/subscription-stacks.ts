import type { Bus, Subscription } from "eventdeck";
import { stackHere } from "./stack-recorder.ts";

// A render that subscribes in a loop must not spend the page's time on stacks.
const mostPerSecond = 200;

/** Stacks of where subscriptions are made, kept while somebody wants them, and for as long as the subscription lives. */
export class SubscriptionStacks {
  readonly #bus: Bus;
  readonly #stacks = new WeakMap<Subscription, string>();
  #leave: (() => void) | undefined;
  #second = 0;
  #taken = 0;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  of(subscription: Subscription | undefined): string | undefined {
    return subscription && this.#stacks.get(subscription);
  }

  /** Takes stacks from now on, or no more; what was taken stays. At most 200 a second, the rest go without one. */
  keep(on: boolean): void {
    if (on === (this.#leave !== undefined)) return;
    this.#leave?.();
    this.#leave = on ? this.#watch() : undefined;
  }

  #watch(): () => void {
    const records = this.#bus.inspect$.subscribe((record) => {
      if (record.kind !== "subscribed" || !this.#mayTake(record.at)) return;
      // Records are made inside `subscribe`, so that its caller is on this stack.
      const stack = stackHere();
      if (stack !== undefined) this.#stacks.set(record.subscription, stack);
    });
    return () => records.unsubscribe();
  }

  #mayTake(at: number): boolean {
    const second = Math.floor(at / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#taken = 0;
    }
    this.#taken += 1;
    return this.#taken <= mostPerSecond;
  }
}
