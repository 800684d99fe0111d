"use client";

import { useCallback } from "react";
import type { BusEvent, EventDefinition } from "../event/index.ts";
import { useBus } from "./use-bus.ts";

/**
 * A function that makes an event of a definition and emits it. It stays the same while bus and definition do, and throws what `emit` throws.
 *
 * @example
 * const addItem = useEmit(itemAdded);
 * return <button onClick={() => addItem({ sku: "A-1" })}>Add</button>;
 */
export function useEmit<T extends string, P, I, To extends string>(
  definition: EventDefinition<T, P, I, To>,
): (...args: Parameters<EventDefinition<T, P, I, To>>) => BusEvent<T, P> {
  const bus = useBus();
  return useCallback((...args) => bus.emit(definition(...args)), [bus, definition]);
}
