import { FilterSyntaxError, type HistoryEntry } from "eventdeck";
import { describe, expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, payloadsOf, positionsOf } from "./deck.ts";

describe("query", () => {
  it.each([
    [{}, [1, 2, 3, 4, 5]],
    [{ from: 3 }, [3, 4, 5]],
    [{ to: 3 }, [1, 2, 3]],
    [{ from: 2, to: 4 }, [2, 3, 4]],
    [{ from: 4, to: 2 }, []],
    [{ from: -10, to: 100 }, [1, 2, 3, 4, 5]],
    [{ from: 2.5, to: 4.5 }, [3, 4]],
    [{ from: Infinity }, []],
    [{ limit: 2 }, [1, 2]],
    [{ limit: 0 }, []],
    [{ limit: 2, from: 2 }, [2, 3]],
    [{ newestFirst: true }, [5, 4, 3, 2, 1]],
    [{ newestFirst: true, limit: 2 }, [5, 4]],
    [{ newestFirst: true, from: 2, to: 4, limit: 2 }, [4, 3]],
  ])("with %o finds %o", (options, expected) => {
    const { bus } = openBus();
    emitSome(bus, 5);
    expect(positionsOf(bus.history.query("", options))).toEqual(expected);
    expect(positionsOf(bus.history.query(() => true, options))).toEqual(expected);
  });
  it("counts only matches against the limit", () => {
    const { bus } = openBus();
    for (let n = 0; n < 10; n++) bus.emit(draft(n % 2 ? "odd" : "even", n));
    expect(payloadsOf(bus.history.query("type:odd", { limit: 2 }))).toEqual([1, 3]);
    expect(payloadsOf(bus.history.query("payload:>=4", { limit: 3, newestFirst: true }))).toEqual([9, 8, 7]);
    expect(payloadsOf(bus.history.query("type:odd position:5..9", { from: 7 }))).toEqual([7]);
  });
  it.each([{ limit: -1 }, { limit: Number.NaN }, { from: Number.NaN }, { to: Number.NaN }])("with %o is a RangeError", (options) => {
    const { bus } = openBus();
    expect(() => bus.history.query("", options)).toThrow(RangeError);
  });
  it("of bad text is a FilterSyntaxError that says where", () => {
    const { bus } = openBus();
    expect(() => bus.history.query("type:a nope:1")).toThrow(FilterSyntaxError);
    expect(() => bus.history.query("type:a nope:1")).toThrow(expect.objectContaining({ index: 7 }));
  });
});

describe("a predicate", () => {
  it("is asked of each event, with its entry", () => {
    const { bus } = openBus();
    emitSome(bus, 3);
    const asked: HistoryEntry[] = [];
    const found = bus.history.query((event, entry) => {
      expect(entry.event).toBe(event);
      asked.push(entry);
      return event.payload === 2;
    });
    expect(asked).toEqual([...bus.history]);
    expect(found).toEqual([bus.history.get(2)]);
  });
  it("that throws throws out of the query", () => {
    const { bus } = openBus();
    emitSome(bus, 1);
    expect(() =>
      bus.history.query(() => {
        throw new Error("mine");
      }),
    ).toThrow("mine");
  });
  it("may publish and clear: what it removes is not found, what it adds is not looked at", () => {
    const { bus } = openBus({ history: { maxEvents: 4 } });
    emitSome(bus, 4);
    expect(positionsOf(bus.history.query(({ payload }) => payload !== 1 || bus.emit(draft("new")) !== undefined))).toEqual([2, 3, 4]);
    expect(positionsOf(bus.history)).toEqual([2, 3, 4, 5]);
    const cleared = bus.history.query(() => {
      bus.history.clear();
      return true;
    });
    expect(cleared).toEqual([]);
    emitSome(bus, 2);
    expect(Array.from(bus.history, ({ event, position }) => [position, event.payload])).toEqual([
      [6, 1],
      [7, 2],
    ]);
  });
});

describe("finding text", () => {
  it("looks at the event that is there now, not at one that had its place", () => {
    const { bus } = openBus({ history: { maxEvents: 64 } });
    for (let n = 0; n < 64; n++) bus.emit(draft("t", `pear ${n}`));
    expect(bus.history.query("pear")).toHaveLength(64);
    for (let n = 0; n < 40; n++) bus.emit(draft("t", `fig ${n}`));
    expect(bus.history.query("pear")).toHaveLength(24);
    expect(bus.history.query("fig")).toHaveLength(40);
    bus.history.clear();
    for (let n = 0; n < 3; n++) bus.emit(draft("t", `plum ${n}`));
    expect(bus.history.query("pear OR fig")).toEqual([]);
    expect(bus.history.query("plum")).toHaveLength(3);
  });
  it("finds the same again when more text was read than is remembered", () => {
    const { bus } = openBus();
    for (let n = 0; n < 30; n++) bus.emit(draft("t", `${"x".repeat(200_000)} number-${n}.`));
    for (let round = 0; round < 2; round++) {
      for (const n of [0, 29, 15]) expect(positionsOf(bus.history.query(`number-${n}.`))).toEqual([n + 1]);
    }
  });
  it("goes by the types that are left, however many there were", () => {
    const { bus } = openBus({ history: { maxEvents: 5 } });
    for (let n = 0; n < 100; n++) {
      bus.emit(draft(`type.n${n}`, n));
      expect(payloadsOf(bus.history.query(`type:type.n${n}`))).toEqual([n]);
      expect(bus.history.query(`topic:type.n${n - 5}`)).toEqual([]);
      expect(bus.history.query("topic:type.*")).toHaveLength(Math.min(n + 1, 5));
    }
  });
});
