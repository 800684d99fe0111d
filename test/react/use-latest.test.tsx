import { renderToString } from "react-dom/server";
import { type Bus, createBus, defineEvent, type EventDraft, glob, payload, type Selector } from "eventdeck";
import { BusProvider, useLatest } from "eventdeck/react";
import * as fc from "../fast-check.ts";
import { expect, it } from "vitest";

function Latest({ selector }: { readonly selector: Selector }) {
  return <>{useLatest(selector)?.id ?? "none"}</>;
}
function latestOf(bus: Bus, selector: Selector): string {
  return renderToString(
    <BusProvider bus={bus}>
      <Latest selector={selector} />
    </BusProvider>,
  );
}

// Also what means something in a query, so that a selector is never taken for one.
const word = fc.constantFrom("a", "A", "b", "null", "true", "5", "1..5", ">5", "a b", "OR", "-a", "(a)", '"a"', "/a/", "a:b", "", "*", "#");
const topic = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.join("."))
  .filter((text) => text !== "");
const type = fc.constantFrom("a", "A", "a.b", "A.b", "type-1");
const draft = fc
  .record({ type, topic })
  .map(({ type: name, topic: to }): EventDraft => ({ type: name, input: 0, options: { topic: to, priority: "immediate" } }));
const leaf: fc.Arbitrary<Selector> = fc.oneof(
  topic,
  type.map((name) => defineEvent(name, payload<unknown>())),
  fc.constantFrom(/a/, /a/i, /^$/),
  fc.constantFrom("a*", "*.b", "A").map(glob),
);
const selector: fc.Arbitrary<Selector> = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }));

it("finds in history just what a subscriber has heard last", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(selector, fc.array(draft, { maxLength: 12 }), (selects, drafts) => {
      const bus = createBus();
      let heard = "none";
      bus.subscribe(selects, ({ id }) => (heard = id));
      for (const one of drafts) bus.emit(one);
      expect(latestOf(bus, selects)).toBe(heard);
    }),
    { numRuns: 300 },
  );
});

it("refuses a bad selector as the bus does", () => {
  expect(() => latestOf(createBus(), "")).toThrow("selector is an empty string: use a topic pattern");
});
