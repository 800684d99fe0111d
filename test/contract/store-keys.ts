import { StoreValueError } from "eventdeck/store";
import { describe, expect, test } from "vitest";
import type { Open } from "./store-port.ts";
import { all } from "./stored-events.ts";

const everything = { from: "", to: "\u{10ffff}" };

/** What is stored comes back as this, of this type. */
const values: Record<string, unknown> = {
  null: null,
  undefined,
  true: true,
  string: "ünï\u{1f600} \0 \u2028",
  numbers: [0, -0, 1.5, NaN, Infinity, -Infinity, 2 ** 53],
  bigint: 2n ** 70n,
  date: new Date(Date.UTC(2026, 0, 31)),
  map: new Map<unknown, unknown>([
    ["a", new Set([1, { b: 2 }])],
    [{ key: 1 }, undefined],
  ]),
  bytes: new Uint8Array([0, 1, 255]),
  "typed arrays": [new Float64Array([0.5, -0]), new BigInt64Array([-5n]), new Uint16Array([1, 2]).buffer],
  "a regular expression": /a+/giu,
  "an address": new URL("https://example.org/?a=1#b"),
  "members that are undefined": { a: undefined, b: [undefined, 1] },
  "nested objects": { a: [{ b: { c: [[]] } }], d: {} },
};

export function storeKeyContract(open: Open): void {
  describe("the key space", () => {
    test("gives back what was put, until it is deleted", async () => {
      const store = await open();
      expect(await store.get("cart")).toBeUndefined();
      await store.batch([{ put: "cart", value: { total: 3 } }]);
      expect(await store.get("cart")).toEqual({ total: 3 });
      await store.batch([{ put: "cart", value: "other" }]);
      expect(await store.get("cart")).toBe("other");
      await store.batch([{ del: "cart" }, { del: "never there" }]);
      expect(await store.get("cart")).toBeUndefined();
    });

    test("takes the operations of a batch in order", async () => {
      const store = await open();
      await store.batch([{ put: "a", value: 1 }, { put: "b", value: 1 }, { put: "a", value: 2 }, { del: "b" }, { del: "c" }, { put: "c", value: 3 }], {
        sync: true,
      });
      expect(await all(store.range(everything))).toEqual([
        ["a", 2],
        ["c", 3],
      ]);
    });

    test.each(Object.entries(values))("carries %s", async (_name, value) => {
      const store = await open();
      await store.batch([{ put: "value", value }]);
      const [[, stored] = []] = await all(store.range(everything));
      expect(stored).toStrictEqual(value);
      expect(await store.get("value")).toStrictEqual(value);
    });

    test("carries a cycle, an error and an instance's members", async () => {
      const store = await open();
      const circle: { self?: unknown } = {};
      circle.self = circle;
      class Cart {
        total = 3;
      }
      await store.batch([{ put: "value", value: { circle, error: new RangeError("too far"), cart: new Cart() } }]);
      const stored = (await store.get("value")) as { circle: { self: unknown }; error: Error; cart: unknown };
      expect(stored.circle.self).toBe(stored.circle);
      expect([stored.error.name, stored.error.message]).toEqual(["RangeError", "too far"]);
      expect(stored.cart).toEqual({ total: 3 });
    });

    test("keeps copies: what is changed outside later is not changed inside", async () => {
      const store = await open();
      const value = { list: [1], bytes: new Uint8Array([1]) };
      const written = store.batch([{ put: "value", value }]);
      value.list.push(2);
      await written;
      value.bytes[0] = 9;
      const stored = (await store.get("value")) as typeof value;
      stored.list.push(3);
      expect(await store.get("value")).toEqual({ list: [1], bytes: new Uint8Array([1]) });
    });

    test("refuses a value that it cannot carry, by name, and the whole batch with it", async () => {
      const store = await open();
      const refused = store.batch([
        { put: "a", value: 1 },
        { put: "cart", value: { items: [{ onDone: () => {} }] } },
      ]);
      await expect(refused).rejects.toThrow(StoreValueError);
      await expect(refused).rejects.toThrow(/"cart".*items\.0\.onDone is function/);
      expect(await store.get("a")).toBeUndefined();
    });

    test.each([[null], ["a"], [undefined], [{}], [{ value: 1 }], [{ put: 7, value: 1 }], [{ del: undefined }]])(
      "refuses %j, which is no operation, and the whole batch with it",
      async (operation) => {
        const store = await open();
        const refused = store.batch([{ put: "a", value: 1 }, operation as never, { put: "b", value: 1 }]);
        await expect(refused).rejects.toThrow(StoreValueError);
        expect(await all(store.range(everything))).toEqual([]);
        expect((await store.health()).status).toBe("healthy");
      },
    );

    test("refuses a key that UTF-8 cannot carry", async () => {
      const store = await open();
      await expect(store.batch([{ put: "a\ud800", value: 1 }])).rejects.toThrow(StoreValueError);
      await expect(store.get("\udc00")).rejects.toThrow(/lone surrogate/);
      await expect(all(store.range({ from: "\ud800", to: "z" }))).rejects.toThrow(StoreValueError);
    });

    test("orders keys by their UTF-8 bytes, from the first up to before the last", async () => {
      const store = await open();
      const keys = ["", "\0", "a", "a\0", "a/", "ab", "é", "\uffee", "\u{1f600}", "\u{10fffe}"];
      await store.batch(keys.toReversed().map((key) => ({ put: key, value: key })));
      const range = async (options: Parameters<typeof store.range>[0]): Promise<string[]> => (await all(store.range(options))).map(([key]) => key);
      expect(await range(everything)).toEqual(keys);
      expect(await range({ ...everything, reverse: true })).toEqual(keys.toReversed());
      expect(await range({ from: "a", to: "ab" })).toEqual(["a", "a\0", "a/"]);
      expect(await range({ from: "a", to: "ab", reverse: true, limit: 2 })).toEqual(["a/", "a\0"]);
      expect(await range({ from: "é", to: "\u{1f600}" })).toEqual(["é", "\uffee"]);
      expect(await range({ ...everything, limit: 3 })).toEqual(keys.slice(0, 3));
      expect(await range({ ...everything, limit: 0 })).toEqual([]);
      expect(await range({ from: "a", to: "a" })).toEqual([]);
      expect(await range({ from: "b", to: "a" })).toEqual([]);
    });

    test("shows a long range whole, either way", async () => {
      const store = await open();
      const keys = Array.from({ length: 2500 }, (_, index) => `n/${String(index).padStart(6, "0")}`);
      await store.batch(keys.map((key, value) => ({ put: key, value })));
      expect((await all(store.range({ from: "n/", to: "n0" }))).map(([key]) => key)).toEqual(keys);
      expect((await all(store.range({ from: "n/", to: "n0", reverse: true, limit: 2400 }))).map(([key]) => key)).toEqual(keys.slice(100).toReversed());
    });

    test("updates what it read, with nobody in between", async () => {
      const store = await open();
      await store.batch([{ put: "stock", value: 20 }]);
      const take = (): Promise<void> =>
        store.update(["stock", "sold"], ([stock, sold = 0]) => [
          { put: "stock", value: Number(stock) - 1 },
          { put: "sold", value: Number(sold) + 1 },
        ]);
      await Promise.all(Array.from({ length: 20 }, take));
      expect([await store.get("stock"), await store.get("sold")]).toEqual([0, 20]);
    });

    test("writes nothing when an update decides to throw", async () => {
      const store = await open();
      const refusal = new Error("sold out");
      const update = store.update(["stock"], () => {
        throw refusal;
      });
      await expect(update).rejects.toBe(refusal);
      await store.update(["stock"], () => []);
      expect(await all(store.range(everything))).toEqual([]);
      expect((await store.health()).status).toBe("healthy");
    });
  });
}
