import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { deferred, gate, normal, openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome } from "../history/deck.ts";

type Opened = ReturnType<typeof openBus>["bus"];
function worst(bus: Opened): readonly [string, ...string[]] {
  const { status, checks } = bus.health();
  const bad = Object.entries(checks).filter(([, check]) => check.status !== "healthy");
  return [status, ...bad.map(([name, check]) => `${name} ${check.status}`)];
}

describe("health", () => {
  it("is good on a new bus, and says what was checked", () => {
    const { bus } = openBus();
    const { status, checks } = bus.health();
    expect(status).toBe("healthy");
    expect(Object.keys(checks)).toEqual(["lane.immediate", "lane.normal", "lane.deferred", "handlers", "failures", "bus"]);
    expect(Object.values(checks).every((check) => check.status === "healthy" && check.detail === undefined)).toBe(true);
  });
  it("is as bad as its worst check", () => {
    const { bus, clock } = openBus({ lanes: { capacity: 10 }, onError: () => {} });
    bus.subscribe("t", () => new Promise(() => {}));
    emitSome(bus, 1);
    clock.spend(30_000);
    expect(bus.health().status).toBe("degraded");
    for (let n = 0; n < 9; n++) bus.emit(normal("t"));
    expect(bus.health().status).toBe("unhealthy");
  });
});

describe("a lane", () => {
  it.each([
    [4, "healthy"],
    [5, "degraded"],
    [8, "degraded"],
    [9, "unhealthy"],
  ] as const)("with %d of 10 places taken is %s", (depth, status) => {
    const { bus } = openBus({ lanes: { capacity: 10 } });
    for (let n = 0; n < depth; n++) bus.emit(normal("t"));
    const check = bus.health().checks["lane.normal"];
    expect(check?.status).toBe(status);
    if (status !== "healthy") expect(check?.detail).toContain(`${depth} of 10`);
  });
  it.each([
    ["normal", normal, 999, "healthy"],
    ["normal", normal, 1000, "degraded"],
    ["normal", normal, 10_000, "unhealthy"],
    ["deferred", deferred, 2_999, "healthy"],
    ["deferred", deferred, 3_000, "degraded"],
    ["deferred", deferred, 20_000, "unhealthy"],
  ] as const)("whose oldest event waits: %s", (lane, make, ms, status) => {
    const { bus, clock } = openBus();
    bus.emit(make("t"));
    clock.spend(ms);
    const check = bus.health().checks[`lane.${lane}`];
    expect(check?.status).toBe(status);
    if (status !== "healthy") expect(check?.detail).toContain(`${ms} ms`);
  });
  it("may hold events for as long as the bus is paused, but not any number of them", () => {
    const { bus, clock } = openBus({ lanes: { capacity: 10 } });
    bus.pause();
    bus.emit(normal("t"));
    clock.spend(3_600_000);
    expect(worst(bus)).toEqual(["healthy"]);
    for (let n = 0; n < 8; n++) bus.emit(normal("t"));
    expect(worst(bus)).toEqual(["unhealthy", "lane.normal unhealthy"]);
  });
  it("is healthy again once it has drained", async () => {
    const { bus, clock } = openBus();
    bus.emit(normal("t"));
    clock.spend(10_000);
    expect(worst(bus)).toEqual(["unhealthy", "lane.normal unhealthy"]);
    await clock.advance();
    expect(worst(bus)).toEqual(["healthy"]);
  });
});

describe("handlers", () => {
  it("that run for 30 seconds are named, until they settle", async () => {
    const { bus, clock } = openBus();
    const { open, opened } = gate();
    bus.subscribe("t", () => opened, { name: "uploads" });
    const event = bus.emit(draft("t"));
    clock.spend(29_999);
    expect(worst(bus)).toEqual(["healthy"]);
    clock.spend(1);
    expect(worst(bus)).toEqual(["degraded", "handlers degraded"]);
    expect(bus.health().checks.handlers?.detail).toMatch(new RegExp(`1 running.*"uploads" with ${event.id}.*timeoutMs`));
    open();
    await microtasks();
    expect(worst(bus)).toEqual(["healthy"]);
  });
  it("are noticed also when their durations are not measured", () => {
    const { bus, clock } = openBus();
    bus.subscribe("t", ({ payload }) => (payload === 50 ? new Promise(() => {}) : undefined));
    emitSome(bus, 55);
    clock.spend(30_000);
    expect(worst(bus)).toEqual(["degraded", "handlers degraded"]);
  });
  it("that wait for their turn do not count as running", async () => {
    const { bus, clock } = openBus();
    const gates = [gate(), gate()];
    bus.subscribe("t", ({ payload }) => gates[Number(payload) - 1]!.opened, { concurrency: "serial" });
    emitSome(bus, 2);
    clock.spend(20_000);
    gates[0]!.open();
    await microtasks();
    clock.spend(20_000);
    expect(worst(bus)).toEqual(["healthy"]);
    clock.spend(10_000);
    expect(worst(bus)).toEqual(["degraded", "handlers degraded"]);
    gates[1]!.open();
    await microtasks();
  });
});

describe("the failure rate of the last minute", () => {
  function failing(failures: number, calls: number) {
    const opened = openBus({ onError: () => {} });
    opened.bus.subscribe("t", ({ payload }) => {
      if (Number(payload) <= failures) throw new Error("no");
    });
    emitSome(opened.bus, calls);
    return opened;
  }
  it.each([
    [1, 20, "healthy"],
    [2, 20, "degraded"],
    [9, 20, "degraded"],
    [10, 20, "unhealthy"],
    [19, 19, "healthy"],
    [100, 2000, "healthy"],
  ] as const)("with %d of %d calls failed is %s", (failures, calls, status) => {
    const { bus } = failing(failures, calls);
    const check = bus.health().checks.failures;
    expect(check?.status).toBe(status);
    if (status !== "healthy") expect(check?.detail).toContain(`${failures} of ${calls}`);
  });
  it("is forgotten after a minute", () => {
    const { bus, clock } = failing(20, 20);
    expect(bus.health().status).toBe("unhealthy");
    clock.spend(62_000);
    expect(bus.health().status).toBe("healthy");
  });
});

it("a bus that closes or is closed is unhealthy", async () => {
  const { bus } = openBus();
  const { open, opened } = gate();
  bus.subscribe("t", () => opened);
  emitSome(bus, 1);
  const closing = bus.close();
  expect(bus.health().checks.bus).toEqual({ status: "unhealthy", detail: "the bus is closing" });
  open();
  await closing;
  expect(bus.health().checks.bus).toEqual({ status: "unhealthy", detail: "the bus is closed" });
  expect(bus.health().status).toBe("unhealthy");
});
