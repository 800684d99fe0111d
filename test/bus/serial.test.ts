import { describe, expect, it } from "vitest";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";
import { openWork } from "./work.ts";

describe("a serial handler", () => {
  it("takes one event after another, in order", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus, { concurrency: "serial" });
    for (const subject of ["1", "2", "3"]) bus.emit(immediate("a", { subject }));
    expect(work.log).toEqual(["begin 1"]);
    expect(work.subscription.stats.pending).toBe(3);
    for (const subject of ["1", "2", "3"]) {
      work.end(subject);
      await clock.advance();
    }
    expect(work.log).toEqual(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]);
    expect(work.subscription.stats).toEqual({ delivered: 3, failed: 0, skipped: 0, pending: 0 });
  });

  it("goes on after a failure", async () => {
    const { bus, clock, failures } = openBus();
    const work = openWork(bus, { concurrency: "serial" });
    const reports = ["1", "2"].map((subject) => bus.publish(immediate("a", { subject })));
    work.fail("1");
    await clock.advance();
    work.end("2");
    expect((await Promise.all(reports)).map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["failed", "ok"]);
    expect(failures).toHaveLength(1);
  });

  it("is not entered again by an immediate event that it publishes when its turn comes late", async () => {
    const { bus, clock } = openBus();
    const log: string[] = [];
    const gates: (() => void)[] = [];
    bus.subscribe(
      "#",
      async ({ topic }, { emit }) => {
        log.push(`begin ${topic}`);
        if (topic === "second") emit(immediate("nested"));
        await new Promise<void>((resolve) => gates.push(resolve));
        log.push(`end ${topic}`);
      },
      { concurrency: "serial" },
    );
    bus.emit(immediate("first"));
    bus.emit(immediate("second"));
    for (let turn = 0; turn < 3; turn++) {
      gates.shift()?.();
      await clock.advance();
    }
    expect(log).toEqual(["begin first", "end first", "begin second", "end second", "begin nested", "end nested"]);
  });

  it("skips the oldest past maxPending, and counts it", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus, { concurrency: "serial", maxPending: 2 });
    const skips: unknown[] = [];
    bus.inspect$.subscribe((record) => record.kind === "skipped" && skips.push([record.event.subject, record.by]));
    const reports = ["1", "2", "3", "4", "5"].map((subject) => bus.publish(immediate("a", { subject })));
    expect(work.subscription.stats).toMatchObject({ skipped: 2, pending: 3 });
    for (const subject of ["1", "4", "5"]) {
      work.end(subject);
      await clock.advance();
    }
    expect((await Promise.all(reports)).map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["ok", "skipped", "skipped", "ok", "ok"]);
    expect(skips).toEqual([
      ["2", "maxPending"],
      ["3", "maxPending"],
    ]);
    expect([...bus.history].map(({ outcome }) => outcome.skipped)).toEqual([0, 1, 1, 0, 0]);
    expect([...bus.history].every(({ outcome }) => outcome.handlers === 1 && outcome.pending === 0)).toBe(true);
  });

  it("has at most 10,000 waiting unless told otherwise", () => {
    const { bus } = openBus({ history: false });
    const work = openWork(bus, { concurrency: "serial" });
    for (let count = 0; count < 10_003; count++) bus.emit(immediate("a"));
    expect(work.subscription.stats).toMatchObject({ skipped: 2, pending: 10_001 });
  });

  it("takes no event while busy when none may wait", () => {
    const { bus } = openBus();
    const work = openWork(bus, { concurrency: "serial", maxPending: 0 });
    bus.emit(immediate("a", { subject: "1" }));
    bus.emit(immediate("a", { subject: "2" }));
    expect(work.log).toEqual(["begin 1"]);
    expect(work.subscription.stats).toMatchObject({ skipped: 1, pending: 1 });
  });

  it("frees its queue when it runs out of time, though the handler never ends", async () => {
    const { bus, clock, failures } = openBus();
    const work = openWork(bus, { concurrency: "serial", timeoutMs: 50 });
    for (const subject of ["1", "2", "3"]) bus.emit(immediate("a", { subject }));
    await clock.advance(50);
    expect(work.log).toEqual(["begin 1", "begin 2"]);
    await clock.advance(49);
    work.end("2");
    await clock.advance();
    expect(work.log).toEqual(["begin 1", "begin 2", "end 2", "begin 3"]);
    expect(failures).toHaveLength(1);
  });

  it("has its time limit counted from its turn, not from its waiting", async () => {
    const { bus, clock, failures } = openBus();
    const work = openWork(bus, { concurrency: "serial", timeoutMs: 50 });
    bus.emit(immediate("a", { subject: "1" }));
    bus.emit(immediate("a", { subject: "2" }));
    await clock.advance(40);
    work.end("1");
    await clock.advance(40);
    expect(failures).toEqual([]);
    work.end("2");
    await clock.advance();
    expect(work.subscription.stats.delivered).toBe(2);
  });

  it("is not given an event whose time to live ran out while it waited", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus, { concurrency: "serial" });
    const skips: unknown[] = [];
    bus.inspect$.subscribe((record) => record.kind === "skipped" && skips.push([record.event.subject, record.by]));
    bus.emit(immediate("a", { subject: "1" }));
    const second = bus.publish(immediate("a", { subject: "2", ttlMs: 10 }));
    bus.emit(immediate("a", { subject: "3" }));
    await clock.advance(10);
    work.end("1");
    await clock.advance();
    expect(work.log).toEqual(["begin 1", "end 1", "begin 3"]);
    expect((await second).deliveries).toMatchObject([{ outcome: "skipped" }]);
    expect(skips).toEqual([["2", "time to live"]]);
  });

  it("skips what waits when it is unsubscribed, and cancels what runs", async () => {
    const { bus, clock } = openBus();
    const work = openWork(bus, { concurrency: "serial" });
    const reports = ["1", "2", "3"].map((subject) => bus.publish(immediate("a", { subject })));
    work.subscription.unsubscribe();
    expect(work.signal("1").aborted).toBe(true);
    work.end("1");
    await clock.advance();
    expect((await Promise.all(reports)).map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["cancelled", "skipped", "skipped"]);
    expect(work.log).toEqual(["begin 1", "end 1"]);
    expect(work.subscription.stats).toEqual({ delivered: 0, failed: 0, skipped: 2, pending: 0 });
  });

  it("holds up neither other subscriptions nor the lane", async () => {
    const { bus, heard } = openBus();
    openWork(bus, { concurrency: "serial" });
    bus.subscribe("a", ({ subject }) => heard.push(String(subject)));
    for (const subject of ["1", "2", "3"]) bus.emit(immediate("a", { subject }));
    expect(heard).toEqual(["1", "2", "3"]);
  });

  it("takes ten thousand in order, whatever they take", async () => {
    const { bus, clock } = openBus({ history: false });
    const seen: number[] = [];
    bus.subscribe(
      "a",
      ({ time }) => {
        seen.push(time);
        return time % 3 === 0 ? undefined : Promise.resolve();
      },
      { concurrency: "serial" },
    );
    for (let time = 0; time < 10_000; time++) bus.emit(immediate("a", { time }));
    await clock.advance();
    expect(seen).toEqual(Array.from({ length: 10_000 }, (_, time) => time));
  });
});
