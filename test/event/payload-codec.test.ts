import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import { decodePayload, devalueContentType, encodePayload, maxPayloadDepth, maxPayloadValues, SessionFormatError } from "../../src/event/index.ts";

/** Through text, as a file or a link would take it. */
function roundTrip(payload: unknown): unknown {
  return decodePayload(JSON.parse(JSON.stringify(encodePayload(payload))));
}
function written(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(encodePayload(payload))).data;
}
function nest(levels: number, make: (inner: unknown) => unknown = (inner) => [inner]): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = make(value);
  return value;
}
function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
const devalue = (data: unknown) => ({ datacontenttype: devalueContentType, data });

describe("what JSON carries", () => {
  it("is written as it is", () => {
    const payload = { a: [1, "two", true, null, { b: -1.5 }], ключ: "\u2028\ud800" };
    expect(encodePayload(payload)).toEqual({ datacontenttype: "application/json", data: payload });
    expect(roundTrip(payload)).toEqual(payload);
  });

  it("is copied, so that neither side can change the other's", () => {
    const payload = Object.freeze({ list: Object.freeze([1]) });
    const { data } = encodePayload(payload);
    expect(data).not.toBe(payload);
    expect(Object.isFrozen(data)).toBe(false);
    expect(decodePayload({ data })).not.toBe(data);
  });

  it("has no member for undefined, and null for null", () => {
    expect(encodePayload(undefined)).toEqual({});
    expect(roundTrip(undefined)).toBeUndefined();
    expect(encodePayload(null)).toEqual({ datacontenttype: "application/json", data: null });
    expect(roundTrip(null)).toBeNull();
  });

  it("survives for any JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        expect(roundTrip(value)).toStrictEqual(value);
      }),
    );
  });
});

describe("what JSON does not carry", () => {
  it.each<[string, unknown]>([
    ["bigint", 2n ** 80n],
    ["-0", -0],
    ["NaN", Number.NaN],
    ["infinities", [Infinity, -Infinity]],
    ["an undefined member", { a: undefined, b: [undefined] }],
    ["a hole", [1, , 3, ,]], // oxlint-disable-line no-sparse-arrays
    ["a date, valid or not", [new Date(0), new Date(Number.NaN)]],
    [
      "a map with keys of any kind",
      new Map<unknown, unknown>([
        [{ k: 1 }, new Map([[1n, -0]])],
        [Number.NaN, undefined],
      ]),
    ],
    ["a set", new Set([1, "1", 1n, [new Set()]])],
    ["a regular expression", /a\/b<\/script>/giu],
    ["a URL and its parameters", [new URL("https://example.org/a?b=c#d"), new URLSearchParams("a=1&a=2")]],
    ["typed arrays", [new Float64Array([1, -0, Number.NaN]), new Int8Array([-1]), new BigInt64Array([-1n]), new Uint8ClampedArray([255])]],
    ["bytes inside", { bytes: new Uint8Array([0, 255]) }],
    ["buffers and data views", [new ArrayBuffer(3), new DataView(new ArrayBuffer(2))]],
    ["an object without a prototype", Object.assign(Object.create(null), { constructor: 1, toString: 2 })],
    ["boxed primitives", [Object(1n), Object("text"), Object(-0)]],
  ])("%s survives", (_name, value) => {
    const encoded = encodePayload(value);
    expect(encoded.datacontenttype).toBe(devalueContentType);
    expect(roundTrip(value)).toStrictEqual(value);
  });

  it("bytes are CloudEvents data_base64", () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index);
    const encoded = encodePayload(bytes);
    expect(encoded.datacontenttype).toBe("application/octet-stream");
    expect(encoded.data_base64).toBe(Buffer.from(bytes).toString("base64"));
    expect(roundTrip(bytes)).toStrictEqual(bytes);
    expect(roundTrip(new Uint8Array())).toStrictEqual(new Uint8Array());
  });

  it("writes of a view what it shows, and nothing of the pool behind it", () => {
    const pool = new TextEncoder().encode("a secret of somebody else");
    const view = new Uint16Array(pool.buffer, 2, 3);
    expect(roundTrip({ view })).toStrictEqual({ view: view.slice() });
    expect(JSON.stringify(encodePayload({ view })).length).toBeLessThan(130);
    expect(roundTrip({ node: Buffer.from("abc") })).toStrictEqual({ node: new Uint8Array([97, 98, 99]) });
  });

  it("cycles and repeated references keep their shape", () => {
    const shared = { n: 1 };
    const payload: Record<string, unknown> = { first: shared, second: shared, map: new Map() };
    payload["self"] = payload;
    (payload["map"] as Map<unknown, unknown>).set(payload, [payload]);
    const read = roundTrip(payload) as typeof payload;
    expect(read["self"]).toBe(read);
    expect(read["second"]).toBe(read["first"]);
    expect((read["map"] as Map<unknown, unknown>).get(read)).toEqual([read]);
  });

  it("an error is an error again, with its cause and what was added to it", () => {
    const failure = Object.assign(new TypeError("no", { cause: new Error("why") }), { status: 500n });
    const read = roundTrip({ failure }) as { failure: Error & { status: bigint } };
    expect(read.failure).toBeInstanceOf(Error);
    expect(Object.keys(read.failure)).toEqual(["status"]);
    expect(read.failure).toMatchObject({ name: "TypeError", message: "no", stack: failure.stack, status: 500n });
    expect(read.failure.cause).toMatchObject({ name: "Error", message: "why" });
    const bare = new Error("no stack");
    delete bare.stack;
    expect((roundTrip(bare) as Error).stack).toBeUndefined();
    expect(roundTrip(new AggregateError([new Error("a")], "many"))).toMatchObject({ errors: [{ message: "a" }] });
    expect(roundTrip(new DOMException("stopped", "AbortError"))).toMatchObject({ name: "AbortError", message: "stopped" });
  });

  it("survives for any value of these kinds", () => {
    const exotic = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
      withBoxedValues: true,
      maxDepth: 4,
    });
    fc.assert(
      fc.property(exotic, fc.constantFrom(-0, Number.NaN, undefined, 1n), (value, extra) => {
        const payload = [value, { extra }, value];
        const encoded = encodePayload(payload);
        fc.pre(!JSON.stringify(encoded).includes("__proto__") && !JSON.stringify(encoded).includes("$unserializable"));
        expect(roundTrip(payload)).toStrictEqual(payload);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what nothing carries", () => {
  class Money {
    #secret = 1;
    amount = 5;
    currency = "EUR";
    secret = (): number => this.#secret;
  }
  class Decimal {
    #digits = "1.50";
    toJSON(): string {
      return this.#digits;
    }
  }
  class Silent {
    #count = 0;
    next(): number {
      return this.#count++;
    }
  }

  it("is replaced by a placeholder that says what it was, in a copy", () => {
    const payload = { add() {}, key: Symbol("key"), weak: new WeakMap(), later: Promise.resolve(1), silent: new Silent(), n: 1 };
    expect(written(payload)).toEqual({
      add: { $unserializable: "function add" },
      key: { $unserializable: "Symbol(key)" },
      weak: { $unserializable: "WeakMap" },
      later: { $unserializable: "Promise" },
      silent: { $unserializable: "Silent" },
      n: 1,
    });
    expect(typeof payload.add).toBe("function");
    expect(written(() => 1)).toEqual({ $unserializable: "function" });
  });

  it("leaves of a class instance its toJSON, else its members", () => {
    expect(written({ price: new Money(), rate: new Decimal() })).toEqual({
      price: { amount: 5, currency: "EUR", secret: { $unserializable: "function secret" } },
      rate: "1.50",
    });
    expect(
      written(
        new (class Own {
          a = 1;
          toJSON() {
            return this;
          }
        })(),
      ),
    ).toEqual({ a: 1 });
  });

  it("does not follow the host's objects into the page", () => {
    class HTMLDivElement {
      __reactFiber$1 = { everything: true };
      get [Symbol.toStringTag]() {
        return "HTMLDivElement";
      }
    }
    expect(written({ node: new HTMLDivElement() })).toEqual({ node: { $unserializable: "HTMLDivElement" } });
  });

  it("does not call a plain object's toJSON, which is a function like another", () => {
    expect(written({ toJSON: () => "gone", a: 1 })).toEqual({ toJSON: { $unserializable: "function toJSON" }, a: 1 });
  });

  it("takes what throws when it is read for such a value", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const payload = {
      get bad() {
        throw new Error("not now");
      },
      proxy,
      json: {
        a: new (class {
          toJSON() {
            throw new RangeError("no JSON");
          }
        })(),
      },
      ok: 1,
    };
    expect(written(payload)).toMatchObject({ bad: { $unserializable: "not now" }, json: { a: { $unserializable: "no JSON" } }, ok: 1 });
    class Endless {
      toJSON() {
        return new Endless();
      }
    }
    expect(written({ endless: new Endless(), ok: 1 })).toMatchObject({ endless: { $unserializable: expect.any(String) }, ok: 1 });
  });

  it("replaces a whole payload that devalue refuses", () => {
    const fake = new (class {
      get [Symbol.toStringTag]() {
        return "Date";
      }
    })();
    expect(encodePayload({ fake })).toMatchObject({ datacontenttype: "application/json", data: { $unserializable: expect.stringContaining("the payload") } });
  });

  it("writes no own __proto__, and nothing that can be written is unreadable", () => {
    const payload = JSON.parse('{ "a": 1, "__proto__": { "polluted": true } }');
    expect(written(payload)).toEqual({ a: 1, $unserializable: { $unserializable: expect.stringContaining("__proto__") } });
    expect(roundTrip(payload)).toEqual(written(payload));
  });
});

describe("depth and size", () => {
  it("keeps 500 levels and says where it stopped beyond", () => {
    expect(roundTrip(nest(maxPayloadDepth))).toEqual(nest(maxPayloadDepth));
    expect(JSON.stringify(written(nest(maxPayloadDepth + 1)))).toContain('{"$unserializable":"nested deeper than 500 levels"}');
  });

  it.each([
    ["arrays", (inner: unknown) => [inner]],
    ["objects", (inner: unknown) => ({ inner, big: 1n })],
    ["maps", (inner: unknown) => new Map([[inner, inner]])],
    ["sets", (inner: unknown) => new Set([inner])],
    ["errors", (inner: unknown) => new Error("x", { cause: inner })],
  ])("100,000 nested %s neither overflow nor become unreadable", (_name, make) => {
    expect(() => roundTrip(nest(10_000, make))).not.toThrow();
    expect(() => roundTrip(nest(maxPayloadDepth, make))).not.toThrow();
  });

  it("100,000 levels do not overflow", () => {
    expect(() => roundTrip(nest(100_000))).not.toThrow();
  });

  it("limits the chain that devalue would follow, not only the nesting", () => {
    const nodes: { next?: unknown }[] = Array.from({ length: 20_000 }, () => ({}));
    nodes.forEach((node, index) => (node.next = nodes[index + 1]));
    expect((roundTrip(nodes) as unknown[]).length).toBe(20_000);
  });

  it("replaces containers beyond a million values, and huge holes with them", () => {
    const sparse: number[] = [];
    sparse[4_000_000_000] = 1;
    expect(written({ sparse, ok: 1 })).toEqual({ sparse: { $unserializable: expect.stringContaining("4000000001 members") }, ok: 1 });
    const some: number[] = [];
    some[100_000] = 1;
    expect((roundTrip(some) as number[]).length).toBe(100_001);
    expect(0 in (roundTrip(some) as number[])).toBe(false);
  });

  it("replaces a bigint that would take seconds to read, and keeps the longest below", () => {
    expect(written({ huge: 1n << 65_536n })).toEqual({ huge: { $unserializable: expect.stringContaining("bigint") } });
    expect(roundTrip([-(1n << 65_535n)])).toEqual([-(1n << 65_535n)]);
  });
});

describe("reading what others wrote", () => {
  it("takes data of any other content type as it is", () => {
    expect(decodePayload({ datacontenttype: "text/plain", data: "[1]" })).toBe("[1]");
    expect(decodePayload({ data: "[1]" })).toBe("[1]");
    expect(decodePayload({ datacontenttype: `${devalueContentType.toUpperCase()}; charset=utf-8`, data: -4 })).toBe(Infinity);
  });

  it("never changes what it was given", () => {
    const table = Object.freeze([["Error", "not an index"], "x"]);
    expect(() => decodePayload(devalue(table))).toThrow(SessionFormatError);
    const data = [["Error", 1], { name: 2, message: 2 }, "x"];
    const before = JSON.stringify(data);
    decodePayload(devalue(data));
    expect(JSON.stringify(data)).toBe(before);
  });

  it.each<[string, object]>([
    ["data beside data_base64", { data: 1, data_base64: "AA==" }],
    ["data_base64 that is none", { data_base64: "*" }],
    ["an own __proto__", { data: JSON.parse('{"a":[{"__proto__":{"polluted":1}}]}') }],
    ["200,000 nested arrays", { data: JSON.parse("[".repeat(200_000) + "]".repeat(200_000)) }],
    ["200,000 nested objects", { data: JSON.parse('{"a":'.repeat(200_000) + "1" + "}".repeat(200_000)) }],
    ["a function", { data: { call() {} } }],
    ["no table", devalue("text")],
    ["an empty table", devalue([])],
    ["an object for a table", devalue({ 0: 1 })],
    ["an index outside", devalue([[7]])],
    ["an index that is no index", devalue([["x"]])],
    ["raw nesting in the table", devalue(JSON.parse("[".repeat(200_000) + "]".repeat(200_000)))],
    ["a chain of 200,000 entries", devalue(Array.from({ length: 200_000 }, (_, index) => [index + 1]))],
    ["a chain too deep, that does not overflow", devalue([...Array.from({ length: 700 }, (_, index) => [index + 1]), 1])],
    ["__proto__ in an object", devalue([JSON.parse('{"__proto__":1}'), { polluted: 2 }, 1])],
    ["__proto__ in a bare object", devalue([["null", "__proto__", 1], { polluted: 2 }, 1])],
    ["a sparse array of four billion", devalue([[-7, 4_294_967_295]])],
    ["sparse arrays of three million in all", devalue([[1, 2, 3], ...Array.from({ length: 3 }, () => [-7, 1_000_000])])],
    ["a sparse array of a negative length", devalue([[-7, -1]])],
    ["a sparse array of a huge length", devalue([[-7, 1e300]])],
    ["a sparse index outside", devalue([[-7, 3, 3, 1], 1])],
    ["a typed array of a length instead of a buffer", devalue([["Uint8Array", 1], 1_000_000_000])],
    [
      "a typed array beyond its buffer",
      devalue([
        ["Uint8Array", 1, 0, 1_000_000_000],
        ["ArrayBuffer", "AA=="],
      ]),
    ],
    ["a typed array of itself", devalue([["Uint8Array", 0]])],
    ["an array buffer of a number", devalue([["ArrayBuffer", 1_000_000_000]])],
    ["a type that does not exist", devalue([["Function", 1], "alert(1)"])],
    ["a bigint that is none", devalue([["BigInt", "1.5"]])],
    ["a bigint of 16 million digits", devalue([["BigInt", "9".repeat(16_000_000)]])],
    ["the same in a list of one", devalue([["BigInt", ["9".repeat(16_000_000)]]])],
    ["a box around itself", devalue([["Object", 0]])],
    ["a map without a value", devalue([["Map", 1], 1])],
    ["an expression that does not compile", devalue([["RegExp", "("]])],
    ["a URL that is none", devalue([["URL", "::"]])],
    ["an error that contains nothing but itself", devalue([["Error", 0]])],
    ["an error of null", devalue([["Error", 1], null])],
  ])("refuses %s", (_name, encoded) => {
    const started = performance.now();
    expect(() => decodePayload(encoded)).toThrow(SessionFormatError);
    expect(performance.now() - started).toBeLessThan(4000);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("says where", () => {
    expect(() => decodePayload({ data: JSON.parse('{"user":{"list":[{"__proto__":1}]}}') })).toThrow(/user\.list\.0\.__proto__/);
  });

  it("takes constructor and prototype for the names that they are", () => {
    const data = JSON.parse('{"constructor":{"prototype":{"polluted":1}},"hasOwnProperty":1}');
    expect(decodePayload({ data })).toEqual(data);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("either reads a mutated table or refuses it", () => {
    const payload = { when: new Date(0), map: new Map([[1n, new Set([-0])]]), bytes: new Float32Array(2), error: new Error("e"), holes: [1, , 2], re: /x/g }; // oxlint-disable-line no-sparse-arrays
    const text = JSON.stringify(encodePayload(payload).data);
    const digits = [...text.matchAll(/-?\d+|"[A-Za-z]+"/g)];
    const replacement = fc.oneof(
      fc.integer({ min: -9, max: 40 }).map(String),
      fc.constantFrom("-7", "4294967295", '"Set"', '"null"', '"ArrayBuffer"', '"__proto__"', "null", "[]", "{}"),
    );
    fc.assert(
      fc.property(fc.nat(digits.length - 1), replacement, fc.nat(digits.length - 1), replacement, (first, one, second, two) => {
        let mutated = text;
        for (const [index, by] of [
          [Math.max(first, second), one],
          [Math.min(first, second), two],
        ] as const) {
          const match = digits[index]!;
          mutated = mutated.slice(0, match.index) + by + mutated.slice(match.index + match[0].length);
        }
        let data: unknown;
        try {
          data = JSON.parse(mutated);
        } catch {
          return;
        }
        const failure = thrownBy(() => decodePayload(devalue(data)));
        expect(failure === undefined || failure instanceof SessionFormatError).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("states limits that writing stays within", () => {
    expect([maxPayloadDepth, maxPayloadValues]).toEqual([500, 1_048_576]);
  });
});
