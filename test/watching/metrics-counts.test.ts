import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { deferred, gate, normal, openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome } from "../history/deck.ts";

const nothing = { count: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 };

describe("metrics", () => {
  it("are all zero on a new bus", () => {
    const { bus } = openBus();
    const lane = { depth: 0, highWater: 0, oldestMs: 0, waitedMs: nothing };
    expect(bus.metrics()).toEqual({
      emitted: 0,
      delivered: 0,
      failed: 0,
      undelivered: { invalid: 0, stopped: 0, expired: 0, cancelled: 0, conflated: 0, overflow: 0 },
      lanes: { immediate: lane, normal: lane, deferred: lane },
      types: new Map(),
    });
  });
  it("count events and handler calls, in all and per type", async () => {
    const { bus, clock } = openBus({ onError: () => {} });
    bus.subscribe("a", () => {});
    bus.subscribe("a", () => {});
    bus.subscribe("b", () => {
      throw new Error("no");
    });
    emitSome(bus, 3, "a");
    emitSome(bus, 2, "b");
    bus.emit(normal("c"));
    await clock.advance();
    const { types, ...totals } = bus.metrics();
    expect(totals).toMatchObject({ emitted: 6, delivered: 6, failed: 2 });
    expect(Object.fromEntries(types)).toMatchObject({
      a: { emitted: 3, delivered: 6, failed: 0 },
      b: { emitted: 2, delivered: 0, failed: 2 },
      c: { emitted: 1, delivered: 0, failed: 0 },
    });
  });
  it("go by type, whatever the topic", () => {
    const { bus } = openBus();
    for (const topic of ["one", "two", "three"]) bus.emit(draft("t", 1, { topic }));
    expect([...bus.metrics().types].map(([type, { emitted }]) => [type, emitted])).toEqual([["t", 3]]);
  });
  it("count an async handler when it has settled", async () => {
    const { bus } = openBus({ onError: () => {} });
    const { open, opened } = gate();
    bus.subscribe("t", () => opened);
    bus.subscribe("t", () => opened.then(() => Promise.reject(new Error("no"))));
    emitSome(bus, 1);
    expect(bus.metrics()).toMatchObject({ delivered: 0, failed: 0 });
    open();
    await microtasks();
    expect(bus.metrics()).toMatchObject({ delivered: 1, failed: 1 });
  });
  it("count neither skips nor what was called off", async () => {
    const { bus } = openBus();
    const { open, opened } = gate();
    bus.subscribe("t", () => opened, { concurrency: "exhaust" });
    bus.subscribe("t", () => opened).unsubscribe();
    const ends = bus.subscribe("t", () => opened);
    emitSome(bus, 2);
    ends.unsubscribe();
    open();
    await microtasks();
    expect(bus.metrics()).toMatchObject({ emitted: 2, delivered: 1, failed: 0 });
  });
  it("count what reached nobody, by reason", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 2, overflow: "drop-newest" } });
    const stop = bus.use({ name: "stop", beforePublish: () => false });
    bus.emit(draft("t"));
    stop();
    bus.emit(draft("t"), { signal: AbortSignal.abort() });
    bus.emit(normal("t"), { conflateKey: "k" });
    bus.emit(normal("t", { ttlMs: 5 }), { conflateKey: "k" });
    bus.emit(normal("t"));
    bus.emit(normal("t"));
    clock.spend(5);
    await clock.advance();
    const { emitted, undelivered } = bus.metrics();
    expect(undelivered).toEqual({ invalid: 0, stopped: 1, expired: 1, cancelled: 1, conflated: 1, overflow: 1 });
    expect(emitted).toBe(3);
  });
  it("do not count replayed events as emitted, but the calls that they lead to", async () => {
    const { bus, clock } = openBus();
    bus.subscribe("t", () => {});
    emitSome(bus, 2);
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(bus.metrics()).toMatchObject({ emitted: 2, delivered: 4 });
  });
  it("count a bounded number of types, the rest together", () => {
    const { bus } = openBus();
    for (let n = 0; n < 6000; n++) bus.emit(draft(`type-${n}`, n));
    const { types, emitted } = bus.metrics();
    expect(emitted).toBe(6000);
    expect(types.size).toBeLessThanOrEqual(5001);
    expect(types.get("(other types)")?.emitted).toBe(1000);
    expect(types.get("type-4999")?.emitted).toBe(1);
  });
  it("go on counting the types that they know by name", () => {
    const { bus, clock } = openBus();
    for (let n = 0; n < 6000; n++) bus.emit(draft(`type-${n}`, n));
    clock.spend(5000);
    bus.emit(draft("type-5999"));
    bus.emit(draft("type-17"));
    const { types } = bus.metrics();
    expect([types.get("type-17")?.emitted, types.get("type-4999")?.emitted, types.get("(other types)")?.emitted]).toEqual([2, 1, 1001]);
  });
});

describe("lane metrics", () => {
  it("show what waits, how much ever did, and for how long", async () => {
    const { bus, clock } = openBus();
    clock.idle = false;
    for (const make of [normal, deferred]) {
      bus.emit(make("t"));
      clock.spend(100);
      bus.emit(make("t"));
    }
    clock.spend(50);
    const { lanes } = bus.metrics();
    expect(lanes.normal).toMatchObject({ depth: 2, highWater: 2, oldestMs: 250 });
    expect(lanes.deferred).toMatchObject({ depth: 2, highWater: 2, oldestMs: 150 });
    expect(lanes.immediate).toMatchObject({ depth: 0, oldestMs: 0 });
    await clock.advance();
    expect(bus.metrics().lanes.normal).toMatchObject({ depth: 0, highWater: 2, oldestMs: 0 });
    await clock.advance(2000);
    expect(bus.metrics().lanes.deferred).toMatchObject({ depth: 0, highWater: 2, oldestMs: 0 });
  });
  it("tell how long events waited", async () => {
    const { bus, clock } = openBus();
    bus.pause();
    for (const ms of [300, 100, 0]) {
      bus.emit(normal("t"));
      clock.spend(ms);
    }
    bus.resume();
    await clock.advance();
    const { waitedMs } = bus.metrics().lanes.normal;
    expect(waitedMs).toMatchObject({ count: 3, max: 400 });
    expect(waitedMs.mean).toBeCloseTo(500 / 3);
    expect(waitedMs.p50).toBeGreaterThan(97);
    expect(waitedMs.p50).toBeLessThan(103);
  });
  it("count waiting immediate events while a handler runs", () => {
    const { bus } = openBus();
    let depth = 0;
    bus.subscribe("outer", (_, { emit }) => {
      for (let n = 0; n < 5; n++) emit(draft("inner"));
      depth = bus.metrics().lanes.immediate.depth;
    });
    bus.emit(draft("outer"));
    expect(depth).toBe(5);
    expect(bus.metrics().lanes.immediate).toMatchObject({ depth: 0, highWater: 5 });
  });
});

describe("durations", () => {
  it("are measured for the first calls and sampled from then on", () => {
    const { bus, clock } = openBus();
    bus.subscribe("t", () => clock.spend(0.01));
    emitSome(bus, 5000);
    const counts = bus.metrics().types.get("t");
    expect(counts?.delivered).toBe(5000);
    expect(counts?.handlingMs.count).toBeGreaterThanOrEqual(32);
    expect(counts?.handlingMs.count).toBeLessThan(1000);
  });
  it("are all measured while somebody inspects", () => {
    const { bus, clock } = openBus();
    bus.subscribe("t", () => clock.spend(0.01));
    const watching = bus.inspect$.subscribe();
    emitSome(bus, 500);
    expect(bus.metrics().types.get("t")?.handlingMs.count).toBe(500);
    watching.unsubscribe();
    emitSome(bus, 500);
    expect(bus.metrics().types.get("t")?.handlingMs.count).toBeLessThan(700);
  });
  it("are those of the handlers, async ones until they settle", async () => {
    const { bus, clock } = openBus();
    const { open, opened } = gate();
    bus.subscribe("t", () => clock.spend(20));
    bus.subscribe("t", () => opened);
    emitSome(bus, 1);
    clock.spend(180);
    open();
    await microtasks();
    expect(bus.metrics().types.get("t")?.handlingMs).toMatchObject({ count: 2, mean: 100, max: 180 });
  });
});
