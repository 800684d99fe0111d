import { describe, expect, it } from "vitest";
import { defineEvent, payload } from "eventdeck";
import { createTestBus } from "eventdeck/testing";
import { literalOf } from "../../devtools/model/session/code-literal.ts";
import { guessName, guessNames } from "../../devtools/model/session/event-code.ts";
import { scenarioOf, testExport } from "../../devtools/model/session/test-export.ts";
import * as fc from "../fast-check.ts";

/** What the printed code gives. */
function evaluated(value: unknown): unknown {
  const { code, missing } = literalOf(value, "order.placed payload");
  expect(missing).toEqual([]);
  // oxlint-disable-next-line typescript/no-implied-eval -- generated code has to be run to be tested
  return new Function(`return (${code.replaceAll(": any", "")});`)();
}

describe("a literal", () => {
  it.each([
    ["numbers", [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ["bigint, undefined, null", { big: -12n, nothing: undefined, nil: null }],
    [
      "maps and sets in each other",
      new Map<unknown, unknown>([
        ["a", new Set([1, new Map([[{ key: 1 }, "value"]])])],
        [2, []],
      ]),
    ],
    ["dates", [new Date(0), new Date(1_700_000_000_123)]],
    ["bytes", { bytes: new Uint8Array([1, 255]), floats: new Float64Array([-0, 1.5]), bigs: new BigInt64Array([1n]) }],
    ["expressions, addresses, errors", [/a\/"b/giu, new URL("https://shop.test/?a=1"), new TypeError('no "total"')]],
    ["strange keys", { "a-b": 1, ["__proto__"]: { x: 1 }, "": 2, "line\nbreak": 3, "\u2028": 4 }],
    ["what breaks out of strings", 'quote " backslash \\ </script> ${no} `tick` \u0000 \ud800'],
    ["a long list", Array.from({ length: 60 }, (_, index) => ({ sku: `A-${index}`, count: index }))],
  ])("of %s evaluates to an equal value", (_, value) => {
    expect(evaluated(value)).toStrictEqual(value);
  });

  it("keeps cycles", () => {
    const order: Record<string, unknown> = { total: 1 };
    order["lines"] = [{ order }];
    const copy = evaluated(order);
    expect(copy).toEqual(order);
    expect(Reflect.get(Reflect.get(Object(copy), "lines")[0], "order")).toBe(copy);
  });

  it("of any plain value evaluates to an equal value", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: false }), (value) => {
        expect(evaluated(value)).toEqual(value);
      }),
    );
  });

  it("says what it cannot write, and runs no getter", () => {
    class Socket {
      open = true;
    }
    const value = {
      run: () => 1,
      socket: new Socket(),
      get secret(): never {
        throw new Error("ran");
      },
      refuses: new Proxy({}, { getPrototypeOf: () => { throw new Error("no"); }, ownKeys: () => { throw new Error("no"); } }), // prettier-ignore
    };
    const { code, missing } = literalOf(value);
    expect(missing).toEqual([
      "payload.run: a function",
      "payload.socket: an object of the class Socket",
      "payload.secret: a getter",
      expect.stringContaining("payload.refuses: an object"),
    ]);
    expect(code).toContain('socket: unrepresentable("payload.socket: an object of the class Socket")');
  });

  it("stops at what nobody would read", () => {
    const { code, missing } = literalOf(Array.from({ length: 100_000 }, (_, index) => `item ${index}`));
    expect(code.length).toBeLessThan(10_000_000);
    expect(missing.at(-1)).toContain("too large");
  });
});

describe("names", () => {
  it("are guessed as they are usually given", () => {
    expect(["cart.item-added", "order.paid", "task", "user.logged_in", "a.delete", "1st.try"].map(guessName)).toEqual([
      "itemAdded",
      "orderPaid",
      "task",
      "loggedIn",
      "aDelete",
      "event1stTry",
    ]);
    expect(guessName("delete")).toBe("deleteEvent");
  });

  it("are given to one type each", () => {
    expect([...guessNames(["cart.item-added", "list.item-added", "order.paid"]).values()]).toEqual(["cartItemAdded", "listItemAdded", "orderPaid"]);
  });
});

describe("a test from a selection", () => {
  const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });
  const paid = defineEvent("order.paid", payload<{ total: number }>());

  async function recorded() {
    const bus = createTestBus({ events: [placed, paid], onError: () => {} });
    bus.subscribe(placed, async (event, { emit, signal }) => {
      await Promise.resolve();
      if (!signal.aborted) emit(paid({ total: event.payload.total }));
    });
    bus.subscribe(paid, (event) => {
      if (event.payload.total > 5) throw new Error("refused");
    });
    bus.emit(placed({ total: 3 }));
    await bus.advance(250);
    bus.emit(placed({ total: 7 }));
    await bus.advance(1_000);
    return bus;
  }

  it("takes what was caused by nothing selected as input, and all that followed as its outcome", async () => {
    const bus = await recorded();
    const entries = [...bus.history];
    const types = (of: readonly { readonly event: { readonly type: string } }[]) => of.map(({ event }) => event.type);
    const all = scenarioOf(
      entries.map(({ position }) => position),
      entries,
    );
    expect([types(all.roots), types(all.entries)]).toEqual([
      ["order.placed", "order.placed"],
      ["order.placed", "order.paid", "order.placed", "order.paid"],
    ]);
    const one = scenarioOf([entries[2]?.position ?? 0], entries);
    expect([types(one.roots), types(one.entries)]).toEqual([["order.placed"], ["order.placed", "order.paid"]]);
    const consequence = scenarioOf([entries[1]?.position ?? 0], entries);
    expect(types(consequence.roots)).toEqual(["order.paid"]);
    await bus.close();
  });

  it("reads as somebody would have written it", async () => {
    const bus = await recorded();
    const entries = [...bus.history];
    const text = testExport(
      scenarioOf(
        entries.map(({ position }) => position),
        entries,
      ),
      {
        definitionsFrom: "../src/events.ts",
        setup: { name: "subscribe", from: "../src/handlers.ts" },
        names: guessNames(["order.placed", "order.paid"]),
        kinds: [
          { type: "order.placed", priority: "immediate", version: 1, registered: true },
          { type: "order.paid", priority: "normal", version: 1, registered: true },
        ],
      },
    );
    expect(text).toBe(expectedText);
    await bus.close();
  });
});

const expectedText = `import type { EventKind } from "eventdeck";
import { busMatchers, createTestBus, VirtualClock, type BusMatchers } from "eventdeck/testing";
import { expect, test } from "vitest";
import { orderPlaced, orderPaid } from "../src/events.ts";
import { subscribe } from "../src/handlers.ts";

declare module "vitest" {
  interface Matchers<T> extends BusMatchers<T> {}
}
expect.extend(busMatchers);

test("order.placed leads to order.paid", async () => {
  const clock = new VirtualClock(1767225600000);
  const bus = createTestBus({ clock, events: [orderPlaced, orderPaid], onError: () => undefined });
  await subscribe(bus);

  bus.emit(orderPlaced({ total: 3 }));
  await bus.advance(250);
  bus.emit(orderPlaced({ total: 7 }));
  await bus.flush();

  const recorded: [kind: EventKind | string, payload: unknown][] = [
    [orderPlaced, { total: 3 }],
    [orderPaid, { total: 3 }],
    [orderPlaced, { total: 7 }],
    [orderPaid, { total: 7 }],
  ];
  expect(bus).toHaveEmittedInOrder(recorded);
  const events = bus.history.query("").map(({ event }) => event);
  // Nothing else came of it, and no payload has more to it.
  expect(events.map(({ type }) => type)).toEqual(recorded.map(([kind]) => (typeof kind === "string" ? kind : kind.type)));
  expect(events.map(({ payload }) => payload)).toEqual(recorded.map(([, payload]) => payload));
  expect(bus.history.query("is:failed").map(({ event }) => event.type)).toEqual(["order.paid"]);
});
`;
