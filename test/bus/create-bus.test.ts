import { type BusOptions, createBus, defineEvent, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";

const added = defineEvent("cart.added", payload<string>(), { priority: "immediate" });

describe("createBus", () => {
  it("needs no options: an open, empty bus", () => {
    const bus = createBus();
    expect(bus).toMatchObject({ source: "eventdeck", closed: false, paused: false, kinds: [] });
    expect([bus.history.size, bus.subscriptions().length]).toEqual([0, 0]);
  });

  it("knows the definitions it was given, and takes others too", () => {
    const bus = createBus({ events: [added] });
    expect(bus.kinds).toEqual([added]);
    expect(Object.isFrozen(bus.kinds)).toBe(true);
    expect(bus.emit(defineEvent("other", payload<number>())(1)).type).toBe("other");
  });

  it("starts nothing: no timer, no task", () => {
    const before = process.getActiveResourcesInfo().length;
    const buses = Array.from({ length: 20 }, () => createBus({ events: [added] }));
    for (const bus of buses) bus.subscribe("#", () => {});
    expect(process.getActiveResourcesInfo().length).toBe(before);
  });

  it("makes buses that know nothing of one another", () => {
    const [one, other] = [createBus(), createBus()];
    const heard: string[] = [];
    other.subscribe("#", ({ type }) => heard.push(type));
    one.emit(added("a"));
    expect(heard).toEqual([]);
    expect([one.history.size, other.history.size]).toEqual([1, 0]);
  });

  const refused: [what: string, options: unknown][] = [
    ["source", { source: "" }],
    ["source", { source: 5 }],
    ["maxEvents", { history: { maxEvents: 0 } }],
    ["maxBytes", { history: { maxBytes: Number.NaN } }],
    ["maxAgeMs", { history: { maxAgeMs: -1 } }],
    ["maxUndelivered", { history: { maxUndelivered: -1 } }],
    ["capacity", { lanes: { capacity: 0 } }],
    ["sliceMs", { lanes: { sliceMs: 0 } }],
    ["overflow", { lanes: { overflow: "block" } }],
  ];
  it.each(refused)("refuses a bad %s, by name: %j", (option, options) => {
    expect(() => createBus(garbage<BusOptions<readonly []>>(options))).toThrow(new RegExp(option));
  });
});

describe("the bus of the host", () => {
  it("delivers each lane with the host's own tasks, immediate events at once", async () => {
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    for (const priority of ["deferred", "normal", "immediate"] as const) bus.emit({ type: priority, input: 1, options: { priority } });
    expect(heard).toEqual(["immediate"]);
    await bus.flush();
    expect(heard).toEqual(["immediate", "normal", "deferred"]);
    await bus.close();
  });

  it("closes without hanging, whatever waits", async () => {
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    bus.pause();
    for (const priority of ["deferred", "normal"] as const) bus.emit({ type: priority, input: 1, options: { priority } });
    await bus.close();
    expect(heard).toEqual(["normal", "deferred"]);
  });
});
