import { describe, expect, it } from "vitest";
import { depths, drafts, immediate, normal, openBus, priorities, undelivered, watch } from "./virtual-bus.ts";

describe("a delayed event", () => {
  for (const priority of priorities) {
    it(`that is ${priority} enters its lane after delayMs`, async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      const event = bus.emit(drafts[priority]("e"), { delayMs: 10 });
      expect(event.time).toBe(clock.now());
      await clock.advance(9);
      expect(heard).toEqual([]);
      expect(depths(bus)[priority]).toBe(0);
      await clock.advance(1);
      expect(heard).toEqual(["e"]);
    });
  }

  it("goes behind what entered meanwhile, and before what enters later", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emit(normal("20"), { delayMs: 20 });
    bus.emit(normal("10"), { delayMs: 10 });
    bus.emit(normal("also 10"), { delayMs: 10 });
    bus.emit(normal("0"));
    await clock.advance(20);
    expect(heard).toEqual(["0", "10", "also 10", "20"]);
  });

  it("is not what flush waits for", async () => {
    const { bus, clock } = openBus();
    bus.emit(normal("e"), { delayMs: 10 });
    const flushed = watch(bus.flush());
    await clock.advance();
    expect(flushed.state).toBe("resolved");
  });

  it("is waited for by flush once it is in its lane", async () => {
    const { bus, clock } = openBus();
    bus.pause();
    bus.emit(normal("e"), { delayMs: 10 });
    await clock.advance(10);
    const flushed = watch(bus.flush());
    await clock.advance(10);
    expect(flushed.state).toBe("pending");
    bus.resume();
    await clock.advance();
    expect(flushed.state).toBe("resolved");
  });

  it("waits in its lane while the bus is paused", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.pause();
    bus.emit(normal("n"), { delayMs: 10 });
    bus.emit(immediate("i"), { delayMs: 10 });
    await clock.advance(10);
    expect(heard).toEqual(["i"]);
    expect(depths(bus).normal).toBe(1);
  });

  it("is cancelled by close, at once, draining or not", async () => {
    for (const drain of [true, false]) {
      const { bus, clock, heard, listen } = openBus();
      listen();
      const report = bus.publish(normal("e"), { delayMs: 10 });
      const closing = bus.close({ drain });
      expect(undelivered(bus)).toEqual(["e: cancelled by close"]);
      expect(clock.scheduled).toBe(0);
      await closing;
      expect(await report).toMatchObject({ status: "cancelled" });
      await clock.advance(10);
      expect(heard).toEqual([]);
    }
  });

  it("is cancelled when a handler publishes it while the bus closes", async () => {
    const { bus, clock } = openBus();
    bus.subscribe("e", (_, { emit }) => void emit(normal("later"), { delayMs: 10 }));
    bus.emit(normal("e"));
    const closing = bus.close();
    await clock.advance();
    await closing;
    expect(undelivered(bus)).toEqual(["later: cancelled by close"]);
    expect(clock.scheduled).toBe(0);
  });

  it("meets a full lane when it enters, not when it is published: it is dropped then", async () => {
    const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 1 } });
    listen();
    bus.pause();
    bus.emit(normal("waits"));
    const report = bus.publish(normal("delayed"), { delayMs: 10 });
    expect(undelivered(bus)).toEqual([]);
    await clock.advance(10);
    expect(await report).toMatchObject({ status: "dropped" });
    expect(undelivered(bus)).toEqual(["delayed: overflow"]);
    bus.resume();
    await clock.advance();
    expect(heard).toEqual(["waits"]);
  });

  it("takes the oldest one's place in a full lane under drop-oldest", async () => {
    const { bus, clock, heard, listen } = openBus({ lanes: { capacity: 1, overflow: "drop-oldest" } });
    listen();
    bus.pause();
    bus.emit(normal("waits"));
    bus.emit(normal("delayed"), { delayMs: 10 });
    await clock.advance(10);
    bus.resume();
    await clock.advance();
    expect(heard).toEqual(["delayed"]);
  });

  it("counts its time to live from its publication", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emit(normal("short", { ttlMs: 10 }), { delayMs: 10 });
    bus.emit(normal("long", { ttlMs: 11 }), { delayMs: 10 });
    await clock.advance(10);
    expect(heard).toEqual(["long"]);
    expect(undelivered(bus)).toEqual(["short: expired"]);
  });

  it("is counted as emitted when it enters", async () => {
    const { bus, clock } = openBus();
    bus.emit(normal("e"), { delayMs: 10 });
    expect(bus.metrics().emitted).toBe(0);
    await clock.advance(10);
    expect(bus.metrics().emitted).toBe(1);
  });
});
