import { type Bus, compileQuery } from "eventdeck";
import type { Matcher } from "../scan.ts";

/**
 * Asks a filter of a bus's history, which knows at once of whole series of events that none or all of them match, and makes no entry for
 * those that do not.
 *
 * @throws FilterSyntaxError
 */
export function createMatcher(bus: Bus, filter: string): Matcher {
  return {
    test: compileQuery(filter),
    among: (from, to) => bus.history.positions(filter, { from, to }),
  };
}
