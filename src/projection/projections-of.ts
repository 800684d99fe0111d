import { type Bus, coreOf } from "../bus/index.ts";
import type { Known } from "../routing/index.ts";
import { Deck } from "./deck.ts";
import type { Projection } from "./projection.ts";

/**
 * The projections of a bus, in the order in which they were made; those that were disposed are left out. A bus that has none pays nothing for being asked.
 *
 * @example
 * for (const { name, state } of projectionsOf(bus)) console.log(name, state);
 *
 * @throws TypeError for what `createBus` has not made
 */
export function projectionsOf<K extends Known>(bus: Bus<K>): readonly Projection<unknown>[] {
  const { folding } = coreOf(bus);
  return folding instanceof Deck ? folding.members : [];
}
