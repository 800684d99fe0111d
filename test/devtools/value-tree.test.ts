import { describe, expect, it } from "vitest";
import { clipboardText, previewOf, treeOf, type ValueNode } from "../../devtools/model/index.ts";

const lines = (value: unknown) =>
  treeOf(value)
    .children()
    .map(({ label, text }) => `${label}: ${text}`);
const child = (node: ValueNode, index: number): ValueNode => {
  const found = node.children()[index];
  if (!found) throw new Error(`${node.label} has no child ${index}.`);
  return found;
};

describe("the tree of a value", () => {
  it("loses nothing that JSON would", () => {
    class Money {
      amount = 1n;
    }
    const value = {
      big: 12n,
      none: undefined,
      nothing: null,
      zero: -0,
      nan: NaN,
      when: new Date(0),
      never: new Date(NaN),
      map: new Map([["a", 1]]),
      set: new Set([1, 2]),
      bytes: new Uint8Array(3),
      money: new Money(),
      re: /a/g,
      call: function run() {},
      [Symbol("hidden")]: true,
    };
    expect(lines(value)).toEqual([
      "big: 12n",
      "none: undefined",
      "nothing: null",
      "zero: -0",
      "nan: NaN",
      "when: 1970-01-01T00:00:00.000Z",
      "never: Invalid Date",
      "map: Map(1)",
      "set: Set(2)",
      "bytes: Uint8Array(3)",
      "money: Money",
      "re: /a/g",
      "call: ƒ run",
      "Symbol(hidden): true",
    ]);
  });

  it("opens maps, sets, and keys that are objects", () => {
    const key = { id: 1 };
    const [byName, byObject] = treeOf(
      new Map<unknown, unknown>([
        ["name", "x"],
        [key, "y"],
      ]),
    ).children();
    expect(byName).toMatchObject({ label: '"name"', text: '"x"' });
    expect(byObject?.children().map(({ label }) => label)).toEqual(["key", "value"]);
    expect(lines(new Set(["a", "b"]))).toEqual(['0: "a"', '1: "b"']);
  });

  it("ends a cycle where it closes, and shows a value twice when it is there twice", () => {
    const shared = { deep: true };
    const value: Record<string, unknown> = { one: shared, two: shared };
    value["self"] = value;
    expect(lines(value)).toEqual(["one: { 1 field }", "two: { 1 field }", "self: ↻ the same object 1 up"]);
    expect(child(treeOf(value), 2).expandable).toBe(false);
  });

  it("calls no getter", () => {
    let called = false;
    const value = {
      get secret() {
        return (called = true);
      },
    };
    expect(lines(value)).toEqual(["secret: (…) getter"]);
    expect(previewOf(value)).toBe("");
    expect(called).toBe(false);
  });

  it("puts long lists into ranges of a hundred, and those into ranges", () => {
    const ranges = treeOf(Array.from({ length: 250 }, (_, index) => index)).children();
    expect(ranges.map(({ label }) => label)).toEqual(["0 … 99", "100 … 199", "200 … 249"]);
    expect(child(ranges[2] ?? treeOf(0), 49)).toMatchObject({ label: "249", text: "249" });
    expect(treeOf(new Array(1_000_000).fill(0)).children()).toHaveLength(100);
  });

  it("gives every line a path of its own, also when keys look like paths", () => {
    const paths = new Set<string>();
    const visit = (node: ValueNode): number => {
      paths.add(node.path);
      return 1 + node.children().reduce((sum, next) => sum + visit(next), 0);
    };
    expect(visit(treeOf({ "a/b": { c: 1 }, a: { "b/c": 2, b: { c: 3 } }, list: Array.from({ length: 205 }, () => ({ x: 1 })) }))).toBe(paths.size);
  });

  it("shows what an error carries", () => {
    const texts = lines(new TypeError("broken", { cause: "cable" }));
    expect(texts).toContain('class: "TypeError"');
    expect(texts).toContain('message: "broken"');
    expect(texts).toContain('cause: "cable"');
  });
});

describe("the preview of a payload", () => {
  it("is one line that names nested things", () => {
    expect(previewOf({ sku: "A-1", quantity: 2, customer: { name: "Ada", age: 36 } })).toBe('sku: "A-1"  quantity: 2  customer: "Ada"');
    expect(previewOf({ action: "opened", issue: { title: "Broken" } }, "github.issues.opened")).toBe('issue: "Broken"');
    expect(previewOf([1, "two", null])).toBe('[1, "two", null]');
    expect(previewOf(undefined)).toBe("");
    expect(previewOf(7n)).toBe("7n");
  });

  it("stays short however large the payload is", () => {
    expect(previewOf(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`field${n}`, "x".repeat(1_000)]))).length).toBeLessThan(400);
  });
});

describe("the text for the clipboard", () => {
  it("is JSON, with what JSON lacks written out", () => {
    const value: Record<string, unknown> = { big: 2n, map: new Map([["a", { b: 1 }]]), set: new Set([1]), nan: NaN };
    value["self"] = value;
    expect(JSON.parse(clipboardText(value))).toEqual({ big: "2n", map: { Map: [["a", { b: 1 }]] }, set: { Set: [1] }, nan: "NaN", self: "↻" });
  });

  it("marks cycles only, not repetitions, and finds them inside maps", () => {
    const shared = { x: 1 };
    const map = new Map<string, unknown>();
    map.set("self", map);
    expect(JSON.parse(clipboardText({ a: shared, b: shared, map }))).toEqual({ a: { x: 1 }, b: { x: 1 }, map: { Map: [["self", "↻"]] } });
  });

  it("leaves a text as it is", () => {
    expect(clipboardText("plain")).toBe("plain");
    expect(clipboardText(undefined)).toBe("undefined");
  });
});
