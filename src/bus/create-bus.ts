import type { EventKind } from "../event/index.ts";
import type { KnownOf } from "../routing/index.ts";
import type { Bus, BusOptions } from "./bus.ts";
import { EventBus } from "./event-bus.ts";

/**
 * Makes a bus. Nothing runs until something is published.
 *
 * @example
 * const bus = createBus({ events: [itemAdded] });
 * bus.subscribe("cart.#", (event) => console.log(event.type));
 * bus.emit(itemAdded({ sku: "A-1" }));
 *
 * @throws RangeError, TypeError for an option that makes no sense
 */
export function createBus<const Definitions extends readonly EventKind[] = readonly []>(options: BusOptions<Definitions> = {}): Bus<KnownOf<Definitions>> {
  return new EventBus<KnownOf<Definitions>>(options);
}
