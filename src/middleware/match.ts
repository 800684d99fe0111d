import type { BusEvent } from "../event/index.ts";
import { compileSelector, type Selector } from "../routing/index.ts";

/** Which events a middleware is about: a selector, or a predicate. */
export type Match = Selector | EventPredicate;
/** A test of one event. */
export type EventPredicate = (event: BusEvent) => boolean;

/** One test for either form of `Match`; all events pass when it is absent. */
export function compileMatch(match: Match = "#"): EventPredicate {
  if (isPredicate(match)) return match;
  const selects = compileSelector(match);
  return (event) => selects(event.topic, event.type);
}

// A definition is a function too.
function isPredicate(match: Match): match is EventPredicate {
  return typeof match === "function" && !("schema" in match);
}
