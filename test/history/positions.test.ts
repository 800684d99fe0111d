import { describe, expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, positionsOf } from "./deck.ts";

describe("positions", () => {
  it("begin at 1 and grow by one per recorded event", () => {
    const { bus } = openBus();
    emitSome(bus, 5);
    expect(positionsOf(bus.history)).toEqual([1, 2, 3, 4, 5]);
    expect([bus.history.firstPosition, bus.history.lastPosition, bus.history.size]).toEqual([1, 5, 5]);
  });
  it("are the order in which handlers saw the events", async () => {
    const { bus, clock } = openBus();
    const seen: string[] = [];
    bus.subscribe("#", ({ type }, { emit }) => {
      seen.push(type);
      if (type === "late") emit(draft("inner"));
    });
    bus.emit({ type: "late", input: undefined });
    bus.emit(draft("first"));
    await clock.advance();
    expect(seen).toEqual(["first", "late", "inner"]);
    expect(Array.from(bus.history, ({ event }) => event.type)).toEqual(seen);
  });
  it("are given to an event when its delivery begins, not when it is published", async () => {
    const { bus, clock } = openBus();
    bus.emit({ type: "waits", input: undefined });
    expect(bus.history.lastPosition).toBe(0);
    await clock.advance();
    expect(bus.history.lastPosition).toBe(1);
  });
  it("say where an empty history would begin", () => {
    const { bus } = openBus();
    expect([bus.history.firstPosition, bus.history.lastPosition]).toEqual([1, 0]);
    emitSome(bus, 3);
    bus.history.clear();
    expect([bus.history.firstPosition, bus.history.lastPosition, bus.history.size, bus.history.bytes]).toEqual([4, 3, 0, 0]);
  });
  it("are never given again after evictions, clearing and imports", async () => {
    const { bus } = openBus({ history: { maxEvents: 3 } });
    emitSome(bus, 5);
    expect(positionsOf(bus.history)).toEqual([3, 4, 5]);
    const lines = [...bus.history.export()];
    bus.history.clear();
    emitSome(bus, 1);
    expect(positionsOf(bus.history)).toEqual([6]);
    await bus.history.import(lines);
    expect(positionsOf(bus.history)).toEqual([7, 8, 9]);
    emitSome(bus, 1);
    expect(positionsOf(bus.history)).toEqual([8, 9, 10]);
  });
});

describe("get", () => {
  it("gives the same entry for the same position, however it is found", () => {
    const { bus } = openBus();
    emitSome(bus, 200);
    const entry = bus.history.get(7);
    expect(entry?.position).toBe(7);
    emitSome(bus, 200);
    expect(bus.history.get(7)).toBe(entry);
    expect(bus.history.query("position:7")[0]).toBe(entry);
    expect([...bus.history][6]).toBe(entry);
  });
  it("knows nothing of positions that were evicted, cleared or not given yet", () => {
    const { bus } = openBus({ history: { maxEvents: 2 } });
    emitSome(bus, 3);
    expect([0, 1, 2, 3, 4, -1].map((position) => bus.history.get(position)?.position)).toEqual([undefined, undefined, 2, 3, undefined, undefined]);
    bus.history.clear();
    expect(bus.history.get(3)).toBeUndefined();
  });
  it("knows nothing of what is no position", () => {
    const { bus } = openBus();
    emitSome(bus, 3);
    for (const odd of [1.5, Number.NaN, Infinity, 2 ** 32 + 1]) expect(bus.history.get(odd)).toBeUndefined();
    expect(positionsOf(bus.history)).toEqual([1, 2, 3]);
  });
  it("does not mistake a position for one that shared its place in the ring", () => {
    const { bus } = openBus({ history: { maxEvents: 64 } });
    emitSome(bus, 64);
    const old = bus.history.get(1);
    emitSome(bus, 64, "new");
    expect(bus.history.get(1)).toBeUndefined();
    expect(bus.history.get(65)?.event.type).toBe("new");
    expect(old).toMatchObject({ position: 1, event: { type: "t" } });
  });
});

describe("iterating", () => {
  it("goes from the oldest to the newest entry", () => {
    const { bus } = openBus({ history: { maxEvents: 3 } });
    emitSome(bus, 4);
    expect(positionsOf(bus.history)).toEqual([2, 3, 4]);
    expect(positionsOf(bus.history)).toEqual([2, 3, 4]);
  });
  it("leaves out what is evicted meanwhile", () => {
    const { bus } = openBus({ history: { maxEvents: 4 } });
    emitSome(bus, 4);
    const met: number[] = [];
    for (const { position } of bus.history) {
      met.push(position);
      if (position === 1) emitSome(bus, 3);
    }
    expect(met).toEqual([1, 4, 5, 6, 7]);
  });
  it("ends when the history is cleared meanwhile", () => {
    const { bus } = openBus();
    emitSome(bus, 4);
    const met: number[] = [];
    for (const { position } of bus.history) {
      met.push(position);
      if (position === 2) bus.history.clear();
    }
    expect(met).toEqual([1, 2]);
  });
  it("leaves out what grows too old meanwhile", () => {
    const { bus, clock } = openBus({ history: { maxAgeMs: 100 } });
    emitSome(bus, 2);
    clock.spend(60);
    emitSome(bus, 1);
    const met: number[] = [];
    for (const { position } of bus.history) {
      met.push(position);
      clock.spend(50);
    }
    expect(met).toEqual([1, 3]);
  });
});
