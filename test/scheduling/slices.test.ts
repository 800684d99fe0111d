import { describe, expect, it } from "vitest";
import { immediate, normal, openBus } from "./virtual-bus.ts";

/** Ten normal events wait, each of which keeps its handler busy. */
function busyBus(handlerMs: number, sliceMs?: number) {
  const opened = openBus({ lanes: { sliceMs } });
  const { bus, clock, heard } = opened;
  bus.subscribe("#", ({ topic }) => {
    heard.push(topic);
    clock.spend(handlerMs);
  });
  for (let count = 1; count <= 10; count++) bus.emit(normal(String(count)));
  return opened;
}

describe("the normal lane", () => {
  it("runs from tasks of the host, never in the emitter's own", async () => {
    const { clock, heard } = busyBus(0);
    expect(heard).toEqual([]);
    await clock.turn();
    expect(heard).toHaveLength(10);
  });

  it("asks for one task only, however much waits", async () => {
    const { bus, clock } = openBus();
    for (let count = 0; count < 100; count++) bus.emit(normal("e"));
    expect(clock.scheduled).toBe(1);
    await clock.advance();
    expect(clock.scheduled).toBe(0);
  });

  it("runs in slices of 5 ms by default", async () => {
    const { clock, heard } = busyBus(2);
    await clock.turn();
    expect(heard).toHaveLength(3);
    await clock.turn();
    expect(heard).toHaveLength(6);
  });

  it("runs in slices of sliceMs", async () => {
    const { clock, heard } = busyBus(2, 8);
    await clock.turn();
    expect(heard).toHaveLength(4);
    await clock.turn();
    expect(heard).toHaveLength(8);
  });

  it("runs one event in a task when that takes longer than a slice", async () => {
    const { clock, heard } = busyBus(50);
    for (let turns = 1; turns <= 10; turns++) {
      await clock.turn();
      expect(heard).toHaveLength(turns);
    }
  });

  it("gives the host a turn in between: what came due meanwhile runs before the rest", async () => {
    const { clock, heard } = busyBus(2);
    clock.schedule(() => heard.push("timer"), 1, "normal");
    clock.schedule(() => heard.push("later timer"), 8, "normal");
    await clock.advance(20);
    expect(heard).toEqual(["1", "2", "3", "timer", "4", "5", "6", "later timer", "7", "8", "9", "10"]);
  });

  it("lets promises settle in between", async () => {
    const { bus, clock, heard } = busyBus(2);
    bus.subscribe("1", () => Promise.resolve().then(() => heard.push("settled")));
    await clock.turn();
    expect(heard).toEqual(["1", "2", "3", "settled"]);
  });

  it("does not cut the chain of immediate events that one event set off, but counts its time", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      clock.spend(1);
      if (topic === "1") for (let count = 0; count < 9; count++) emit(immediate("part"));
    });
    bus.emitMany([normal("1"), normal("2")]);
    await clock.turn();
    expect(heard).toEqual(["1", ...Array.from({ length: 9 }, () => "part")]);
    await clock.turn();
    expect(heard.at(-1)).toBe("2");
  });

  it("goes on with the rest when a handler throws", async () => {
    const { bus, clock, heard, failures, listen } = openBus();
    bus.subscribe("1", () => {
      throw new Error("no");
    });
    listen();
    bus.emitMany([normal("1"), normal("2")]);
    await clock.turn();
    expect(heard).toEqual(["1", "2"]);
    expect(failures).toHaveLength(1);
  });

  it("takes what comes in during a slice into the same slice, in order", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic === "1") emit(normal("3"));
    });
    bus.emitMany([normal("1"), normal("2")]);
    await clock.turn();
    expect(heard).toEqual(["1", "2", "3"]);
  });

  it("tells how long events have waited", async () => {
    const { bus, clock } = openBus();
    bus.emit(normal("1"));
    clock.spend(30);
    bus.emit(normal("2"));
    clock.spend(10);
    expect(bus.metrics().lanes.normal).toMatchObject({ depth: 2, highWater: 2, oldestMs: 40 });
    await clock.advance();
    expect(bus.metrics().lanes.normal).toMatchObject({ depth: 0, highWater: 2, oldestMs: 0, waitedMs: { count: 2, max: 40 } });
  });
});
