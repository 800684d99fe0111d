import { defineEvent, EventValidationError, LaneOverflowError, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { garbage } from "../garbage.ts";
import { deferred, immediate, normal, openBus, undelivered } from "../scheduling/virtual-bus.ts";

const strict = defineEvent("strict", z.string(), { priority: "immediate" });

describe("emitMany", () => {
  it("returns the events in order, and delivers them in order within each lane", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const events = bus.emitMany([normal("n1"), immediate("i1"), deferred("d1"), normal("n2"), immediate("i2")]);
    expect(events.map(({ topic }) => topic)).toEqual(["n1", "i1", "d1", "n2", "i2"]);
    expect(heard).toEqual(["i1", "i2"]);
    await clock.advance();
    expect(heard).toEqual(["i1", "i2", "n1", "n2", "d1"]);
  });

  it("runs the hooks for all before the first is delivered", () => {
    const { bus, heard, listen } = openBus();
    bus.use({ name: "m", beforePublish: ({ topic }) => void heard.push(`hook ${topic}`), afterPublish: ({ topic }) => void heard.push(`after ${topic}`) });
    listen();
    bus.emitMany([immediate("a"), immediate("b")]);
    expect(heard).toEqual(["hook a", "hook b", "a", "b", "after a", "after b"]);
  });

  it("delivers none when one is invalid, and throws what emit would", () => {
    const { bus, heard, listen } = openBus();
    listen();
    expect(() => bus.emitMany([strict("fine"), strict(garbage(5)), strict("fine")])).toThrow(EventValidationError);
    expect(heard).toEqual([]);
    expect(bus.history.size).toBe(0);
    expect(undelivered(bus).filter((text) => text.includes("invalid"))).toHaveLength(1);
  });

  it("delivers none when a hook throws at the last", () => {
    const { bus, heard, listen } = openBus();
    bus.use({
      name: "m",
      beforePublish: ({ topic }) => {
        if (topic === "c") throw new Error("no");
      },
    });
    listen();
    expect(() => bus.emitMany([immediate("a"), normal("b"), immediate("c")])).toThrow("no");
    expect(heard).toEqual([]);
    expect(bus.metrics().lanes.normal.depth).toBe(0);
  });

  it("lets in none when they do not all fit", () => {
    const { bus, heard, listen } = openBus({ lanes: { capacity: 2 } });
    listen();
    expect(() => bus.emitMany([immediate("i"), normal("1"), normal("2"), normal("3")])).toThrow(LaneOverflowError);
    expect(heard).toEqual([]);
    expect(undelivered(bus)).toEqual(["i: overflow", "1: overflow", "2: overflow", "3: overflow"]);
  });

  it("leaves out what a middleware stops, and goes on with the rest", () => {
    const { bus, heard, listen } = openBus({ middleware: [{ name: "guard", beforePublish: ({ topic }) => (topic === "b" ? false : undefined) }] });
    listen();
    expect(bus.emitMany([immediate("a"), immediate("b"), immediate("c")]).map(({ topic }) => topic)).toEqual(["a", "b", "c"]);
    expect(heard).toEqual(["a", "c"]);
  });

  it("of nothing is nothing", async () => {
    const { bus } = openBus();
    expect(bus.emitMany([])).toEqual([]);
    expect(await bus.publishMany([])).toEqual([]);
  });

  it("takes events and drafts side by side", () => {
    const { bus } = openBus();
    const event = bus.emit(immediate("a"));
    const tick = defineEvent("tick", payload<number>());
    expect(bus.emitMany([event, tick(1), { type: "bare", input: 1 }]).map(({ type }) => type)).toEqual(["a", "tick", "bare"]);
  });

  it("takes its options for each: a signal cancels all that wait", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const controller = new AbortController();
    bus.emitMany([normal("a"), immediate("i"), normal("b")], { signal: controller.signal });
    controller.abort();
    await clock.advance();
    expect(heard).toEqual(["i"]);
  });
});

describe("publishMany", () => {
  it("resolves with a report for each, in order, when all have settled", async () => {
    const { bus, clock } = openBus({ middleware: [{ name: "guard", beforePublish: ({ topic }) => (topic === "stopped" ? false : undefined) }] });
    bus.subscribe("b", async () => {}, { name: "b" });
    const published = bus.publishMany([normal("b"), immediate("stopped"), immediate("a"), deferred("expired", { ttlMs: 0 })]);
    await clock.advance();
    expect((await published).map(({ event, status, deliveries }) => [event.topic, status, deliveries.length])).toEqual([
      ["b", "delivered", 1],
      ["stopped", "stopped", 0],
      ["a", "delivered", 0],
      ["expired", "expired", 0],
    ]);
  });
});
