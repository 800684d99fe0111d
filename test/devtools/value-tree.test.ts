import { describe, expect, it } from "vitest";
import { clipboardText } from "../../devtools/model/value/clipboard-text.ts";
import { OutlineModel } from "../../devtools/model/value/outline.ts";
import { previewOf } from "../../devtools/model/list/preview.ts";
import { treeOf, type ValueNode, type ValueTreeOptions } from "../../devtools/model/value/value-tree.ts";

const lines = (value: unknown, options?: ValueTreeOptions) =>
  treeOf(value, options)
    .children()
    .map(({ label, text, inside, notes }) =>
      [`${label}: ${text}${inside ? `${text === "" ? "" : " "}${inside()}` : ""}`, ...notes.map((note) => `[${note.text}]`)].join(" "),
    );
const child = (node: ValueNode, label: string): ValueNode => {
  const found = node.children().find((each) => each.label === label);
  if (!found)
    throw new Error(
      `There is no ${label} among ${node
        .children()
        .map((each) => each.label)
        .join(", ")}.`,
    );
  return found;
};

describe("the tree of a value", () => {
  it("loses nothing that JSON would (redux-devtools#1169, #1541)", () => {
    class Money {
      amount = 1n;
    }
    const value = {
      big: 12n,
      none: undefined,
      nothing: null,
      zero: -0,
      nan: NaN,
      infinite: -Infinity,
      when: new Date(0),
      never: new Date(NaN),
      map: new Map([["a", 1]]),
      set: new Set([1, 2]),
      bytes: new Uint8Array(3),
      buffer: new ArrayBuffer(2),
      view: new DataView(new ArrayBuffer(1)),
      money: new Money(),
      re: /a/giu,
      url: new URL("https://example.org/a"),
      call: function run() {},
      file: new File(["hi"], "cv.pdf", { type: "application/pdf" }),
      promise: Promise.resolve(1),
      weak: new WeakMap(),
      boxed: Object(7),
      empty: {},
      list: [],
      [Symbol("hidden")]: true,
    };
    expect(lines(value)).toEqual([
      "big: 12n",
      "none: undefined",
      "nothing: null",
      "zero: -0",
      "nan: NaN",
      "infinite: -Infinity",
      "when: 1970-01-01T00:00:00.000Z",
      "never: Invalid Date",
      'map: Map(1) {"a" → 1}',
      "set: Set(2) [1, 2]",
      "bytes: Uint8Array(3) [0, 0, 0]",
      "buffer: ArrayBuffer(2) [0, 0]",
      "view: DataView(1) [0]",
      "money: Money {amount: 1n}",
      "re: /a/giu",
      "url: URL https://example.org/a",
      "call: ƒ run",
      'file: File "cv.pdf" 2 B application/pdf',
      "promise: Promise — what is inside cannot be read",
      "weak: WeakMap — what is inside cannot be read",
      "boxed: Number 7",
      "empty: {}",
      "list: []",
      "Symbol(hidden): true",
    ]);
  });

  it("tells what is undefined from what is absent, and holes from both", () => {
    const sparse: unknown[] = [1, undefined];
    sparse[5] = "x";
    expect(lines(sparse)).toEqual(["0: 1", "1: undefined", "2: empty × 3", '5: "x"']);
    expect(lines({ here: undefined })).toEqual(["here: undefined"]);
  });

  it("shows a list of four billion holes by what is in it", () => {
    const sparse: unknown[] = [];
    sparse[4_000_000_000] = "far";
    expect(lines(sparse)).toEqual(["0: empty × 4000000000", '4000000000: "far"']);
  });

  it("opens maps, and keys that are objects", () => {
    const map = new Map<unknown, unknown>([
      ["name", "x"],
      [{ id: 1 }, "y"],
    ]);
    const [byName, byObject] = treeOf(map).children();
    expect(byName).toMatchObject({ label: '"name"', text: '"x"' });
    expect(byObject?.children().map(({ label, inside }) => `${label} ${inside?.() ?? ""}`)).toEqual(["key {id: 1}"]);
    expect(lines(new Set(["a", "b"]))).toEqual(['0: "a"', '1: "b"']);
  });

  it("ends a cycle where it closes and says where that is, and shows a value twice when it is there twice (redux-devtools-extension#81)", () => {
    const shared = { deep: true };
    const value: Record<string, unknown> = { one: shared, two: shared, user: {} };
    Object.assign(value["user"] as object, { self: value["user"], root: value });
    expect(lines(value).slice(0, 2)).toEqual(["one: {deep: true}", "two: {deep: true}"]);
    expect(lines(value["user"])).toContain("self: ↻ payload");
    expect(child(child(treeOf(value), "user"), "self")).toMatchObject({ text: "↻ payload.user", expandable: false });
    expect(child(child(treeOf(value), "user"), "root").text).toBe("↻ payload");
  });

  it("calls no getter, of objects, classes, errors or maps", () => {
    let calls = 0;
    const count = () => (calls += 1);
    class Total {
      static get name() {
        return String(count());
      }
      get [Symbol.toStringTag]() {
        return String(count());
      }
    }
    const error = new Error("x");
    // Node writes a stack when it is first read, with the name and message of then.
    expect(error.stack).toContain("x");
    Object.defineProperty(error, "message", { get: count });
    Object.defineProperty(error, "name", { get: count });
    const map = new Map([[1, 2]]);
    Object.defineProperty(map, "size", { get: count });
    Object.defineProperty(map, "entries", { value: count });
    const value = { error, map, total: new Total(), set own(_: number) {} };
    Object.defineProperty(value, "secret", { enumerable: true, get: count });
    const shown = lines(value);
    clipboardText(value);
    previewOf(value);
    expect(shown).toContain("secret: (…) getter");
    expect(shown).toContain("own: (…) setter");
    expect(shown).toContain("map: Map(1) {1 → 2}");
    expect(calls).toBe(0);
  });

  it("survives proxies that throw at everything", () => {
    const refuse = () => {
      throw new Error("no");
    };
    const proxy = new Proxy({}, { ownKeys: refuse, getPrototypeOf: refuse, get: refuse, getOwnPropertyDescriptor: refuse, isExtensible: refuse, has: refuse });
    const list = new Proxy([1, 2], { get: refuse, getOwnPropertyDescriptor: refuse });
    const half = new Proxy({ a: 1 }, { getOwnPropertyDescriptor: refuse });
    const { proxy: revoked, revoke } = Proxy.revocable([], {});
    revoke();
    expect(lines({ proxy, list, half, revoked }, { marksMutable: true })).toHaveLength(4);
    expect(lines({ proxy })).toEqual(["proxy: a proxy that refuses to be read"]);
    expect(lines(half)).toEqual(["a: cannot be read"]);
    expect(() => clipboardText({ proxy, list, half, revoked })).not.toThrow();
  });

  it("marks what is not frozen, where it can tell", () => {
    const value = Object.freeze({ frozen: Object.freeze({ a: 1 }), open: { a: 1 }, when: new Date(0), re: /a/ });
    expect(lines(value, { marksMutable: true })).toEqual([
      "frozen: {a: 1}",
      "open: {a: 1} [not frozen]",
      "when: 1970-01-01T00:00:00.000Z [not frozen]",
      "re: /a/",
    ]);
    expect(lines(value)).toEqual(["frozen: {a: 1}", "open: {a: 1}", "when: 1970-01-01T00:00:00.000Z", "re: /a/"]);
  });

  it("marks what was redacted, what could not be carried, and what has no prototype", () => {
    const bare: unknown = Object.assign(Object.create(null), { x: 1 });
    expect(lines({ token: "[redacted]", done: { $unserializable: "function onDone" }, bare })).toEqual([
      'token: "[redacted]" [redacted]',
      'done: {$unserializable: "function onDone"} [not carried]',
      "bare: {x: 1} [no prototype]",
    ]);
  });

  it("makes everything visible that would not be seen or would mislead", () => {
    expect(lines({ a: "a\u0000b\nc\t\u007f", rtl: "\u202Etxt.exe", lone: "\ud800x", both: "😀", quote: '"\\' })).toEqual([
      'a: "a\\u0000b\\nc\\t\\u007f" [show all (7 B)]',
      'rtl: "\\u202etxt.exe"',
      'lone: "\\ud800x"',
      'both: "😀"',
      'quote: "\\"\\\\"',
    ]);
    expect(lines({ "\u202Ekey\n": 1 })).toEqual(["\\u202ekey\\n: 1"]);
  });

  it("shows what an error carries, with its cause and its errors", () => {
    const error = new AggregateError([new TypeError("one")], "several", { cause: "cable" });
    Object.assign(error, { status: 502 });
    const texts = lines(error);
    expect(texts[0]).toBe('message: "several"');
    expect(texts[1]).toMatch(/^stack: "AggregateError: several/);
    expect(texts).toContain('cause: "cable" [not enumerable]');
    expect(texts).toContain("status: 502");
    expect(child(treeOf(error), "errors").children()[0]?.text).toBe("TypeError: one");
  });
});

describe("a tree of something large", () => {
  it("puts long lists into ranges of a hundred, and those into ranges", () => {
    const ranges = treeOf(Array.from({ length: 250 }, (_, index) => index)).children();
    expect(ranges.map(({ label }) => label)).toEqual(["0 … 99", "100 … 199", "200 … 249"]);
    expect(ranges[2]?.children()[49]).toMatchObject({ label: "249", text: "249" });
  });

  it("looks at a few hundred members of a million, not at all of them (kafka-ui#3696, akhq#564)", () => {
    let looks = 0;
    const list = new Proxy(new Array<number>(1_000_000).fill(0), {
      getOwnPropertyDescriptor: (target, key) => {
        looks += 1;
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
    const outline = new OutlineModel(treeOf({ list }));
    outline.toggle(1);
    outline.toggle(2);
    outline.toggle(3);
    expect(outline.state.lines).toHaveLength(1 + 1 + 100 + 100 + 100);
    expect(looks).toBeLessThan(500);
  });

  it("reads a map only as far as it is shown", () => {
    const outline = new OutlineModel(treeOf(new Map(Array.from({ length: 100_000 }, (_, index) => [index, index]))));
    expect(outline.state.lines).toHaveLength(11);
    outline.toggle(1);
    outline.toggle(2);
    expect(outline.state.lines[3]?.node).toMatchObject({ label: "0", text: "0" });
  });

  it("cuts a text of 10 MB, and shows all of it a stretch at a time (kafka-ui#1946, redux-devtools-extension#159)", () => {
    const text = "0123456789".repeat(1_000_000);
    const [line] = treeOf({ text }).children();
    expect(line?.text.length).toBeLessThan(300);
    expect(line?.notes).toMatchObject([{ text: "show all (10 MB)" }]);
    const parts = line?.children() ?? [];
    expect(parts.length).toBeLessThan(250);
    const shown = (nodes: readonly ValueNode[]): string => nodes.map((node) => (node.kind === "range" ? shown(node.children()) : node.text)).join("");
    expect(shown(parts)).toBe(text);
  });

  it("parts no surrogate pair", () => {
    const text = `a${"😀".repeat(20_000)}`;
    const shown = (nodes: readonly ValueNode[]): string => nodes.map((node) => (node.kind === "range" ? shown(node.children()) : node.text)).join("");
    expect(shown(treeOf({ text }).children()[0]?.children() ?? [])).toBe(text);
  });

  it("goes down ten thousand levels", { timeout: 30_000 }, () => {
    let value: unknown = "bottom";
    for (let level = 0; level < 10_000; level += 1) value = { inside: value };
    const outline = new OutlineModel(treeOf(value));
    outline.reveal((node) => node.children()[0]);
    expect(outline.state.lines.at(-1)?.node.text).toBe('"bottom"');
    expect(clipboardText(value)).toContain("bottom");
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

  it("survives proxies that refuse, and runs no getter of a list", () => {
    const refuse = () => {
      throw new Error("no");
    };
    let calls = 0;
    const list: unknown[] = [1];
    Object.defineProperty(list, 1, { get: () => (calls += 1), enumerable: true });
    expect(previewOf(new Proxy({}, { getPrototypeOf: refuse }))).toBe("a proxy that refuses to be read");
    expect(previewOf(new Proxy({}, { ownKeys: refuse }))).toBe("a proxy that refuses to be read");
    expect([previewOf(list), calls]).toEqual(["[1, undefined]", 0]);
  });

  it("stays short however large the payload is", () => {
    expect(previewOf(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`field${n}`, "x".repeat(1_000)]))).length).toBeLessThan(400);
  });
});

describe("the text for the clipboard", () => {
  it("is JSON, with what JSON lacks written out", () => {
    const value: Record<string, unknown> = {
      big: 2n,
      map: new Map([["a", { b: 1 }]]),
      set: new Set([1]),
      nan: NaN,
      when: new Date(0),
      none: undefined,
      list: [undefined],
    };
    value["self"] = value;
    expect(JSON.parse(clipboardText(value))).toEqual({
      big: "2n",
      map: { Map: [["a", { b: 1 }]] },
      set: { Set: [1] },
      nan: "NaN",
      when: "1970-01-01T00:00:00.000Z",
      list: [null],
      self: "↻",
    });
  });

  it("is what JSON would make of plain data", () => {
    const value = { a: [1, { b: "x", c: [] }], d: {}, e: null, f: 'a "quoted" \u2028 text' };
    expect(clipboardText(value)).toBe(JSON.stringify(value, null, 2));
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
