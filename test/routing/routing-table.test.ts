import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import { defineEvent, payload } from "../../src/event/index.ts";
import type { Selector } from "../../src/routing/index.ts";
import { glob, RoutingTable } from "../../src/routing/index.ts";
import { NaiveTable } from "./models.ts";

const added = defineEvent("cart.added", payload<{ sku: string }>());
const moved = defineEvent("a.b", payload<string>(), { topic: "moves" });

function tableOf(...selectors: readonly Selector[]): RoutingTable<number> {
  const table = new RoutingTable<number>();
  for (const [index, selector] of selectors.entries()) table.add(selector, index);
  return table;
}

describe("a routing table", () => {
  it("finds targets of every kind of selector, in the order they were added", () => {
    const table = tableOf(/^cart\./, "#", glob("cart.*"), added, "cart.*", "cart.added", "cart.removed", /added$/);
    expect(table.match("cart.added", "cart.added")).toEqual([0, 1, 2, 3, 4, 5, 7]);
    expect(table.match("cart.removed", "cart.removed")).toEqual([0, 1, 2, 4, 6]);
    expect(table.match("cart", "cart")).toEqual([1]);
  });

  it("keeps the order where many match", () => {
    const selectors = Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? "#" : index % 3 === 1 ? "a.b" : "a.*"));
    expect(tableOf(...selectors).match("a.b", "t")).toEqual(selectors.map((_, index) => index));
  });

  it("matches definitions by type and everything else by topic", () => {
    const table = tableOf(moved, "moves", "a.b", "a.*", glob("a*"), /^a/);
    expect(table.match("moves", "a.b")).toEqual([0, 1]);
    expect(table.match("a.b", "moves")).toEqual([2, 3, 4, 5]);
    expect(table.match("a.b", "a.b")).toEqual([0, 2, 3, 4, 5]);
  });

  it("delivers once however many members match, nested ones too, and never for none", () => {
    const table = tableOf(["a.*", "a.b", "#", ["a.#", [/a/, glob("a*")]], moved], [], [[], []], ["x", ["a.b"]]);
    expect(table.match("a.b", "a.b")).toEqual([0, 3]);
    expect(table.match("x", "x")).toEqual([0, 3]);
  });

  it("counts a target that is added twice as two", () => {
    const table = new RoutingTable<string>();
    const remove = table.add("a", "same");
    table.add("#", "same");
    expect(table.match("a", "a")).toEqual(["same", "same"]);
    remove();
    expect(table.match("a", "a")).toEqual(["same"]);
  });

  it("takes what looks like a definition, and patterns of names that objects have anyway", () => {
    const schema = payload<number>();
    const kind = { type: "__proto__", schema, version: 1, priority: "normal", topic: "__proto__", is: added.is } as const;
    const table = tableOf("constructor", "__proto__.*", kind, "toString.#");
    expect(table.match("constructor", "constructor")).toEqual([0]);
    expect(table.match("__proto__.x", "__proto__")).toEqual([1, 2]);
    expect(table.match("toString", "hasOwnProperty")).toEqual([3]);
  });

  it("is neither led by nor moves the place of a global or sticky expression", () => {
    const global = /b/g;
    const sticky = /a/y;
    global.lastIndex = 5;
    sticky.lastIndex = 1;
    const table = tableOf(global, sticky);
    for (const topic of ["ab", "ab.1", "ab.2"]) expect(table.match(topic, "t")).toEqual([0, 1]);
    expect([global.lastIndex, sticky.lastIndex]).toEqual([5, 1]);
    // Sticky still means from the start.
    expect(table.match("ba", "t")).toEqual([0]);
  });

  it("does not follow an expression that is recompiled later", () => {
    const expression = /a/;
    const table = tableOf(expression);
    Reflect.apply(Reflect.get(expression, "compile"), expression, ["b"]);
    expect(table.match("a", "t")).toEqual([0]);
  });
});

describe("removing", () => {
  it("acts at once, and once", () => {
    const table = new RoutingTable<string>();
    const removers = (["a.b", "a.*", /a/, glob("a*"), added] as const).map((selector, index) => table.add(selector, `t${index}`));
    table.add(["a.b", "#"], "stays");
    expect(table.match("a.b", "cart.added")).toHaveLength(6);
    removers[1]!();
    removers[1]!();
    expect(table.match("a.b", "cart.added")).toEqual(["t0", "t2", "t3", "t4", "stays"]);
    for (const remove of removers) remove();
    expect(table.match("a.b", "cart.added")).toEqual(["stays"]);
    expect(table.size).toBe(1);
  });

  it("of one selector leaves an equal one alone", () => {
    const table = new RoutingTable<number>();
    const removers = [1, 2, 3].map((target) => table.add("a.#.b", target));
    removers[1]!();
    expect(table.match("a.b", "t")).toEqual([1, 3]);
    removers[0]!();
    removers[2]!();
    expect(table.nodeCount).toBe(0);
  });

  it("of thousands of selectors leaves nothing behind", () => {
    const table = new RoutingTable<number>();
    const removers = Array.from({ length: 5_000 }, (_, index) => {
      const selectors: Selector[] = [`a.${index}.*`, `#.${index % 7}.b.#`, `x.${index}`, [`*.${index}`, /x/, glob(`${index}*`), added]];
      return table.add(selectors, index);
    });
    expect(table.size).toBe(5_000);
    expect(table.nodeCount).toBeGreaterThan(20_000);
    for (const [index, remove] of removers.entries()) if (index % 2 === 0) remove();
    for (const remove of removers.toReversed()) remove();
    expect(table.size).toBe(0);
    expect(table.nodeCount).toBe(0);
    expect(table.match("x", "cart.added")).toEqual([]);
  });

  it("lets go of the target", async () => {
    const table = new RoutingTable<object>();
    const target = addAndRemove(table);
    // A WeakRef holds its object until the current task is over.
    await new Promise(setImmediate);
    collectGarbage();
    expect(target.deref()).toBeUndefined();
    expect(table.match("a", "t")).toEqual([]);
  });
});

function addAndRemove(table: RoutingTable<object>): WeakRef<object> {
  const target = {};
  const remove = table.add(["#", "a", added], target);
  for (const topic of ["a", "b", "cart.added"]) for (const type of ["t", topic]) table.match(topic, type);
  remove();
  return new WeakRef(target);
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

describe("answers", () => {
  it("are kept apart by topic and type", () => {
    const table = tableOf(added, moved, "a.b", "cart.added");
    for (const round of [1, 2]) {
      expect(table.match("a.b", "a.b"), `round ${round}`).toEqual([1, 2]);
      expect(table.match("a.b", "cart.added")).toEqual([0, 2]);
      expect(table.match("cart.added", "a.b")).toEqual([1, 3]);
      expect(table.match("cart.added", "cart.added")).toEqual([0, 3]);
    }
  });

  it("have a version that grows with every change, and only then", () => {
    const table = new RoutingTable<string>();
    const versions = [table.version];
    const remove = table.add("a", "x");
    versions.push(table.version);
    table.match("a", "a");
    expect(table.version).toBe(versions[1]);
    remove();
    versions.push(table.version);
    remove();
    expect(table.version).toBe(versions[2]);
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  });

  it("are those of a naive table after any history of adding, removing and matching", () => {
    const word = fc.constantFrom("a", "b", "*", "#");
    const pattern = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join("."));
    const leaf = fc.oneof<fc.Arbitrary<Selector>[]>(
      pattern,
      pattern,
      fc.constantFrom<Selector>(/a/g, /^b/y, /b$/, glob("a*"), glob("*[!a]"), glob("?"), added, moved),
    );
    const selector = fc.oneof<fc.Arbitrary<Selector>[]>(
      leaf,
      leaf,
      fc.array(fc.oneof<fc.Arbitrary<Selector>[]>(leaf, fc.array(leaf, { maxLength: 2 })), { maxLength: 3 }),
    );
    const topic = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }).map((words) => words.join("."));
    const step = fc.oneof(
      fc.record({ kind: fc.constant("add"), selector }),
      fc.record({ kind: fc.constant("remove"), index: fc.nat(20) }),
      fc.record({ kind: fc.constant("match"), topic, type: fc.constantFrom("a", "a.b", "cart.added") }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const table = new RoutingTable<number>();
        const naive = new NaiveTable();
        const removers: (() => void)[] = [];
        for (const taken of steps) {
          if ("selector" in taken) {
            naive.add(taken.selector, removers.length);
            removers.push(table.add(taken.selector, removers.length));
          } else if ("index" in taken) {
            naive.remove(taken.index);
            removers[taken.index]?.();
          }
          const asked = "topic" in taken ? taken : { topic: "a.b", type: "cart.added" };
          for (const type of [asked.type, asked.topic]) expect(table.match(asked.topic, type)).toEqual(naive.match(asked.topic, type));
          expect(table.size).toBe(naive.size);
        }
        for (const remove of removers) remove();
        expect([table.size, table.nodeCount]).toEqual([0, 0]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a bad selector", () => {
  it.each([
    ["", "selector is an empty string"],
    [undefined, "selector is of type undefined"],
    [null, "selector is null"],
    [7, "selector is of type number"],
    [{}, "selector is of type object"],
    [{ glob: "" }, "selector is of type object"],
    [{ type: "a" }, "selector is of type object"],
    [() => {}, "selector is of type function"],
    [["a", [/b/, 7]], "selector[1][1] is of type number"],
  ])("%j is refused with its place and a cure, and changes nothing", (selector, place) => {
    const table = new RoutingTable<string>();
    const add = () => Reflect.apply(table.add, table, [selector, "target"]);
    expect(add).toThrow(TypeError);
    expect(add).toThrow(`${place}: use a topic pattern such as "cart.*"`);
    expect([table.size, table.nodeCount, table.version]).toEqual([0, 0, 0]);
  });
});
