import { createBus } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import * as fc from "../fast-check.ts";
import { expect, it } from "vitest";
import { draft, positionsOf } from "./deck.ts";
import { type QueryWish, RingModel } from "./ring-model.ts";

const types = fc.constantFrom("a", "b.c", "b.d");
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined, freq: 2 });
const wishes: fc.Arbitrary<QueryWish> = fc.record({
  type: maybe(types),
  payload: maybe(fc.nat(3)),
  from: maybe(fc.nat(150)),
  to: maybe(fc.nat(150)),
  limit: maybe(fc.nat(8)),
  newestFirst: fc.boolean(),
});
const actions = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("emit" as const), type: types, count: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("query" as const), wish: wishes, asText: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("import" as const) }) },
);

function textOf({ type, payload }: QueryWish): string {
  return `${type === undefined ? "" : `type:${type}`} ${payload === undefined ? "" : `payload:${payload}`}`;
}

it("behaves like an array, whatever is emitted, evicted, cleared, imported and asked", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(100, Infinity),
      fc.array(actions, { maxLength: 40 }),
      async (maxEvents, maxAgeMs, run) => {
        const clock = new VirtualClock();
        const model = new RingModel(maxEvents, maxAgeMs);
        await using bus = createBus({ clock, history: { maxEvents, maxAgeMs } });
        const { history } = bus;
        for (const action of run) {
          switch (action.kind) {
            case "emit":
              for (let n = 0; n < action.count; n++) {
                bus.emit(draft(action.type, n % 4));
                model.record(action.type, n % 4, clock.now());
                model.expire(clock.now());
              }
              break;
            case "pass":
              clock.spend(action.ms);
              break;
            case "clear":
              model.expire(clock.now());
              expect(history.size).toBe(model.rows.length);
              model.clear();
              history.clear();
              break;
            case "import": {
              const lines = [...history.export()];
              model.expire(clock.now());
              expect(lines).toHaveLength(model.rows.length);
              await history.import(lines);
              for (const { type, payload } of Array.from(model.rows)) model.record(type, payload, clock.now(), true);
              break;
            }
            case "query": {
              const { wish } = action;
              const query = action.asText
                ? textOf(wish)
                : ({ type, payload }: { type: string; payload: unknown }) => [wish.type ?? type, wish.payload ?? payload].join() === [type, payload].join();
              model.expire(clock.now());
              expect(positionsOf(history.query(query, wish))).toEqual(model.find(wish));
            }
          }
        }
        model.expire(clock.now());
        model.expectToBe(history);
      },
    ),
    { numRuns: 60 },
  );
});
