import { defineEvent, payload } from "eventdeck";
import { busMatchers, createTestBus, type PartOf } from "eventdeck/testing";
import { describe, expectTypeOf, it, onTestFinished } from "vitest";
import { expect } from "../matchers.ts";

interface Line {
  readonly sku: string;
  readonly count: number;
}
const opened = defineEvent("cart.opened", payload<void>(), { priority: "immediate" });
const added = defineEvent("cart.added", payload<Line>(), { priority: "immediate" });
const ordered = defineEvent("cart.ordered", payload<{ lines: readonly Line[]; notes: ReadonlyMap<string, string>; at: Date }>(), { priority: "immediate" });
const priced = defineEvent("cart.priced", payload<{ total: number }>());

function openCart(options: Parameters<typeof createTestBus>[0] = {}) {
  const bus = createTestBus(options);
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  return bus;
}
/** The message that an assertion fails with, without colours. */
function messageOf(assert: () => void): string {
  try {
    assert();
  } catch (error) {
    // oxlint-disable-next-line no-control-regex -- that is what colours begin with
    return error instanceof Error ? error.message.replaceAll(/\u001B\[\d+m/g, "") : String(error);
  }
  return "it passed";
}
const plain = (context: unknown, ...args: Parameters<typeof busMatchers.toHaveEmitted>) => busMatchers.toHaveEmitted.apply(context, args);

describe("toHaveEmitted", () => {
  it("looks for a definition or a topic pattern", () => {
    const bus = openCart();
    bus.emit(added({ sku: "A-1", count: 2 }));
    expect(bus).toHaveEmitted(added);
    expect(bus).toHaveEmitted("cart.*");
    expect(bus).not.toHaveEmitted(opened);
    expect(bus).not.toHaveEmitted("order.#");
  });

  it("compares the members of the payload that are named, at every level", () => {
    const bus = openCart();
    const at = new Date(0);
    bus.emit(ordered({ lines: [{ sku: "A-1", count: 2 }], notes: new Map([["gift", "yes"]]), at }));
    expect(bus).toHaveEmitted(ordered, {});
    expect(bus).toHaveEmitted(ordered, { lines: [{ sku: "A-1", count: 2 }] });
    expect(bus).toHaveEmitted(ordered, { notes: new Map([["gift", "yes"]]), at: new Date(0) });
    expect(bus).not.toHaveEmitted(ordered, { at: new Date(1) });
    expect(bus).not.toHaveEmitted(ordered, { notes: new Map([["gift", "no"]]) });
    expect(bus).not.toHaveEmitted(ordered, { lines: [] });
    expect(bus).toHaveEmitted("cart.ordered", { lines: [{ sku: "A-1" }] });
    expect(bus).not.toHaveEmitted("cart.ordered", { missing: undefined });
  });

  it("takes the asymmetric matchers of the test runner wherever they stand", () => {
    const bus = openCart();
    bus.emit(added({ sku: "A-1", count: 2 }));
    bus.emit(ordered({ lines: [{ sku: "A-1", count: 2 }], notes: new Map(), at: new Date(0) }));
    expect(bus).toHaveEmitted(added, { sku: expect.stringMatching(/^A-/), count: expect.any(Number) });
    expect(bus).toHaveEmitted(added, expect.objectContaining({ count: 2 }));
    expect(bus).toHaveEmitted(ordered, { lines: expect.arrayContaining([{ sku: "A-1", count: 2 }]) });
    expect(bus).toHaveEmitted(ordered, { lines: [{ sku: expect.any(String) }] });
    expect(bus).not.toHaveEmitted(added, { sku: expect.any(Number) });
    expect(bus).not.toHaveEmitted(added, expect.objectContaining({ count: 3 }));
  });

  it("is typed by the definition", () => {
    const bus = openCart();
    // @ts-expect-error -- the payload has no such member
    expect(bus).not.toHaveEmitted(added, { skew: "A-1" });
    // @ts-expect-error -- the count is a number
    expect(bus).not.toHaveEmitted(added, { count: "2" });
    expectTypeOf<PartOf<{ lines: Line[]; at: Date }>>().toEqualTypeOf<{
      readonly lines?: readonly { readonly sku?: string; readonly count?: number }[];
      readonly at?: Date;
    }>();
  });

  it("says where the nearest event differs", () => {
    const bus = openCart();
    bus.emit(added({ sku: "B-2", count: 1 }));
    bus.emit(added({ sku: "A-1", count: 2 }));
    expect(messageOf(() => expect(bus).toHaveEmitted(added, { sku: "A-1", count: 3 }))).toBe(
      [
        'Expected cart.added {"sku":"A-1","count":3}.',
        'None of 2 has that payload. The nearest is #2 cart.added {"sku":"A-1","count":2}',
        "",
        "- Expected",
        "+ Received",
        "",
        "  {",
        '-   "count": 3,',
        '+   "count": 2,',
        '    "sku": "A-1",',
        "  }",
        "",
        "The others:",
        '  #1 cart.added {"sku":"B-2","count":1}',
      ].join("\n"),
    );
  });

  it("does not show as different what an asymmetric matcher is content with, nor members that were not asked for", () => {
    const bus = openCart();
    bus.emit(added({ sku: "A-1", count: 2 }));
    const message = messageOf(() => expect(bus).toHaveEmitted(added, { sku: expect.stringMatching(/^B/) }));
    expect(message).toContain('Expected cart.added {"sku":"StringMatching /^B/"}.\nThe only one is #1 cart.added {"sku":"A-1","count":2}');
    expect(message).toContain('-   "sku": StringMatching /^B/,\n+   "sku": "A-1",');
    expect(message.split("\n").filter((line) => /^[-+ ] .*count/.test(line))).toEqual([]);
  });

  it("says what came instead", () => {
    const bus = openCart();
    expect(messageOf(() => expect(bus).toHaveEmitted(added))).toBe("Expected cart.added.\nThe bus recorded nothing.");
    for (let count = 1; count <= 12; count++) bus.emit(opened());
    const message = messageOf(() => expect(bus).toHaveEmitted(added));
    expect(message.split("\n")).toEqual([
      "Expected cart.added.",
      "None came. What came instead:",
      "  … 2 before",
      ...Array.from({ length: 10 }, (_, index) => `  #${index + 3} cart.opened`),
    ]);
  });

  it("says that events still wait, or reached nobody, or were evicted", () => {
    const bus = openCart({
      events: [priced],
      history: { maxEvents: 1 },
      middleware: [{ name: "gate", beforePublish: ({ type }) => (type === added.type ? false : undefined) }],
    });
    bus.emit(priced({ total: 1 }));
    bus.emit(added({ sku: "A-1", count: 1 }));
    bus.emit(opened());
    bus.emit(opened());
    bus.pause();
    expect(
      messageOf(() => expect(bus).toHaveEmitted(added))
        .split("\n")
        .slice(-4),
    ).toEqual([
      '"cart.added" was published and reached nobody: stopped (gate).',
      "1 waiting in the lanes: let time pass first, with `await bus.advance()` or `await bus.flush()`.",
      "The bus is paused.",
      "1 older ones were evicted from the history: give the bus a larger `history.maxEvents`.",
    ]);
  });

  it("says what came although it should not have", () => {
    const bus = openCart();
    bus.emit(added({ sku: "A-1", count: 2 }));
    expect(messageOf(() => expect(bus).not.toHaveEmitted(added, { count: 2 }))).toBe(
      'Expected no cart.added {"count":2}, but there was:\n  #1 cart.added {"sku":"A-1","count":2}',
    );
  });

  it("does not claim that something never came when history has evicted events", () => {
    const bus = openCart({ history: { maxEvents: 1 } });
    bus.emit(added({ sku: "A-1", count: 2 }));
    bus.emit(opened());
    expect(messageOf(() => expect(bus).not.toHaveEmitted(added))).toContain("Cannot tell that there was no cart.added.");
  });

  it("works without anything from a test runner", () => {
    const bus = openCart();
    const at = new Date(0);
    bus.emit(ordered({ lines: [{ sku: "A-1", count: 2 }], notes: new Map([["gift", "yes"]]), at }));
    expect(plain(undefined, bus, ordered, { at: new Date(0), notes: new Map([["gift", "yes"]]) })).toMatchObject({ pass: true });
    const { pass, message } = plain({}, bus, ordered, { at: new Date(1), lines: [] });
    expect(pass).toBe(false);
    expect(message()).toContain('- {"at":"1970-01-01T00:00:00.001Z","lines":[]}\n+ {"at":"1970-01-01T00:00:00.000Z","lines":[{"sku":"A-1","count":2}]}');
  });

  it("compares payloads that contain themselves", () => {
    const bus = openCart();
    const ring = (name: string) => {
      const made: Record<string, unknown> = { name, list: [] };
      made["self"] = made;
      return made;
    };
    bus.emit({ type: "ring", input: ring("a"), options: { priority: "immediate" } });
    expect(bus).toHaveEmitted("ring", { name: "a" });
    expect(bus).toHaveEmitted("ring", ring("a"));
    expect(bus).not.toHaveEmitted("ring", ring("b"));
    expect(messageOf(() => expect(bus).toHaveEmitted("ring", { name: "b" }))).toContain('The only one is #1 ring {"name":"a","list":[],"self":"[circular]"}\n');
  });

  it("refuses what is no bus", () => {
    expect(() => expect({ a: 1 }).toHaveEmitted(added)).toThrow("toHaveEmitted takes a bus: write expect(bus).toHaveEmitted(…).");
  });
});

describe("toHaveEmittedInOrder", () => {
  function openOrdered() {
    const bus = openCart();
    bus.emitMany([opened(), added({ sku: "A-1", count: 1 }), added({ sku: "B-2", count: 5 }), opened()]);
    return bus;
  }

  it("wants each event after the one before, with others in between or not", () => {
    const bus = openOrdered();
    expect(bus).toHaveEmittedInOrder([]);
    expect(bus).toHaveEmittedInOrder([opened, added, added, opened]);
    expect(bus).toHaveEmittedInOrder([opened, [added, { sku: "B-2", count: expect.any(Number) }]]);
    expect(bus).toHaveEmittedInOrder([added, "cart.opened"]);
    expect(bus).not.toHaveEmittedInOrder([added, added, added]);
    expect(bus).not.toHaveEmittedInOrder([
      [added, { sku: "B-2" }],
      [added, { sku: "A-1" }],
    ]);
  });

  it("shows where the sequence broke, and what came instead", () => {
    const bus = openOrdered();
    expect(messageOf(() => expect(bus).toHaveEmittedInOrder([opened, [added, { sku: "B-2" }], [added, { sku: "A-1" }], priced]))).toBe(
      [
        "Expected in this order:",
        "  ✓ 1. cart.opened was #1",
        '  ✓ 2. cart.added {"sku":"B-2"} was #3',
        '  ✗ 3. cart.added {"sku":"A-1"}',
        "    4. cart.priced",
        "What came after #3 instead:",
        "  #4 cart.opened",
        'It came before that: #2 cart.added {"sku":"A-1","count":1}',
      ].join("\n"),
    );
  });

  it("shows the difference when only the payload is another", () => {
    const bus = openOrdered();
    const message = messageOf(() => expect(bus).toHaveEmittedInOrder([opened, [added, { count: 9 }]]));
    expect(message).toContain('#2 cart.added {"sku":"A-1","count":1} differs:');
    expect(message).toContain('-   "count": 9,\n+   "count": 1,');
  });

  it("says that nothing came any more", () => {
    const bus = openOrdered();
    expect(messageOf(() => expect(bus).toHaveEmittedInOrder([added, opened, priced]))).toContain("Nothing came after #4.");
  });

  it("says what came in an order that it should not have", () => {
    const bus = openOrdered();
    expect(messageOf(() => expect(bus).not.toHaveEmittedInOrder([opened, added]))).toBe(
      'Expected them not in this order, but they came:\n  #1 cart.opened\n  #2 cart.added {"sku":"A-1","count":1}',
    );
  });
});
