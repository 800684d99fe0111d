import { TimeoutError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";
import { openWork } from "./work.ts";

describe("parallel handlers", () => {
  it("all run at once, by default", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus);
    for (const subject of ["1", "2", "3"]) bus.emit(immediate("a", { subject }));
    expect(work.log).toEqual(["begin 1", "begin 2", "begin 3"]);
    work.end("2");
    await clock.advance();
    work.end("1");
    await clock.advance();
    expect(work.log.slice(3)).toEqual(["end 2", "end 1"]);
    expect(work.subscription.stats).toMatchObject({ delivered: 2, pending: 1 });
  });
});

describe("latest", () => {
  it("lets the newest event cancel the one before: its signal aborts, its outcome is cancelled and its rejection nobody's failure", async () => {
    const { bus, clock, failures } = openBus();
    const work = openWork(bus, { concurrency: "latest" });
    const first = bus.publish(immediate("a", { subject: "1" }));
    const second = bus.publish(immediate("a", { subject: "2" }));
    expect(work.log).toEqual(["begin 1", "begin 2"]);
    expect(work.signal("1").aborted).toBe(true);
    expect(work.signal("2").aborted).toBe(false);
    work.fail("1");
    work.end("2");
    await clock.advance();
    expect((await first).deliveries).toMatchObject([{ outcome: "cancelled" }]);
    expect((await first).deliveries[0]?.error).toBeUndefined();
    expect((await second).deliveries).toMatchObject([{ outcome: "ok" }]);
    expect(failures).toEqual([]);
    expect(work.subscription.stats).toMatchObject({ delivered: 1, failed: 0, skipped: 0, pending: 0 });
    expect(bus.history.get(1)?.outcome).toMatchObject({ handlers: 1, failed: 0, skipped: 0, pending: 0 });
  });

  it("cancels a handler that goes on regardless, and says so when it ends", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus, { concurrency: "latest" });
    const kinds: string[] = [];
    bus.inspect$.subscribe(({ kind }) => kinds.push(kind));
    const reports = ["1", "2", "3"].map((subject) => bus.publish(immediate("a", { subject })));
    for (const subject of ["1", "2", "3"]) work.end(subject);
    await clock.advance();
    expect((await Promise.all(reports)).map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["cancelled", "cancelled", "ok"]);
    expect(kinds.filter((kind) => kind === "cancelled" || kind === "delivered")).toEqual(["cancelled", "cancelled", "delivered"]);
  });

  it("that runs out of time after it was cancelled has failed nobody", async () => {
    const { bus, clock, failures } = openBus();
    const work = openWork(bus, { concurrency: "latest", timeoutMs: 10 });
    const first = bus.publish(immediate("a", { subject: "1" }));
    await clock.advance(5);
    bus.emit(immediate("a", { subject: "2" }));
    await clock.advance(6);
    expect((await first).deliveries).toMatchObject([{ outcome: "cancelled" }]);
    expect(failures).toEqual([]);
    work.end("2");
    await clock.advance();
    expect(work.subscription.stats).toMatchObject({ delivered: 1, failed: 0, pending: 0 });
  });

  it("cancels nothing that ended before", async () => {
    const { bus } = openBus();
    const heard: string[] = [];
    bus.subscribe("a", ({ subject }) => heard.push(String(subject)), { concurrency: "latest" });
    const reports = ["1", "2"].map((subject) => bus.publish(immediate("a", { subject })));
    expect((await Promise.all(reports)).map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["ok", "ok"]);
  });
});

describe("exhaust", () => {
  it("drops what comes while it is busy: skipped, by exhaust", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus, { concurrency: "exhaust" });
    const skips: unknown[] = [];
    bus.inspect$.subscribe((record) => record.kind === "skipped" && skips.push([record.event.subject, record.by, record.subscription.id]));
    bus.emit(immediate("a", { subject: "1" }));
    const second = await bus.publish(immediate("a", { subject: "2" }));
    expect(second).toMatchObject({ status: "delivered", deliveries: [{ outcome: "skipped", durationMs: 0 }] });
    work.end("1");
    await clock.advance();
    bus.emit(immediate("a", { subject: "3" }));
    expect(work.log).toEqual(["begin 1", "end 1", "begin 3"]);
    expect(skips).toEqual([["2", "exhaust", work.subscription.id]]);
    expect(bus.history.get(2)?.outcome).toMatchObject({ handlers: 1, skipped: 1 });
  });
});

describe("a handler that takes too long", () => {
  it("fails with a TimeoutError, once, and its signal aborts with it", async () => {
    const { bus, clock, failures } = openBus();
    const work = openWork(bus, { timeoutMs: 100, name: "slow" });
    const published = bus.publish(immediate("a", { subject: "1" }));
    await clock.advance(99);
    expect(failures).toEqual([]);
    await clock.advance(1);
    const { deliveries } = await published;
    expect(deliveries).toMatchObject([{ outcome: "failed", durationMs: 100 }]);
    const error = deliveries[0]?.error;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: "ERR_TIMEOUT", message: expect.stringContaining('"slow" took longer than 100 ms for "a"') });
    expect(failures).toMatchObject([{ error, subscription: work.subscription }]);
    expect(work.signal("1").reason).toBe(error);
    work.fail("1");
    await clock.advance(1000);
    expect(failures).toHaveLength(1);
    expect(work.subscription.stats).toMatchObject({ delivered: 0, failed: 1, pending: 0 });
    expect(bus.history.get(1)?.outcome).toMatchObject({ failed: 1, pending: 0 });
  });

  it("ends for itself alone: others go on", async () => {
    const { bus, clock } = openBus();
    const slow = openWork(bus, { timeoutMs: 100 });
    const patient = openWork(bus);
    const published = bus.publish(immediate("a", { subject: "1" }));
    await clock.advance(100);
    patient.end("1");
    expect((await published).deliveries).toMatchObject([{ outcome: "failed" }, { outcome: "ok" }]);
    expect(slow.subscription.active).toBe(true);
  });

  it("leaves no timer behind when it ends in time", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus, { timeoutMs: 100 });
    bus.emit(immediate("a", { subject: "1" }));
    expect(clock.scheduled).toBe(1);
    work.end("1");
    await clock.advance();
    expect(clock.scheduled).toBe(0);
  });
});
