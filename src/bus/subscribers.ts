import { BusClosedError, priorities, requireFrom, requireFunction, requireOneOf } from "../event/index.ts";
import { describeSelector, type Selector } from "../routing/index.ts";
import type { Core } from "./core.ts";
import { type AnyHandler, type AnyOptions, Subscriber, type SubscriberHost } from "./subscriber.ts";

/** Every subscription of a bus, in the order they were made. */
export class Subscribers {
  readonly #core: Core;
  readonly #host: Pick<SubscriberHost, "skipWaiting"> & { ended(subscriber: Subscriber): void };
  readonly #byId = new Map<string, { readonly subscriber: Subscriber; readonly remove: () => void }>();
  #count = 0;

  constructor(core: Core, host: Pick<SubscriberHost, "skipWaiting"> & { ended(subscriber: Subscriber): void }) {
    this.#core = core;
    this.#host = host;
  }

  /** @throws TypeError, RangeError for a bad selector, handler or option; BusClosedError */
  add(selector: Selector, handler: AnyHandler, options: AnyOptions, responds = false): Subscriber {
    const { phase, clock, routes } = this.#core;
    if (phase !== "open") throw new BusClosedError("The bus is closed: nobody can subscribe to it any more.");
    requireFunction(`The handler for ${describeSelector(selector)}`, handler ?? null);
    const name = options.name ?? (handler.name || describeSelector(selector));
    checkOptions(name, options);
    const host: SubscriberHost = { ended: (ended) => this.#remove(ended), skipWaiting: (call, by) => this.#host.skipWaiting(call, by) };
    const subscriber = new Subscriber(`subscription-${++this.#count}`, name, selector, clock.now(), handler, options, host, responds);
    if (options.signal?.aborted) {
      subscriber.retire();
      return subscriber;
    }
    this.#byId.set(subscriber.id, { subscriber, remove: routes.table.add(selector, subscriber) });
    if (options.signal) subscriber.listenTo(options.signal);
    this.#inspect("subscribed", subscriber);
    return subscriber;
  }
  get(id: string): Subscriber | undefined {
    return this.#byId.get(id)?.subscriber;
  }
  *[Symbol.iterator](): IterableIterator<Subscriber> {
    for (const { subscriber } of this.#byId.values()) yield subscriber;
  }
  /** Ends them all. */
  close(): void {
    for (const subscriber of this) subscriber.unsubscribe();
  }

  #remove(subscriber: Subscriber): void {
    const known = this.#byId.get(subscriber.id);
    if (!known) return;
    known.remove();
    this.#byId.delete(subscriber.id);
    this.#host.ended(subscriber);
    this.#inspect("unsubscribed", subscriber);
  }
  #inspect(kind: "subscribed" | "unsubscribed", subscription: Subscriber): void {
    const { inspector, clock } = this.#core;
    if (inspector.watched) inspector.add({ kind, subscription, at: clock.now() });
  }
}

function checkOptions(name: string, options: AnyOptions): void {
  const { priority = [], concurrency, maxPending, timeoutMs, replayLast, filter, onError } = options;
  const place = (option: string) => `${option} of the subscription "${name}"`;
  for (const one of [priority].flat()) requireOneOf(priorities, place("priority"), one);
  requireOneOf(["parallel", "serial", "latest", "exhaust"], place("concurrency"), concurrency);
  for (const [option, value] of Object.entries({ maxPending, timeoutMs, replayLast })) requireFrom(0, place(option), value);
  for (const [option, value] of Object.entries({ filter, onError })) requireFunction(place(option), value);
}
