import { type Bus, coreOf, lasting } from "../bus/index.ts";
import type { Known } from "../routing/index.ts";
import { Deck } from "./deck.ts";
import type { Projection, ProjectionOptions } from "./projection.ts";
import { ReadModel } from "./read-model.ts";

/**
 * Makes a read model of a bus: state that follows from its events. It folds the history that exists at once, and from then on every event as it is recorded.
 *
 * @example
 * const cart = createProjection(bus, {
 *   name: "cart",
 *   initial: { skus: [] as string[] },
 *   reducers: (on) => on(itemAdded, (draft, event) => void draft.skus.push(event.payload.sku)),
 * });
 * cart.state.skus;
 *
 * @throws BusError when the bus has a projection of that name; BusClosedError; TypeError, RangeError for an option that makes no sense
 */
export function createProjection<State, K extends Known = Known>(bus: Bus<K>, options: ProjectionOptions<State, K>): Projection<State> {
  const projection = new ReadModel<State, K>(Deck.of(coreOf(bus)), options);
  lasting.made?.(createProjection, () => projection[Symbol.dispose]());
  return projection;
}
