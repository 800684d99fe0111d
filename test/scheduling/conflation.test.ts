import { LaneOverflowError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { deferred, depths, drafts, immediate, normal, openBus, undelivered } from "./virtual-bus.ts";

const key = { conflateKey: "k" };

for (const priority of ["normal", "deferred"] as const) {
  const draft = drafts[priority];

  describe(`a ${priority} event with a conflation key`, () => {
    it("takes the place of the one of the same key that waits", async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      bus.emit(draft("a"));
      bus.emit(draft("old"), key);
      bus.emit(draft("b"));
      bus.emit(draft("newer"), key);
      bus.emit(draft("newest"), key);
      expect(depths(bus)[priority]).toBe(3);
      await clock.advance();
      expect(heard).toEqual(["a", "newest", "b"]);
      expect(undelivered(bus)).toEqual(["old: conflated", "newer: conflated"]);
      expect(bus.metrics().undelivered.conflated).toBe(2);
    });

    it("cancels the older, as its report says", async () => {
      const { bus, clock, listen } = openBus();
      listen();
      const older = bus.publish(draft("older"), key);
      const newer = bus.publish(draft("newer"), key);
      await clock.advance();
      expect(await older).toMatchObject({ status: "cancelled", event: { type: "older" }, deliveries: [] });
      expect(await newer).toMatchObject({ status: "delivered", event: { type: "newer" } });
    });

    it("leaves those of other keys and of none alone", async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      for (const conflateKey of ["x", "y", undefined, "", "constructor", "__proto__", "", "x"])
        bus.emit(draft(`${conflateKey}`.replaceAll("_", "") || "empty"), { conflateKey });
      await clock.advance();
      expect(heard).toEqual(["x", "y", "undefined", "empty", "constructor", "proto"]);
    });

    it("replaces while the bus is paused", async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      bus.pause();
      for (const type of ["1", "2", "3"]) bus.emit(draft(type), key);
      await clock.advance(5000);
      expect(heard).toEqual([]);
      expect(depths(bus)[priority]).toBe(1);
      bus.resume();
      await clock.advance();
      expect(heard).toEqual(["3"]);
    });

    it("is let into a full lane when it takes a place there", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 2 } });
      listen();
      bus.emit(draft("1"), key);
      bus.emit(draft("2"));
      bus.emit(draft("3"), key);
      expect(() => bus.emit(draft("4"), { conflateKey: "other" })).toThrow(LaneOverflowError);
      await clock.advance();
      expect(heard).toEqual(["3", "2"]);
    });

    it("waits behind when delivery of the older has begun", async () => {
      const { bus, clock, heard } = openBus();
      bus.subscribe("#", ({ topic }, { emit }) => {
        heard.push(topic);
        if (topic === "1") for (const type of ["3", "4"]) emit(draft(type), key);
      });
      bus.emit(draft("1"), key);
      bus.emit(draft("2"));
      await clock.advance();
      expect(heard).toEqual(["1", "2", "4"]);
    });

    it("waits at the end when the one of its key is gone: cancelled, dropped or expired", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 3, overflow: "drop-oldest" } });
      listen();
      const controller = new AbortController();
      bus.emit(draft("cancelled"), { conflateKey: "c", signal: controller.signal });
      controller.abort();
      bus.emit(draft("dropped"), { conflateKey: "d" });
      bus.emit(draft("expired", { ttlMs: 1 }), { conflateKey: "e" });
      clock.spend(1);
      bus.emit(draft("a"));
      bus.emit(draft("b"));
      bus.emit(draft("c"), { conflateKey: "d" });
      expect(undelivered(bus)).toEqual(["cancelled: cancelled by signal", "dropped: overflow", "expired: overflow"]);
      bus.emit(draft("d"), { conflateKey: "c" });
      await clock.advance();
      expect(heard).toEqual(["b", "c", "d"]);
      bus.emit(draft("late", { ttlMs: 1 }), key);
      clock.spend(1);
      await clock.advance();
      bus.emit(draft("e"), key);
      await clock.advance();
      expect(heard).toEqual(["b", "c", "d", "e"]);
    });

    it("follows its own signal and time to live, not those of the one it replaced", async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      const older = new AbortController();
      const newer = new AbortController();
      bus.emit(draft("1", { ttlMs: 1 }), { conflateKey: "k", signal: older.signal });
      bus.emit(draft("2"), { conflateKey: "k", signal: newer.signal });
      older.abort();
      clock.spend(10);
      expect(depths(bus)[priority]).toBe(1);
      bus.emit(draft("3"), { conflateKey: "l", signal: newer.signal });
      await clock.turn();
      expect(heard).toEqual(["2", "3"]);
    });

    it("is the last of many with one key", async () => {
      const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 1 } });
      listen();
      bus.emitMany([draft("1"), draft("2"), draft("3")], key);
      await clock.advance();
      expect(heard).toEqual(["3"]);
      expect(undelivered(bus)).toEqual(["1: conflated", "2: conflated"]);
    });
  });
}

describe("conflation", () => {
  it("stays within a lane", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic === "begin") for (const draft of [immediate("i"), normal("n"), deferred("d")]) emit(draft, key);
    });
    bus.emit(immediate("begin"));
    await clock.advance();
    expect(heard).toEqual(["begin", "i", "n", "d"]);
  });

  it("replaces immediate events that wait for the current one to end", () => {
    const { bus, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic !== "begin") return;
      emit(immediate("1"), key);
      emit(immediate("2"));
      emit(immediate("3"), key);
    });
    bus.emit(immediate("begin"));
    expect(heard).toEqual(["begin", "3", "2"]);
  });

  it("of a delayed event happens when it enters its lane", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emit(normal("delayed"), { conflateKey: "k", delayMs: 10 });
    bus.emit(normal("before"), key);
    await clock.advance();
    expect(heard).toEqual(["before"]);
    bus.pause();
    bus.emit(normal("waits"), key);
    await clock.advance(10);
    bus.resume();
    await clock.advance();
    expect(heard).toEqual(["before", "delayed"]);
    expect(undelivered(bus)).toEqual(["waits: conflated"]);
  });
});
