import * as fc from "../fast-check.ts";
import { createBus, glob, type Selector, type Subscription } from "eventdeck";
import { describe, expect, it } from "vitest";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";

const selectors: readonly Selector[] = ["a", "a.b", "a.*", "#.b", "#", /^a/, glob("*b"), ["a", "a.b"]];
const topics = ["a", "a.b", "b", "a.c.b"];
/** What each selector above selects, written out. */
const selected: readonly (readonly string[])[] = [
  ["a"],
  ["a.b"],
  ["a.b"],
  ["a.b", "b", "a.c.b"],
  topics,
  ["a", "a.b", "a.c.b"],
  ["a.b", "b", "a.c.b"],
  ["a", "a.b"],
];

describe("remembered routes", () => {
  it("are right after every subscribe and unsubscribe", () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant("subscribe" as const), which: fc.nat(selectors.length - 1) }),
      fc.record({ what: fc.constant("unsubscribe" as const), which: fc.nat() }),
      fc.record({ what: fc.constant("emit" as const), which: fc.nat(topics.length - 1) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const bus = createBus({ history: false });
        const heard: number[] = [];
        let made = 0;
        let open: { readonly number: number; readonly selector: number; readonly subscription: Subscription }[] = [];
        for (const { what, which } of steps) {
          if (what === "subscribe") {
            const number = made++;
            open.push({ number, selector: which, subscription: bus.subscribe(selectors[which]!, () => heard.push(number)) });
          } else if (what === "unsubscribe") {
            const ended = open[which % Math.max(1, open.length)];
            ended?.subscription.unsubscribe();
            open = open.filter((other) => other !== ended);
          } else {
            heard.length = 0;
            bus.emit(immediate(topics[which]!));
            expect(heard).toEqual(open.filter(({ selector }) => selected[selector]!.includes(topics[which]!)).map(({ number }) => number));
          }
        }
      }),
    );
  });

  it("stay right past their bound, and for each type of one topic", () => {
    const { bus } = openBus({ history: false });
    const heard: string[] = [];
    const first = bus.subscribe("a.*.x", ({ topic }) => heard.push(topic));
    for (let index = 0; index < 5000; index++) bus.emit(immediate(`t${index % 3}`, { topic: `a.${index}.x` }));
    expect(heard).toHaveLength(5000);
    first.unsubscribe();
    for (let index = 0; index < 5000; index++) bus.emit(immediate(`t${index % 3}`, { topic: `a.${index}.x` }));
    expect(heard).toHaveLength(5000);
  });
});
