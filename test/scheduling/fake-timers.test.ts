import { createBus } from "eventdeck";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { immediate, normal } from "./virtual-bus.ts";

describe("a bus on the host's clock, under fake timers", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date", "performance", "setTimeout", "clearTimeout", "setImmediate", "clearImmediate"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("tells the fake time, also twice in one turn", () => {
    const bus = createBus();
    const first = bus.emit(immediate("a"));
    vi.advanceTimersByTime(1000);
    expect(bus.emit(immediate("a")).time - first.time).toBe(1000);
  });
  it("delivers what comes due when time is advanced", () => {
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ type }) => heard.push(type));
    bus.emit(normal("soon"));
    bus.emit(normal("late"), { delayMs: 500 });
    vi.advanceTimersByTime(1);
    expect(heard).toEqual(["soon"]);
    vi.advanceTimersByTime(500);
    expect(heard).toEqual(["soon", "late"]);
  });
});

describe("a time to live", () => {
  it("begins when the event is published, however long the turn has run", () => {
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ type }) => heard.push(type));
    const startedAt = bus.emit(immediate("first")).time;
    while (Date.now() - startedAt < 30);
    bus.emit(immediate("second", { ttlMs: 20 }));
    expect(heard).toEqual(["first", "second"]);
  });
});
