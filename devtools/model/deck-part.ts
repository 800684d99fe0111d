import type { DeckModel } from "./deck.ts";

/**
 * Makes the way to a model that a deck gets when it is first asked for: what nobody opens is neither made nor, where its views are loaded later, loaded.
 *
 * @example
 * export const healthOf = deckPart((deck) => new HealthModel(deck.feed, deck.options));
 */
export function deckPart<Model extends object>(make: (deck: DeckModel) => Model): (deck: DeckModel) => Model {
  const made = new WeakMap<DeckModel, Model>();
  return (deck) => {
    const known = made.get(deck);
    if (known) return known;
    const model = make(deck);
    made.set(deck, model);
    return model;
  };
}
