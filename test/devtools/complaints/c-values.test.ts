import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Subject } from "rxjs";
import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import { ComposeModel, clipboardText, diffValues, eventCode, payloadFacts, previewOf, treeOf } from "../../../devtools/model/index.ts";
import { atOnce } from "../../../devtools/model/slices.ts";
import { createLocalTarget, openSession } from "../../../devtools/target/index.ts";
import { createScreen } from "../painted.ts";

// Work is counted, not timed; a busy machine may take its time for it.
vi.setConfig({ testTimeout: 60_000 });

const sent = defineEvent("form.sent", payload<unknown>(), { priority: "immediate" });

let bus: Bus;

beforeEach(() => {
  bus = createBus({ source: "shop", events: [sent], onError: () => {} });
});
afterEach(() => bus.close({ drain: false }));

/** The lines of a payload's tree, opened once. */
function lines(value: unknown): string[] {
  return treeOf(value)
    .children()
    .map(({ label, text, inside }) => `${label}: ${text}${inside?.() ?? ""}`);
}

/** What a recorded payload becomes in everything that writes it down. */
function everywhere(value: unknown) {
  const event = bus.emit(sent(value));
  return { row: previewOf(event.payload, event.type), tree: lines(event.payload), copied: clipboardText(event.payload), code: eventCode(event) };
}

describe("C. a BigInt throws (redux-devtools#1541, mobx-state-tree#1977, ngrx-toolkit#29, react#17207)", () => {
  it("in no row, tree, copy, code or difference", () => {
    const shown = everywhere({ total: 12n });
    expect(shown).toEqual({
      row: "total: 12n",
      tree: ["total: 12n"],
      copied: '{\n  "total": "12n"\n}',
      code: expect.stringContaining("12n"),
    });
    expect(atOnce(diffValues({ total: 12n }, { total: 13n }))).toMatchObject({ parts: [{ difference: { mark: "changed" } }] });
  });

  it("comes through an exported session as a BigInt", async () => {
    bus.emit(sent({ total: 2n ** 70n }));
    const file = await openSession([...bus.history.export()].join("\n"), "session");
    expect(file.log.get(1)?.event.payload).toEqual({ total: 2n ** 70n });
    file.close();
  });

  it("can be edited and emitted again", async () => {
    bus.emit(sent({ total: 12n }));
    const target = createLocalTarget(bus, { name: "shop", place: "here" });
    const compose = new ComposeModel(target, createScreen());
    await compose.edit(1);
    await compose.emit();
    expect(bus.history.get(2)?.event.payload).toEqual({ total: 12n });
    compose.dispose();
    target.close();
  });
});

describe("C. shown as {} or null (redux-devtools#1169, #496, #310, #360, #1034, #1522; redux-devtools-extension#684, #378)", () => {
  it.each([
    ["a Map", new Map([["a", 1]]), 'Map(1){"a" → 1}'],
    ["a Set", new Set(["a"]), 'Set(1)["a"]'],
    ["a File", new File(["hello"], "cv.pdf", { type: "application/pdf" }), 'File "cv.pdf" 5 B application/pdf'],
    ["an Error", new TypeError("No card."), "TypeError: No card."],
    ["Infinity", Number.POSITIVE_INFINITY, "Infinity"],
    ["NaN", Number.NaN, "NaN"],
    ["a Date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["undefined", undefined, "undefined"],
    ["a typed array", new Uint8Array([1, 2]), "Uint8Array(2)[1, 2]"],
    [
      "an instance",
      new (class Money {
        cents = 5;
      })(),
      "Money{cents: 5}",
    ],
  ])("%s is shown as what it is, also as the whole payload", (_name, value, text) => {
    const { row, tree } = everywhere({ value });
    expect(tree[0]).toMatch(/^value: /);
    expect(tree[0]?.replace(/ ?at .*$/, "")).toContain(text);
    // In a row there is room for the name.
    expect(row).toContain(text.split(/[ ({:]/)[0]);
    const whole = bus.emit(sent(value));
    const glance = previewOf(whole.payload, whole.type);
    if (value === undefined) expect(glance).toBe("");
    else expect(glance).toContain(text.split(/[ (:{]/)[0]);
  });

  it("an error keeps its cause", () => {
    expect(lines(new Error("No order.", { cause: new Error("No card.") })).join("\n")).toContain("No card.");
  });
});

describe("C. circular values, DOM and React nodes (redux-devtools-extension#81, #253; statelyai/inspect#42; statelyai/xstate#2332, #2048, PR#3076)", () => {
  it("a circle is a circle wherever it is written", () => {
    const node: Record<string, unknown> = { name: "root" };
    node["self"] = node;
    const { tree, copied } = everywhere(node);
    expect(tree).toEqual(['name: "root"', "self: ↻ payload"]);
    expect(JSON.parse(copied)).toEqual({ name: "root", self: "↻" });
    expect([...bus.history.export()]).toHaveLength(1);
  });

  it("a Subject with many observers is neither frozen nor walked when it is shown", () => {
    const subject = new Subject<number>();
    let heard = 0;
    for (let n = 0; n < 1_000; n += 1) subject.subscribe(() => (heard += 1));
    const { payload: shown, type } = bus.emit(sent({ subject }));
    const [row, tree] = [previewOf(shown, type), lines(shown)];
    expect(row).toContain("Subject");
    expect(tree[0]).toMatch(/^subject: Subject/);
    subject.next(1);
    expect(heard).toBe(1_000);
  });

  it("a graph of 100,000 nodes that all know each other is shown by the few that are in sight", () => {
    interface Node {
      readonly id: number;
      next?: Node;
      readonly all: Node[];
    }
    const all: Node[] = [];
    for (let id = 0; id < 100_000; id += 1) all.push({ id, all });
    for (const [id, node] of all.entries()) node.next = all[(id + 1) % all.length];
    let visited = 0;
    const watched = new Proxy(all, { getOwnPropertyDescriptor: (target, key) => ((visited += 1), Reflect.getOwnPropertyDescriptor(target, key)) });
    const tree = treeOf({ all: watched });
    const [list] = tree.children();
    list?.children()[0]?.children()[0]?.children();
    expect(visited).toBeLessThan(2_000);
  });

  it("what is read of a payload to tell its size is bounded, and says so", () => {
    const wide = Array.from({ length: 1_000_000 }, (_, id) => ({ id }));
    const facts = atOnce(payloadFacts(wide));
    expect(facts.bytes).toBeUndefined();
    expect(facts.values).toBeLessThan(1_000_000);
  });
});
