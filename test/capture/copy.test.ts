import { createContext, runInContext } from "node:vm";
import { captureEmitter } from "eventdeck/capture";
import { describe, expect, it } from "vitest";
import { captured, capturingBus } from "./capturing-bus.ts";

class Point {
  readonly #secret = 1;
  x = 1;
  get sum(): number {
    return this.#secret + this.x;
  }
}
class QuotaError extends Error {
  readonly code = 7;
}

describe("what is kept of a value", () => {
  it.each([
    ["plain data", { a: [1, "two", null, undefined, true], b: { c: Number.NaN, d: -0 } }],
    ["a bigint", { big: 12_345_678_901_234_567_890n }],
    ["maps and sets in one another", new Map<unknown, unknown>([[{ key: 1 }, new Set([1, [2]])]])],
    ["dates and regular expressions", [new Date(0), new Date(Number.NaN), /a+/giu]],
    [
      "typed arrays and buffers",
      [new Float64Array([1.5, Number.NaN]), new BigInt64Array([5n]), new Uint8Array([1, 2]).buffer, new DataView(new ArrayBuffer(3))],
    ],
    ["a view of a part of a buffer", new Uint16Array(new Uint16Array([1, 2, 3, 4]).buffer, 2, 2)],
    ["boxed values", [Object(1), Object("text"), Object(2n)]],
    ["an object without a prototype", Object.assign(Object.create(null), { a: 1 })],
    ["an own member __proto__", JSON.parse('{"__proto__": {"polluted": true}, "a": 1}')],
    ["the holes of an array", Object.assign(Array(3), { 0: 1, 2: 3 })],
    ["a registered symbol", { tag: Symbol.for("tag") }],
  ])("%s: as it is", (_, value) => {
    expect(captured(value)).toEqual(value);
    expect(captured({ value })).not.toHaveProperty("polluted");
  });

  it("is another object all the way down, and the value stays unfrozen and as it was", () => {
    const inner = { list: [1], map: new Map([["a", { b: 1 }]]), bytes: new Uint8Array([1]) };
    const copy = captured(inner) as typeof inner;
    for (const key of ["list", "map", "bytes"] as const) expect(copy[key]).not.toBe(inner[key]);
    expect([inner, inner.list, inner.map, inner.map.get("a")].some(Object.isFrozen)).toBe(false);
    inner.list.push(2);
    inner.map.set("b", { b: 2 });
    inner.bytes[0] = 9;
    expect(copy).toEqual({ list: [1], map: new Map([["a", { b: 1 }]]), bytes: new Uint8Array([1]) });
  });

  it("closes the same cycles, and has once what the value has once", () => {
    const value: Record<string, unknown> = { name: "root", twice: { n: 1 } };
    value["self"] = value;
    value["again"] = value["twice"];
    value["map"] = new Map([["up", value]]);
    const copy = captured(value) as typeof value;
    expect(copy["self"]).toBe(copy);
    expect(copy["again"]).toBe(copy["twice"]);
    expect((copy["map"] as Map<string, unknown>).get("up")).toBe(copy);
  });

  it("names the class of an instance and has its own members", () => {
    expect(captured(new Point())).toEqual({ $class: "Point", x: 1 });
    expect(captured(Promise.resolve(1))).toEqual({ $class: "Promise" });
    expect(captured(new URL("https://example.org/a"))).toEqual({ $class: "URL", href: "https://example.org/a" });
  });

  it("says of functions, getters and refusing proxies what they were, and runs none of them", () => {
    let ran = 0;
    const value = {
      onDone: function onDone() {},
      get now() {
        return ++ran;
      },
      toJSON: () => ++ran,
      get [Symbol.toStringTag]() {
        return String(++ran);
      },
    };
    expect(captured(value)).toEqual({
      onDone: { $unserializable: "function onDone" },
      now: { $unserializable: "a getter" },
      toJSON: { $unserializable: "function toJSON" },
      "Symbol(Symbol.toStringTag)": { $unserializable: "a getter" },
    });
    const refusing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new TypeError("go away");
        },
      },
    );
    const revoked = Proxy.revocable([], {});
    revoked.revoke();
    expect(captured([refusing, revoked.proxy, 3])).toEqual([
      { $unserializable: "a value that throws when it is read: go away" },
      { $unserializable: expect.stringContaining("throws when it is read") },
      3,
    ]);
    expect(ran).toBe(0);
  });

  it("keeps an error as an error, with its causes, its class and what was added to it", () => {
    const root = new RangeError("root");
    const error = Object.assign(new QuotaError("full", { cause: root }), { used: 5n });
    const copy = captured(error) as QuotaError & { used: bigint };
    expect(copy).toBeInstanceOf(Error);
    expect(copy).not.toBe(error);
    expect([copy.name, copy.message, copy.stack, copy.code, copy.used]).toEqual(["QuotaError", "full", error.stack, 7, 5n]);
    expect((copy.cause as Error).message).toBe("root");
    const all = captured(new AggregateError([root, "text"], "several")) as AggregateError;
    expect(all.errors.map(String)).toEqual(["RangeError: root", "text"]);
    expect(captured(new DOMException("no", "AbortError"))).toMatchObject({ name: "AbortError", message: "no" });
  });

  it("knows values of another realm for what they are", () => {
    const foreign: unknown = runInContext("({ map: new Map([[1, [2]]]), error: new TypeError('there'), bytes: new Uint8Array([7]) })", createContext());
    const copy = captured(foreign) as { map: unknown; error: unknown; bytes: unknown };
    expect(copy.map).toEqual(new Map([[1, [2]]]));
    expect(copy.error).toMatchObject({ name: "TypeError", message: "there" });
    expect(copy.bytes).toEqual(new Uint8Array([7]));
  });

  it("does not take what is only called Map, Node, Event or Error by its class for one", () => {
    const classes = {
      Map: class Map {
        a = 1;
      },
      Node: class Node {
        a = 1;
      },
      Event: class Event {
        a = 1;
      },
      Date: class Date {
        a = 1;
      },
    };
    for (const [name, Class] of Object.entries(classes)) expect(captured(new Class())).toEqual({ $class: name, a: 1 });
  });
});

describe("what does not fit", () => {
  const budget = 4096;

  it("says how many items, members, entries, characters or bytes are missing", () => {
    const items = captured(
      Array.from({ length: 100_000 }, (_, index) => index),
      budget,
    ) as unknown[];
    const left = 100_000 - (items.length - 1);
    expect(items.slice(0, 3)).toEqual([0, 1, 2]);
    expect(items.at(-1)).toEqual({ $cut: `${left.toLocaleString("en-US")} more items` });
    expect(captured("x".repeat(10_000), budget)).toMatch(/^x+… \[[\d,]+ more characters\]$/);
    expect(captured(new Map(Array.from({ length: 9999 }, (_, index) => [index, index])), budget)).toSatisfy((map: Map<unknown, unknown>) =>
      String(map.get("$cut")).endsWith("more entries"),
    );
    expect(captured(Object.fromEntries(Array.from({ length: 9999 }, (_, index) => [`k${index}`, 1])), budget)).toHaveProperty(
      "$cut",
      expect.stringMatching(/more members$/),
    );
    expect(captured(new Uint32Array(9999), budget)).toMatchObject({
      $class: "Uint32Array",
      $cut: expect.stringMatching(/more bytes$/),
      first: expect.any(Uint32Array),
    });
    expect(captured(2n ** 100_000n, budget)).toEqual({ $cut: "a bigint of 12,509 bytes" });
  });

  it("leaves room for the others: one huge member does not hide those behind it", () => {
    const copy = captured({ huge: Array(50_000).fill("x"), text: "y".repeat(50_000), id: 7, last: { name: "end" } }, budget);
    expect(copy).toMatchObject({ id: 7, last: { name: "end" } });
  });

  it("keeps many records whole rather than all of them in part", () => {
    const records = captured(
      Array.from({ length: 5000 }, (_, id) => ({ id, name: `name of ${id}` })),
      budget,
    ) as object[];
    expect(records.length).toBeGreaterThan(20);
    expect(records.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, id) => ({ id, name: `name of ${id}` })));
  });

  it("does not end a text within a surrogate pair", () => {
    const copy = captured("😀".repeat(5000), budget) as string;
    expect(copy).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it("ends what is nested without end", () => {
    let deep: unknown = "bottom";
    for (let level = 0; level < 20_000; level++) deep = [deep];
    let copy = captured(deep, 1024 * 1024);
    let levels = 0;
    while (Array.isArray(copy)) {
      copy = copy[0];
      levels++;
    }
    expect(levels).toBeGreaterThan(50);
    expect(copy).toEqual({ $cut: "nested too deeply" });
  });

  it("does not need to look at all of it", () => {
    let read = 0;
    const endless = new Proxy(Array(10_000_000), {
      getOwnPropertyDescriptor: (target, key) => {
        read++;
        return key === "length" ? Reflect.getOwnPropertyDescriptor(target, key) : { value: 1, configurable: true, enumerable: true, writable: true };
      },
    });
    captured(endless, budget);
    expect(read).toBeLessThan(budget);
  });
});

describe("a budget", () => {
  it.each([0, 1023, -1, Number.NaN])("of %s bytes is refused", (maxBytes) => {
    const { bus } = capturingBus();
    expect(() => captureEmitter(bus, { emit: () => true }, { maxBytes })).toThrow(/maxBytes of captureEmitter/);
  });
});
