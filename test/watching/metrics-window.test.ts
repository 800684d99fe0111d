import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { gate, normal, openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome } from "../history/deck.ts";

const minute = 60_000;

describe("a window", () => {
  it("counts only what happened in it, though nobody looked meanwhile", () => {
    const { bus, clock } = openBus();
    bus.subscribe("old", () => clock.spend(500));
    bus.subscribe("new", () => clock.spend(1));
    emitSome(bus, 3, "old");
    clock.spend(5 * minute);
    emitSome(bus, 2, "new");
    const { types, ...totals } = bus.metrics({ windowMs: minute });
    expect(totals).toMatchObject({ emitted: 2, delivered: 2 });
    expect([...types.keys()]).toEqual(["new"]);
    expect(types.get("new")?.handlingMs).toMatchObject({ count: 2, max: 1 });
    expect(bus.metrics({ windowMs: 10 * minute })).toMatchObject({ emitted: 5, delivered: 5 });
    expect(bus.metrics()).toMatchObject({ emitted: 5, delivered: 5 });
  });
  it("is right to the second, whenever it is asked", () => {
    const { bus, clock } = openBus();
    for (let second = 0; second < 100; second++) {
      emitSome(bus, 10);
      if (second % 7 === 0) bus.metrics();
      clock.spend(1000);
    }
    for (const seconds of [1, 2, 10, 50, 99]) {
      const { emitted } = bus.metrics({ windowMs: seconds * 1000 });
      expect(emitted).toBeGreaterThanOrEqual(seconds * 10);
      expect(emitted).toBeLessThanOrEqual(seconds * 10 + 10);
    }
    expect(bus.metrics().emitted).toBe(1000);
  });
  it("is empty when nothing happened in it", () => {
    const { bus, clock } = openBus();
    emitSome(bus, 5);
    clock.spend(minute);
    const { types, ...totals } = bus.metrics({ windowMs: 1000 });
    expect([totals.emitted, types.size]).toEqual([0, 0]);
  });
  it("reaches back 15 minutes; the total reaches back to the beginning", () => {
    const { bus, clock } = openBus();
    emitSome(bus, 5, "first");
    for (let passed = 0; passed < 60; passed++) {
      clock.spend(minute);
      emitSome(bus, 1, "each minute");
    }
    expect(bus.metrics({ windowMs: 15 * minute }).emitted).toBe(16);
    expect(bus.metrics().emitted).toBe(65);
    expect(bus.metrics().types.get("first")?.emitted).toBe(5);
  });
  it.each([0, -1, Number.NaN, 15 * minute + 1, Infinity])("of %d ms is a RangeError", (windowMs) => {
    const { bus } = openBus();
    expect(() => bus.metrics({ windowMs })).toThrow(RangeError);
  });
});

describe("what ends late counts when it ends", () => {
  it("the call of an async handler", async () => {
    const { bus, clock } = openBus();
    const { open, opened } = gate();
    bus.subscribe("t", () => opened);
    emitSome(bus, 1);
    clock.spend(5 * minute);
    open();
    await microtasks();
    expect(bus.metrics({ windowMs: 10_000 })).toMatchObject({ emitted: 0, delivered: 1 });
    expect(bus.metrics({ windowMs: 10_000 }).types.get("t")?.handlingMs).toMatchObject({ count: 1, max: 5 * minute });
    expect(bus.metrics()).toMatchObject({ emitted: 1, delivered: 1 });
  });
  it("an event's wait in its lane", async () => {
    const { bus, clock } = openBus();
    bus.pause();
    bus.emit(normal("t"));
    clock.spend(5 * minute);
    bus.resume();
    await clock.advance();
    expect(bus.metrics({ windowMs: 10_000 }).lanes.normal.waitedMs).toMatchObject({ count: 1, max: 5 * minute });
  });
  it("an event that is called off", () => {
    const { bus, clock } = openBus();
    const controller = new AbortController();
    bus.emit(normal("t"), { signal: controller.signal, delayMs: 20 * minute });
    clock.spend(5 * minute);
    controller.abort();
    expect(bus.metrics({ windowMs: 10_000 }).undelivered.cancelled).toBe(1);
    expect(bus.metrics().undelivered.cancelled).toBe(1);
  });
  it("counts once, however long it took", async () => {
    const { bus, clock } = openBus();
    const { open, opened } = gate();
    bus.subscribe("slow", () => opened);
    bus.emit(draft("slow"));
    for (let n = 0; n < 40; n++) {
      clock.spend(minute);
      bus.emit(draft("other"));
      bus.metrics();
    }
    open();
    await microtasks();
    expect(bus.metrics()).toMatchObject({ emitted: 41, delivered: 1 });
  });
});
