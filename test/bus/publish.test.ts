import { BusClosedError, LaneOverflowError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { deferred, immediate, normal, openBus, undelivered, watch } from "../scheduling/virtual-bus.ts";
import { openWork } from "./work.ts";

describe("publish", () => {
  it("resolves with the event and what became of it at each handler, in the order in which they began", async () => {
    const { bus, clock } = openBus();
    bus.inspect$.subscribe();
    bus.subscribe("a", () => new Promise<void>((resolve) => clock.schedule(() => resolve(), 20, "normal")), { name: "slow" });
    bus.subscribe("a", () => clock.spend(5), { name: "fast" });
    const error = new Error("no");
    bus.subscribe("a", () => Promise.reject(error), { name: "fails" });
    bus.subscribe("b", () => {}, { name: "other" });
    const published = bus.publish(immediate("a"));
    await clock.advance(30);
    const report = await published;
    expect(report.event).toBe(bus.history.get(1)?.event);
    expect(report.status).toBe("delivered");
    expect(report.deliveries.map(({ subscription, outcome, error: reason }) => [subscription.name, outcome, reason])).toEqual([
      ["slow", "ok", undefined],
      ["fast", "ok", undefined],
      ["fails", "failed", error],
    ]);
    expect(report.deliveries[1]?.durationMs).toBe(5);
  });

  it("waits until every handler has settled", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus);
    const other = openWork(bus, { concurrency: "serial" });
    const published = watch(bus.publish(immediate("a", { subject: "1" })));
    work.end("1");
    await clock.advance();
    expect(published.state).toBe("pending");
    other.end("1");
    await clock.advance();
    expect(published.state).toBe("resolved");
  });

  it("resolves when nobody listens", async () => {
    const { bus } = openBus();
    expect(await bus.publish(immediate("a"))).toMatchObject({ status: "delivered", deliveries: [] });
  });

  it("waits for the event's turn in its lane", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const published = watch(bus.publish(normal("n")));
    const later = watch(bus.publish(normal("later"), { delayMs: 50 }));
    expect(heard).toEqual([]);
    await clock.advance();
    expect(published.state).toBe("resolved");
    expect(later.state).toBe("pending");
    await clock.advance(50);
    expect(later.state).toBe("resolved");
  });

  it("reports filtered, wrong-priority and ended subscriptions not at all: the event was not for them", async () => {
    const { bus } = openBus();
    bus.subscribe("a", () => {}, { filter: () => false });
    bus.subscribe("a", () => {}, { priority: "normal" });
    bus.subscribe("a", () => {}, { name: "gone" }).unsubscribe();
    expect((await bus.publish(immediate("a"))).deliveries).toEqual([]);
  });

  it("inside a handler of the same event waits for the later one only", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("a", async ({ subject }, { publish }) => {
      heard.push(`begin ${subject}`);
      if (subject === "1") {
        const { status, event } = await publish(immediate("a", { subject: "2" }));
        heard.push(`${event.subject} ${status}`);
      }
      heard.push(`end ${subject}`);
    });
    const published = watch(bus.publish(immediate("a", { subject: "1" })));
    await clock.advance();
    expect(heard).toEqual(["begin 1", "begin 2", "end 2", "2 delivered", "end 1"]);
    expect(published.state).toBe("resolved");
  });
});

describe("the report of an event that reached nobody says why", () => {
  it("stopped by a middleware", async () => {
    const { bus } = openBus({ middleware: [{ name: "guard", beforePublish: () => false }] });
    expect(await bus.publish(immediate("a"))).toMatchObject({ status: "stopped", deliveries: [], event: { type: "a" } });
  });

  it("expired while it waited", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const published = bus.publish(normal("a", { ttlMs: 10 }));
    clock.spend(10);
    await clock.advance();
    expect(await published).toMatchObject({ status: "expired", deliveries: [] });
    expect(undelivered(bus)).toEqual(["a: expired"]);
    expect(heard).toEqual([]);
    expect(bus.history.size).toBe(0);
  });

  it("cancelled by its signal, by conflation and by closing", async () => {
    const { bus, clock } = openBus();
    const controller = new AbortController();
    const aborted = bus.publish(normal("aborted"), { signal: controller.signal });
    const early = bus.publish(normal("early"), { signal: AbortSignal.abort() });
    const older = bus.publish(normal("older"), { conflateKey: "k" });
    const newer = bus.publish(normal("newer"), { conflateKey: "k" });
    const delayed = bus.publish(normal("delayed"), { delayMs: 1000 });
    controller.abort();
    await clock.advance();
    const held = bus.publish(normal("held"));
    void bus.close({ drain: false });
    await clock.advance();
    const reports = await Promise.all([aborted, early, older, newer, delayed, held]);
    expect(reports.map(({ event, status }) => `${event.type}: ${status}`)).toEqual([
      "aborted: cancelled",
      "early: cancelled",
      "older: cancelled",
      "newer: delivered",
      "delayed: cancelled",
      "held: cancelled",
    ]);
    expect(undelivered(bus).toSorted()).toEqual([
      "aborted: cancelled by signal",
      "delayed: cancelled by close",
      "early: cancelled by signal",
      "held: cancelled by close",
      "older: conflated",
    ]);
  });

  it("dropped by a full lane", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 1, overflow: "drop-oldest" } });
    const reports = ["1", "2"].map((subject) => bus.publish(normal("a", { subject })));
    await clock.advance();
    expect((await Promise.all(reports)).map(({ status }) => status)).toEqual(["dropped", "delivered"]);
    const { bus: other, clock: otherClock } = openBus({ lanes: { capacity: 1, overflow: "drop-newest" } });
    const others = ["1", "2"].map((subject) => other.publish(deferred("a", { subject })));
    await otherClock.advance();
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(["delivered", "dropped"]);
  });
});

describe("publish rejects only as emit throws", () => {
  it("at a full lane", async () => {
    const { bus } = openBus({ lanes: { capacity: 1 } });
    bus.emit(normal("a"));
    await expect(bus.publish(normal("a"))).rejects.toThrow(LaneOverflowError);
    expect(undelivered(bus)).toEqual(["a: overflow"]);
  });

  it("on a closed bus", async () => {
    const { bus, clock } = openBus();
    void bus.close();
    await clock.advance();
    await expect(bus.publish(normal("a"))).rejects.toThrow(BusClosedError);
    await expect(bus.publishMany([normal("a")])).rejects.toThrow(BusClosedError);
  });
});
