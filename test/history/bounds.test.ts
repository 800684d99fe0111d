import { defineEvent, glob, type HistoryOptions, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, payloadsOf, positionsOf } from "./deck.ts";

describe("the bound by count", () => {
  it("keeps the newest events and counts the evicted", () => {
    const { bus } = openBus({ history: { maxEvents: 3 } });
    emitSome(bus, 10);
    expect(payloadsOf(bus.history)).toEqual([8, 9, 10]);
    expect([bus.history.size, bus.history.evicted, bus.history.firstPosition]).toEqual([3, 7, 8]);
  });
  it("is 10,000 unless given", () => {
    const { bus } = openBus();
    emitSome(bus, 10_001);
    expect([bus.history.size, bus.history.evicted]).toEqual([10_000, 1]);
  });
  it("holds for a history of one event", () => {
    const { bus } = openBus({ history: { maxEvents: 1 } });
    emitSome(bus, 5);
    expect(positionsOf(bus.history)).toEqual([5]);
  });
});

describe("the bound by bytes", () => {
  const text = "x".repeat(1000);

  it("evicts the oldest until the estimate fits", () => {
    const { bus } = openBus({ history: { maxBytes: 20_000 } });
    for (let n = 0; n < 100; n++) bus.emit(draft("t", `${n}${text}`));
    expect(bus.history.bytes).toBeLessThanOrEqual(20_000);
    expect(bus.history.bytes).toBeGreaterThan(15_000);
    expect(bus.history.evicted + bus.history.size).toBe(100);
    expect(bus.history.lastPosition).toBe(100);
  });
  it("counts text by its length and goes back to 0", () => {
    const { bus } = openBus();
    bus.emit(draft("t", "x"));
    const small = bus.history.bytes;
    bus.emit(draft("t", "x".repeat(100_000)));
    expect(bus.history.bytes - small).toBeGreaterThan(100_000);
    bus.history.clear();
    expect(bus.history.bytes).toBe(0);
  });
  it("takes an event that is larger than all of it out again at once", () => {
    const { bus } = openBus({ history: { maxBytes: 5_000 } });
    emitSome(bus, 3);
    let delivered = 0;
    bus.subscribe("huge", () => delivered++);
    bus.emit(draft("huge", "x".repeat(50_000)));
    expect(delivered).toBe(1);
    expect([bus.history.size, bus.history.bytes, bus.history.evicted]).toEqual([0, 0, 4]);
    emitSome(bus, 1);
    expect(positionsOf(bus.history)).toEqual([5]);
  });
});

describe("the bound by age", () => {
  it("holds whenever somebody looks, without another event", () => {
    const { bus, clock } = openBus({ history: { maxAgeMs: 1000 } });
    emitSome(bus, 2);
    clock.spend(600);
    emitSome(bus, 1);
    clock.spend(600);
    expect(bus.history.size).toBe(1);
    expect([bus.history.evicted, bus.history.firstPosition]).toEqual([2, 3]);
    clock.spend(600);
    expect(bus.history.get(3)).toBeUndefined();
    expect(bus.history.query("")).toEqual([]);
    expect([bus.history.firstPosition, bus.history.lastPosition]).toEqual([4, 3]);
  });
  it("keeps an event that is exactly as old", () => {
    const { bus, clock } = openBus({ history: { maxAgeMs: 1000 } });
    emitSome(bus, 1);
    clock.spend(1000);
    expect(bus.history.size).toBe(1);
    clock.spend(1);
    expect(bus.history.size).toBe(0);
  });
  it.each(["size", "bytes", "evicted", "firstPosition"] as const)("is applied before %s is read", (property) => {
    const { bus, clock } = openBus({ history: { maxAgeMs: 10 } });
    emitSome(bus, 2);
    clock.spend(11);
    expect(bus.history[property]).toBe({ size: 0, bytes: 0, evicted: 2, firstPosition: 3 }[property]);
  });
});

describe("keep", () => {
  const kept = defineEvent("kept.by.definition", payload<number>(), { priority: "immediate", topic: "elsewhere" });

  it.each([
    ["a pattern", "cart.#", ["cart.added"]],
    ["a definition", kept, ["kept.by.definition"]],
    ["a glob", glob("*.added"), ["cart.added", "list.added"]],
    ["an array", ["list.*", kept], ["list.added", "kept.by.definition"]],
  ] satisfies [string, HistoryOptions["keep"], string[]][])("records only what %s selects", (_, keep, expected) => {
    const { bus } = openBus({ history: { keep } });
    let delivered = 0;
    bus.subscribe("#", () => delivered++);
    bus.emit(draft("cart.added"));
    bus.emit(draft("list.added"));
    bus.emit(kept(1));
    expect(Array.from(bus.history, ({ event }) => event.type)).toEqual(expected);
    expect(bus.history.lastPosition).toBe(expected.length);
    expect(delivered).toBe(3);
  });
});

describe("history: false", () => {
  it("keeps nothing, delivers everything, and still numbers the events", async () => {
    const { bus } = openBus({ history: false });
    let delivered = 0;
    bus.subscribe("#", () => delivered++);
    emitSome(bus, 3);
    const { history } = bus;
    expect(delivered).toBe(3);
    expect([history.size, history.bytes, history.evicted, history.firstPosition, history.lastPosition]).toEqual([0, 0, 0, 4, 3]);
    expect([history.get(3), history.query("").length, [...history].length, [...history.export()].length]).toEqual([undefined, 0, 0, 0]);
    bus.emit(draft("t"), { signal: AbortSignal.abort() });
    expect(history.undelivered()).toEqual([]);
  });
  it("imports nothing, but still refuses what is no session", async () => {
    const { bus } = openBus({ history: false });
    const { bus: other } = openBus();
    emitSome(other, 2);
    expect(await bus.history.import(other.history.export())).toEqual({ added: 0 });
    await expect(bus.history.import(["{"])).rejects.toMatchObject({ line: 1 });
  });
});

describe("bounds that make no sense", () => {
  it.each([{ maxEvents: 0 }, { maxEvents: Number.NaN }, { maxBytes: -1 }, { maxAgeMs: 0 }, { maxUndelivered: -1 }])("%o is a RangeError", (history) => {
    expect(() => openBus({ history })).toThrow(RangeError);
  });
  it("say which it is", () => {
    expect(() => openBus({ history: { maxEvents: 0 } })).toThrow(/history\.maxEvents/);
  });
});
