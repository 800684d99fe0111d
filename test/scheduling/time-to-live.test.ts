import { describe, expect, it } from "vitest";
import { drafts, gate, immediate, normal, openBus, undelivered } from "./virtual-bus.ts";

describe("time to live", () => {
  for (const priority of ["normal", "deferred"] as const) {
    it(`is checked when the delivery of a ${priority} event begins`, async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      bus.pause();
      const late = bus.publish(drafts[priority]("late", { ttlMs: 10 }));
      const intime = bus.publish(drafts[priority]("in time", { ttlMs: 11 }));
      await clock.advance(10);
      bus.resume();
      await clock.advance();
      expect(heard).toEqual(["in time"]);
      expect(await late).toMatchObject({ status: "expired", deliveries: [] });
      expect(await intime).toMatchObject({ status: "delivered" });
      expect(undelivered(bus)).toEqual(["late: expired"]);
      expect(bus.metrics().undelivered.expired).toBe(1);
      expect([...bus.history].map(({ event }) => event.type)).toEqual(["in time"]);
    });
  }

  it("of 0 is over at once, for immediate events too", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emit(immediate("i", { ttlMs: 0 }));
    bus.emit(normal("n", { ttlMs: 0 }));
    await clock.advance();
    expect(heard).toEqual([]);
    expect(undelivered(bus)).toEqual(["i: expired", "n: expired"]);
  });

  it("is not looked at again between two handlers of one event", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("e", () => clock.spend(100));
    bus.subscribe("e", () => heard.push("second"));
    bus.emit(normal("e", { ttlMs: 10 }));
    await clock.advance();
    expect(heard).toEqual(["second"]);
  });

  it("is checked for each event of a slice by itself", async () => {
    const { bus, clock, heard } = openBus({ lanes: { sliceMs: 100 } });
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      clock.spend(10);
    });
    bus.emitMany([normal("1", { ttlMs: 15 }), normal("2", { ttlMs: 15 }), normal("3", { ttlMs: 15 })]);
    await clock.turn();
    expect(heard).toEqual(["1", "2"]);
  });

  it("is checked again before a call that waited for a serial handler", async () => {
    const { bus, clock, heard } = openBus();
    const { open, opened } = gate();
    const subscription = bus.subscribe(
      "#",
      ({ topic }) => {
        heard.push(topic);
        return topic === "1" ? opened : undefined;
      },
      { concurrency: "serial" },
    );
    bus.emit(immediate("1"));
    const late = bus.publish(immediate("late", { ttlMs: 10 }));
    const intime = bus.publish(immediate("in time", { ttlMs: 11 }));
    await clock.advance(10);
    open();
    expect(await late).toMatchObject({ status: "delivered", deliveries: [{ outcome: "skipped" }] });
    expect(await intime).toMatchObject({ deliveries: [{ outcome: "ok" }] });
    expect(heard).toEqual(["1", "in time"]);
    expect(subscription.stats).toEqual({ delivered: 2, failed: 0, skipped: 1, pending: 0 });
  });
});
