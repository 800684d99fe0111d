import { describe, expect, it } from "vitest";
import { LeftBehind } from "../../devtools/target/index.ts";
import { pack } from "../../devtools/target/remote/pack.ts";
import { unpack } from "../../devtools/target/remote/unpack.ts";
import { anything, assert, property } from "../fast-check.ts";
import { hostileValues, type Traps } from "./hostile-values.ts";

function sent(value: unknown): unknown {
  return unpack(structuredClone(pack(value)), true);
}

const data = anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withTypedArray: true, withSparseArray: true });

describe("a value on its way to another page", () => {
  it("arrives as it was, whatever data it is", () => {
    assert(
      property(data, (value) => {
        expect(sent(value)).toEqual(value);
      }),
    );
  });

  it("keeps cycles, holes, symbols, the bytes that a view shows, and an own __proto__", () => {
    const cyclic: unknown[] = [1];
    cyclic.push(cyclic);
    const back = sent(cyclic);
    expect(Array.isArray(back) && back[1] === back).toBe(true);
    // oxlint-disable-next-line no-sparse-arrays -- that is what is sent
    expect(sent([1, , 3])).toStrictEqual([1, , 3]);
    expect(sent({ [Symbol.for("shared")]: 1 })).toEqual({ [Symbol.for("shared")]: 1 });
    const view = new Uint8Array(new ArrayBuffer(1_000), 10, 3);
    expect(sent(view)).toEqual(new Uint8Array(3));
    const own = sent(Object.defineProperty({}, "__proto__", { value: 1, enumerable: true }));
    expect(Object.getOwnPropertyDescriptor(own, "__proto__")?.value).toBe(1);
  });

  it("names classes, errors with their causes, and functions that it cannot bring", () => {
    class Money {
      readonly cents = 5;
    }
    class CardError extends RangeError {
      override name = "CardError";
      readonly code = 7;
    }
    const back = sent({ money: new Money(), error: new CardError("refused", { cause: new TypeError("limit") }), handler: function handle() {} });
    const { money, error, handler } = Object(back);
    expect([Object.getPrototypeOf(money).constructor.name, money.cents]).toEqual(["Money", 5]);
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.message, error.code, error.cause.name, error.cause.message]).toEqual(["CardError", "refused", 7, "TypeError", "limit"]);
    expect([typeof handler, handler.name]).toEqual(["function", "handle"]);
    expect(pack(new Money()).loss).toBe("an instance of Money");
  });

  it("is frozen, as what history holds is", () => {
    expect(Object.isFrozen(Object(sent({ list: [1] })).list)).toBe(true);
  });

  it("survives what refuses, lies or never ends, and runs nothing of it", { timeout: 60_000 }, () => {
    const traps: Traps = { ran: [] };
    const back = Object(sent(hostileValues(traps)));
    expect(traps.ran).toEqual([]);
    expect([back.throwing, back.revoked, back.buffer, back.view].map((value) => value instanceof LeftBehind)).toEqual([true, true, true, true]);
    expect(Object.getOwnPropertyDescriptor(back.getter, "danger")?.get).toBeTypeOf("function");
    expect([back.long.length, back.many.length, back.cyclic.self === back.cyclic]).toEqual([10_000_000, 100_000, true]);
    let levels = 0;
    for (let at = back.deep; at?.value; at = at.value) levels += 1;
    expect(levels).toBe(10_000);
  });

  it("leaves behind what is too much, and says what it was", () => {
    expect(unpack(pack([[1, 2, 3], "fits"], { values: 3 }), true)).toEqual([new LeftBehind("3 elements"), "fits"]);
    expect(unpack(pack("x".repeat(11), { characters: 10 }), true)).toEqual(new LeftBehind("a text of 11 characters"));
    expect(unpack(pack(new Uint8Array(11), { characters: 10 }), true)).toEqual(new LeftBehind("11 bytes"));
  });
});
