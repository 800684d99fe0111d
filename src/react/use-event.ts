"use client";

import { useEffect, useInsertionEffect, useRef } from "react";
import type { Handler, SubscribeOptions } from "../bus/index.ts";
import { requireFunction } from "../event/index.ts";
import { describeSelector, type Known, type Selected, type Selector } from "../routing/index.ts";
import { useBus } from "./use-bus.ts";
import { useSteadySelector } from "./use-steady-selector.ts";

/**
 * Subscribes while the component is mounted. The `handler`, `filter` and `onError` of the newest render are called, without subscribing again; another
 * selector (by its content), another bus and another value of any other option end the subscription and make a new one.
 *
 * It subscribes in an effect, so what is delivered between the first render and that is not heard: `useLatest` and `useProjection` miss nothing.
 *
 * @param options as for `bus.subscribe`. By default `name` is the handler's, or `useEvent(cart.*)` when it has none. Where StrictMode runs effects twice,
 * `replayLast` delivers twice.
 *
 * @throws TypeError for a selector or a handler that is none
 *
 * @example
 * const [count, setCount] = useState(0);
 * useEvent("cart.*", () => setCount((before) => before + 1));
 */
export function useEvent<const S extends Selector>(
  selector: S,
  handler: Handler<Selected<Known, S>>,
  options: SubscribeOptions<Selected<Known, S>> = {},
): void {
  const bus = useBus();
  const steady = useSteadySelector(selector);
  requireFunction("The handler of useEvent", handler ?? null);
  const newest = useRef<{ readonly selector: S; readonly handler: typeof handler; readonly options: typeof options }>(undefined);
  // Before any other effect, so that who emits in one reaches the handler of this render; and forgotten with the commit that unmounts, which the effect below
  // hears of later.
  useInsertionEffect(() => {
    newest.current = { selector: steady, handler, options };
    return () => {
      newest.current = undefined;
    };
  });
  const { name, once, signal, priority, concurrency, maxPending, timeoutMs, replayLast, replays, filter, onError } = options;
  useEffect(() => {
    if (bus.closed) return;
    // A handler that is newer than the subscription expects the events of its own selector.
    const current = () => (newest.current?.selector === steady ? newest.current : undefined);
    const subscription = bus.subscribe(steady, (event, context) => current()?.handler(event, context), {
      ...options,
      name: name ?? (handler.name || `useEvent(${describeSelector(steady)})`),
      ...(filter && { filter: (event) => (current()?.options.filter ?? filter)(event) }),
      ...(onError && { onError: (failure) => (current()?.options.onError ?? onError)(failure) }),
    });
    return () => subscription.unsubscribe();
    // What is read from `newest` is left out, and so is the identity of the options.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [bus, steady, name, once, signal, String(priority), concurrency, maxPending, timeoutMs, replayLast, replays, !filter, !onError]);
}
