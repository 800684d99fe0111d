import { createContext, runInContext } from "node:vm";
import { createBus, defineEvent, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";

const any = defineEvent("any", payload<unknown>(), { priority: "immediate" });
/** The same value, after it was the payload of an event. */
function published<Value>(value: Value): Value {
  expect(createBus().emit(any(value)).payload).toBe(value);
  return value;
}
/** An array in an array in an array, and the innermost one. */
function nested(depth: number): { outermost: unknown[]; innermost: unknown[] } {
  const innermost: unknown[] = [];
  let outermost = innermost;
  for (let level = 1; level < depth; level++) outermost = [outermost];
  return { outermost, innermost };
}

describe("a payload is frozen", () => {
  it("all the way down: objects, arrays, maps and sets in one another", () => {
    const leaf = { n: 1 };
    const key = { key: 1 };
    const set = new Set<unknown>([[leaf]]);
    const map = new Map<unknown, unknown>([[key, { set }]]);
    const payloadOf = published({ list: [{ map }], nothing: null });
    for (const part of [payloadOf, payloadOf.list, payloadOf.list[0], map, map.get(key), key, set, [...set][0], leaf]) expect(Object.isFrozen(part)).toBe(true);
    expect(() => Object.assign(leaf, { n: 2 })).toThrow(TypeError);
  });

  it("in place, when its schema passes it by reference", () => {
    const input = published({ list: [1] });
    expect(() => input.list.push(2)).toThrow(TypeError);
  });

  it("below a root that was frozen before, and below frozen parts further in", () => {
    const [first, second, third] = [{ n: 1 }, { n: 1 }, { n: 1 }];
    published(Object.freeze({ a: first, b: { c: Object.freeze([Object.freeze({ second })]) }, d: Object.freeze(new Map([["third", third]])) }));
    for (const part of [first, second, third]) expect(Object.isFrozen(part)).toBe(true);
  });

  it("with cycles, also through what was frozen before", () => {
    const cycle: { self?: unknown; list: unknown[] } = { list: [] };
    cycle.self = cycle;
    cycle.list.push(cycle, cycle.list);
    published(cycle);
    expect(Object.isFrozen(cycle.list)).toBe(true);

    const list: unknown[] = [];
    const frozen = Object.freeze({ list });
    list.push(frozen, frozen);
    published(frozen);
    expect(Object.isFrozen(list)).toBe(true);

    const map = new Map<unknown, unknown>();
    map.set(map, map);
    published(map);
    expect(() => map.clear()).toThrow(TypeError);
  });

  it("100,000 levels deep, without overflowing the stack", () => {
    const { outermost, innermost } = nested(100_000);
    published(outermost);
    expect(Object.isFrozen(innermost)).toBe(true);
    const { outermost: again, innermost: last } = nested(100_000);
    published(Object.freeze(again));
    expect(Object.isFrozen(last)).toBe(true);
  });

  it("once for parts that are met many times: no blow-up on a lattice", () => {
    let layer: unknown = { leaf: true };
    for (let level = 0; level < 60; level++) layer = Object.freeze([layer, layer]);
    published(layer);
    expect(Object.isFrozen(layer)).toBe(true);
  });

  it("with null prototypes, own `__proto__` and sparse arrays", () => {
    const bare = Object.assign(Object.create(null), { inner: {} });
    const parsed: Record<string, object> = JSON.parse('{"__proto__": {"x": {}}}');
    const sparse: unknown[] = [];
    sparse[10] = {};
    published({ bare, parsed, sparse });
    for (const part of [bare, bare.inner, parsed, Object.getOwnPropertyDescriptor(parsed, "__proto__")?.value, sparse, sparse[10]])
      expect(Object.isFrozen(part)).toBe(true);
    expect(Object.isFrozen(Object.prototype)).toBe(false);
  });

  it("as events between buses are, after structured clone", () => {
    const event = createBus().emit(any({ map: new Map([["a", new Set([1])]]) }));
    const clone = createBus().emit(structuredClone(event));
    expect(() => garbage<{ map: Map<string, unknown> }>(clone.payload).map.set("b", 1)).toThrow(/frozen/);
  });
});

describe("what is no plain value is left as it is", () => {
  it("class instances, dates, errors, expressions, buffers, promises and functions", () => {
    class Money {
      amount = 1;
      parts = { cents: 0 };
    }
    const money = new Money();
    const call = () => 1;
    const others = {
      money,
      at: new Date(0),
      error: new Error("e"),
      expression: /a/g,
      bytes: new Uint8Array(4),
      view: new DataView(new ArrayBuffer(8)),
      promise: Promise.resolve(),
      weak: new WeakMap(),
      call,
    };
    published(others);
    for (const other of Object.values(others)) expect(Object.isFrozen(other)).toBe(false);
    money.amount = 2;
    money.parts.cents = 5;
    others.at.setTime(5);
    others.bytes[0] = 7;
    others.expression.lastIndex = 1;
    expect(others).toMatchObject({ money: { amount: 2, parts: { cents: 5 } }, bytes: Uint8Array.of(7, 0, 0, 0) });
  });

  it("also at the root", () => {
    expect(Object.isFrozen(published(new Date()))).toBe(false);
    expect(Object.isFrozen(published(new Uint8Array(2)))).toBe(false);
  });
});

describe("a write to a frozen", () => {
  it.each([["set"], ["delete"], ["clear"]])("map, by %s, says what to do instead", (method) => {
    const map = published(new Map([["a", 1]]));
    const write = () => Reflect.apply(Reflect.get(map, method), map, ["a", 2]);
    expect(write).toThrow(new TypeError("This map belongs to a published event and is frozen. Change a copy: new Map(map)."));
    expect([...map]).toEqual([["a", 1]]);
    const copy = new Map(map);
    copy.set("b", 2);
    expect(copy.size).toBe(2);
  });

  it.each([["add"], ["delete"], ["clear"]])("set, by %s, says what to do instead", (method) => {
    const set = published(new Set([1]));
    const write = () => Reflect.apply(Reflect.get(set, method), set, [1]);
    expect(write).toThrow(new TypeError("This set belongs to a published event and is frozen. Change a copy: new Set(set)."));
    expect([...set]).toEqual([1]);
    expect(new Set(set).add(2).size).toBe(2);
  });

  it("map or set leaves reading as it is, and equality too", () => {
    const map = published(new Map([["a", new Set([1])]]));
    expect(map.get("a")?.has(1)).toBe(true);
    expect(map).toEqual(new Map([["a", new Set([1])]]));
    expect(structuredClone(map)).toEqual(map);
    expect(Object.keys(map)).toEqual([]);
  });
});

describe("values of another realm", () => {
  const realm = createContext({});
  const foreign = (source: string): object => runInContext(`(${source})`, realm);

  it("are frozen as ours are: objects, arrays, maps and sets", () => {
    const map = foreign("new Map([['a', { inner: [1] }]])");
    const set = foreign("new Set([{}])");
    const objects = foreign("{ list: [{}] }");
    expect(map instanceof Map).toBe(false);
    published({ map, set, objects });
    for (const part of [
      objects,
      Reflect.get(objects, "list"),
      Reflect.get(objects, "list")[0],
      map,
      set,
      garbage<Map<string, object>>(map).get("a"),
      [...garbage<Set<object>>(set)][0],
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(() => garbage<Map<string, object>>(map).set("b", {})).toThrow(/new Map\(map\)/);
    expect(() => garbage<Set<object>>(set).add({})).toThrow(/new Set\(set\)/);
  });

  it("are left as they are when they are no plain values, or only look like a map", () => {
    const date = foreign("new Date(0)");
    const instance = foreign("new (class Money { parts = {} })()");
    const impostor = new (class {
      readonly [Symbol.toStringTag] = "Map";
    })();
    published({ date, instance, impostor });
    for (const part of [date, instance, impostor]) expect(Object.isFrozen(part)).toBe(false);
  });
});
