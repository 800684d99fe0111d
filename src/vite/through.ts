// The calls are passed on as they came: their types are the caller's.
// oxlint-disable typescript/no-unsafe-type-assertion
import type { Bus, IterateOptions, Middleware, SubscribeOptions, Subscription, WaitOptions } from "../bus/index.ts";
import type { BusEvent, EventKind } from "../event/index.ts";
import type { Selector } from "../routing/index.ts";
import type { Generation } from "./generation.ts";

/** A bus that a module uses, on the module's account: what it subscribes ends with it. */
export type Account = Pick<Bus, "subscribe" | "respond" | "stream" | "iterate" | "next" | "use">;
export const accountMethods = ["subscribe", "respond", "stream", "iterate", "next", "use"] as const satisfies readonly (keyof Account)[];

type Anything = SubscribeOptions<BusEvent> | undefined;

/**
 * @param name what a subscription without a name is called, given the name of its handler
 * @param made hears of every subscription
 */
export function onAccount(bus: Account, generation: Generation, name?: (handler: unknown) => string, made?: (subscription: Subscription) => void): Account {
  const owned = (options: Anything, handler: unknown) => ({
    ...(name && { name: name(handler) }),
    ...options,
    signal: either(generation.signal, options?.signal),
  });
  const noted = (subscription: Subscription) => {
    made?.(subscription);
    return subscription;
  };
  const account = {
    subscribe: (selector: Selector, handler: () => unknown, options: Anything) => noted(bus.subscribe(selector, handler, owned(options, handler))),
    respond: (kind: EventKind, responder: () => unknown, options: Anything) => noted(bus.respond(kind, responder, owned(options, responder))),
    stream: (selector: Selector, options: Anything) => bus.stream(selector, owned(options, undefined)),
    iterate(selector: Selector, options?: IterateOptions<BusEvent>) {
      const iterator = bus.iterate(selector, options);
      // Not by a signal, at whose reason the loop would throw: it just ends. One that has ended by itself is forgotten with the module.
      generation.owns(() => void iterator.return?.());
      return iterator;
    },
    async next(selector: Selector, options?: WaitOptions<BusEvent>) {
      const waiting = bus.next(selector, { ...options, signal: either(generation.signal, options?.signal) });
      try {
        return await waiting;
      } catch (error) {
        // A function of a replaced module goes no further: there is nothing for it to do, and nobody to report to.
        if (generation.ended && error === generation.signal.reason) await new Promise(() => {});
        throw error;
      }
    },
    use(middleware: Middleware) {
      const remove = bus.use(middleware);
      const forget = generation.owns(remove);
      return () => {
        forget();
        remove();
      };
    },
  };
  return account as Account;
}

function either(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([one, other]) : one;
}
