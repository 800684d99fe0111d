import { createBus } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import * as fc from "../fast-check.ts";
import { enableMapSet, produce } from "immer";
import { expect, it } from "vitest";
import { draft } from "../history/deck.ts";
import { edit, type Edit, edits, initial, ordered, partsOf } from "./recipes.ts";

enableMapSet();

/** What plain immer makes of it; `undefined` where that throws, or leaves a part of a draft in the new state. */
function plainly<State extends object>(state: State, recipe: readonly Edit[]): State | undefined {
  try {
    const next = produce(state, (part: object) => {
      for (const one of recipe) edit(part, one);
    });
    ordered(next);
    return next;
  } catch {
    return undefined;
  }
}

it(
  "comes to the states of plain immer, and goes back to each of them, whatever reducers do to objects, arrays, maps and sets",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 3, 500),
        fc.array(fc.array(edits, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 15, size: "max" }),
        async (checkpointEvery, recipes) => {
          await using bus = createBus({ onError: () => {} });
          const projection = createProjection<typeof initial>(bus, {
            name: "p",
            initial,
            checkpointEvery,
            reducers: (on) =>
              on("t", (part, event) => {
                for (const one of event.payload as readonly Edit[]) edit(part, one);
              }),
          });
          const states = [initial];
          for (const recipe of recipes) {
            const before = projection.failures;
            bus.emit(draft("t", recipe));
            states.push(plainly(states.at(-1)!, recipe) ?? states.at(-1)!);
            // Where immer leaves a part of a draft behind, the reducer has failed.
            if (projection.failures > before) states[states.length - 1] = projection.state;
            expect(ordered(projection.state)).toEqual(ordered(states.at(-1)));
          }
          const wanted = states.map(ordered);
          expect(states.map((_, position) => ordered(projection.at(position)))).toEqual(wanted);
          expect(states.map((_, position) => ordered(projection.at(states.length - 1 - position))).toReversed()).toEqual(wanted);
          expect(states.every((_, position) => partsOf(projection.at(position)).every((part) => Object.isFrozen(part)))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  },
);
