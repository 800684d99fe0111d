import type { InspectRecord } from "eventdeck";
import { describe, expect, it } from "vitest";
import { deferred, depths, immediate, normal, openBus } from "./virtual-bus.ts";

describe("a paused bus", () => {
  it("holds normal and deferred events, overdue ones too, and lets immediate ones through", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.pause();
    expect(bus.paused).toBe(true);
    bus.emitMany([normal("n"), deferred("d"), immediate("i")]);
    await clock.advance(10_000);
    expect(heard).toEqual(["i"]);
    expect(depths(bus)).toEqual({ immediate: 0, normal: 1, deferred: 1 });
  });

  it("delivers what waited, in order, when resumed, in later tasks", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.pause();
    bus.emitMany([deferred("d"), normal("1"), normal("2")]);
    bus.resume();
    bus.emit(normal("3"));
    expect(heard).toEqual([]);
    await clock.advance();
    expect(bus.paused).toBe(false);
    expect(heard).toEqual(["1", "2", "3", "d"]);
  });

  it("holds what waited before pausing, too", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emitMany([normal("n"), deferred("d")]);
    bus.pause();
    await clock.advance(10_000);
    expect(heard).toEqual([]);
  });

  it("stops after the current event and what it set off, when a handler pauses it", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic !== "1") return;
      bus.pause();
      emit(immediate("set off"));
    });
    bus.emitMany([normal("1"), normal("2")]);
    await clock.advance();
    expect(heard).toEqual(["1", "set off"]);
    bus.resume();
    await clock.advance();
    expect(heard).toEqual(["1", "set off", "2"]);
  });

  it("asks the host for nothing, so that a process may end", async () => {
    const { bus, clock } = openBus();
    bus.pause();
    bus.emitMany([normal("n"), deferred("d")]);
    expect(clock.scheduled).toBe(0);
  });

  it("does not mind pausing or resuming twice, and tells inspectors of each once", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const records: InspectRecord[] = [];
    bus.inspect$.subscribe((record) => records.push(record));
    bus.pause();
    bus.pause();
    bus.resume();
    bus.resume();
    bus.emit(normal("e"));
    await clock.advance();
    expect(heard).toEqual(["e"]);
    expect(records.map(({ kind }) => kind).slice(0, 2)).toEqual(["paused", "resumed"]);
    expect(records.filter(({ kind }) => kind === "paused" || kind === "resumed")).toHaveLength(2);
  });

  it("delivers an event once, however often it is paused and resumed meanwhile", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emitMany([normal("1"), deferred("2")]);
    for (let times = 0; times < 5; times++) {
      bus.pause();
      bus.resume();
    }
    await clock.advance(10_000);
    expect(heard).toEqual(["1", "2"]);
    expect(clock.scheduled).toBe(0);
  });

  it("holds the work of RxJS schedulers, immediate work apart", async () => {
    const { bus, clock, heard } = openBus();
    bus.pause();
    for (const priority of ["immediate", "normal", "deferred"] as const) bus.scheduler(priority).schedule(() => heard.push(priority));
    await clock.advance(10_000);
    expect(heard).toEqual(["immediate"]);
    bus.resume();
    await clock.advance();
    expect(heard).toEqual(["immediate", "normal", "deferred"]);
  });
});

describe("step", () => {
  it("delivers one event at a time, at once, normal ones before deferred ones, each with what it set off", () => {
    const { bus, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic === "n1") for (const draft of [immediate("i"), normal("n3")]) emit(draft);
    });
    bus.pause();
    bus.emitMany([deferred("d1"), normal("n1"), normal("n2"), deferred("d2")]);
    const steps: string[][] = [];
    while (bus.step()) steps.push(heard.splice(0));
    expect(steps).toEqual([["n1", "i"], ["n2"], ["n3"], ["d1"], ["d2"]]);
    expect(bus.paused).toBe(true);
  });

  it("is false when nothing waits", () => {
    const { bus } = openBus();
    bus.pause();
    expect(bus.step()).toBe(false);
  });

  it("is false while the bus is not paused, and delivers nothing", () => {
    const { bus, heard, listen } = openBus();
    listen();
    bus.emit(normal("e"));
    expect(bus.step()).toBe(false);
    expect(heard).toEqual([]);
  });

  it("is false inside a handler, and delivers nothing there", () => {
    const { bus, heard } = openBus();
    let stepped: boolean | undefined;
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      if (topic === "i") stepped = bus.step();
    });
    bus.pause();
    bus.emit(normal("n"));
    bus.emit(immediate("i"));
    expect(stepped).toBe(false);
    expect(heard).toEqual(["i"]);
    expect(bus.step()).toBe(true);
  });

  it("takes an event whose time to live is over for one", () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.pause();
    bus.emitMany([normal("late", { ttlMs: 1 }), normal("next")]);
    clock.spend(1);
    expect([bus.step(), bus.step(), bus.step()]).toEqual([true, true, false]);
    expect(heard).toEqual(["next"]);
  });

  it("leaves the rest for the host once resumed", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.pause();
    bus.emitMany([normal("1"), normal("2"), normal("3")]);
    bus.step();
    bus.resume();
    expect(heard).toEqual(["1"]);
    await clock.advance();
    expect(heard).toEqual(["1", "2", "3"]);
  });
});
