import { type BusEvent, createBus, defineEvent, defineRequest, payload, TimeoutError } from "eventdeck";
import { createTestBus, VirtualClock } from "eventdeck/testing";
import { describe, expect, expectTypeOf, it, onTestFinished } from "vitest";

const paid = defineEvent("order.paid", payload<{ total: number }>(), { priority: "immediate" });
const shipped = defineEvent("order.shipped", payload<{ by: string }>());
const counted = defineEvent("stock.counted", payload<number>(), { priority: "deferred" });

function open(options: Parameters<typeof createTestBus<[typeof paid, typeof shipped, typeof counted]>>[0] = {}) {
  const bus = createTestBus({ events: [paid, shipped, counted], ...options });
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  return bus;
}
const wait = (clock: VirtualClock, ms: number) => new Promise<void>((resolve) => void clock.schedule(() => resolve(), ms, "normal"));

describe("a test bus", () => {
  it("needs no help for immediate events", () => {
    const bus = open();
    bus.emit(paid({ total: 1 }));
    expect(bus.emitted(paid).map((event) => event.payload.total)).toEqual([1]);
  });

  it("delivers the other lanes when it is advanced, and not before", async () => {
    const bus = open();
    bus.emitMany([counted(1), shipped({ by: "post" })]);
    expect(bus.emitted("#")).toEqual([]);
    await bus.advance();
    expect(bus.emitted("#").map(({ type }) => type)).toEqual(["order.shipped", "stock.counted"]);
  });

  it("stamps events with virtual time", async () => {
    const bus = open();
    const before = bus.now();
    bus.emit(paid({ total: 1 }));
    await bus.advance(1500);
    bus.emit(paid({ total: 2 }));
    expect(bus.emitted(paid).map(({ time }) => time - before)).toEqual([0, 1500]);
    expect(bus.now()).toBe(before + 1500);
  });

  it("waits out delays", async () => {
    const bus = open();
    bus.emit(shipped({ by: "post" }), { delayMs: 60_000 });
    await bus.advance(59_999);
    expect(bus.emitted(shipped)).toEqual([]);
    await bus.advance(1);
    expect(bus.emitted(shipped)).toHaveLength(1);
  });

  it("lets events expire", async () => {
    const bus = open();
    bus.pause();
    bus.emit(shipped({ by: "post" }, { ttlMs: 100 }));
    await bus.advance(101);
    bus.resume();
    await bus.advance();
    expect(bus.emitted(shipped)).toEqual([]);
    expect(bus.history.undelivered().map(({ reason }) => reason)).toEqual(["expired"]);
  });

  it("keeps deferred events back while its host is busy, up to the longest wait", async () => {
    const bus = open({ lanes: { deferredMaxWaitMs: 200 } });
    bus.clock.idle = false;
    bus.emit(counted(1));
    await bus.advance(199);
    expect(bus.emitted(counted)).toEqual([]);
    await bus.advance(1);
    expect(bus.emitted(counted)).toHaveLength(1);
  });

  it("times handlers and requests out", async () => {
    const asked = defineRequest("stock.asked", payload<void>(), payload<number>());
    const failures: unknown[] = [];
    const bus = open({ onError: ({ error }) => failures.push(error) });
    bus.subscribe(paid, () => new Promise(() => {}), { timeoutMs: 300 });
    bus.respond(asked, () => new Promise(() => {}));
    bus.emit(paid({ total: 1 }));
    const answer = bus.request(asked(), { timeoutMs: 500 }).catch((error: unknown) => error);
    await bus.advance(299);
    expect(failures).toEqual([]);
    await bus.advance(1);
    expect(failures).toEqual([expect.any(TimeoutError)]);
    await bus.advance(200);
    expect(await answer).toBeInstanceOf(TimeoutError);
  });

  it("makes room as its lanes empty", async () => {
    const bus = open({ lanes: { capacity: 1 } });
    bus.emit(shipped({ by: "post" }));
    const room = bus.room("normal");
    await bus.advance();
    await expect(room).resolves.toBeUndefined();
  });

  it("runs async handlers step by step, in virtual time", async () => {
    const bus = open();
    const log: string[] = [];
    bus.subscribe(
      shipped,
      async ({ payload: { by } }) => {
        await wait(bus.clock, 10);
        log.push(`${by} at ${bus.clock.monotonic()}`);
      },
      { concurrency: "serial" },
    );
    bus.emitMany([shipped({ by: "post" }), shipped({ by: "bike" })]);
    await bus.advance(100);
    expect(log).toEqual(["post at 10", "bike at 20"]);
  });

  it("replays with the recorded gaps", async () => {
    const bus = open();
    for (const total of [1, 2, 3]) {
      bus.emit(paid({ total }));
      await bus.advance(1000);
    }
    const heard: string[] = [];
    bus.subscribe(paid, (event) => void (event.replay && heard.push(`${event.payload.total} at ${bus.clock.monotonic() - 3000}`)));
    const replay = bus.history.replay({ speed: 0.5 });
    await bus.advance(4000);
    expect(heard).toEqual(["1 at 0", "2 at 2000", "3 at 4000"]);
    await expect(replay.done).resolves.toBeUndefined();
  });

  it("gives the same run twice", async () => {
    const run = async () => {
      const bus = open();
      const log: string[] = [];
      bus.subscribe("#", ({ type }, { emit }) => {
        log.push(`${type} at ${bus.clock.monotonic()}`);
        if (log.length < 20) emit<string, unknown>(log.length % 3 === 0 ? counted(1) : shipped({ by: "post" }), { delayMs: (log.length % 4) * 7 });
      });
      bus.emit(shipped({ by: "post" }));
      await bus.advance(1000);
      return log;
    };
    const first = await run();
    expect(first).toHaveLength(20);
    expect(await run()).toEqual(first);
  });

  it("shares a clock with others", async () => {
    const clock = new VirtualClock();
    const [one, other] = [open({ clock }), open({ clock })];
    one.emit(shipped({ by: "post" }));
    other.emit(shipped({ by: "bike" }), { delayMs: 10 });
    await one.advance(10);
    expect([one.emitted(shipped).length, other.emitted(shipped).length, other.now() === one.now()]).toEqual([1, 1, true]);
  });

  it("is a bus like every other: histories replay into it, and subscribers see it as such", async () => {
    const recorder = createBus();
    const bus = open();
    recorder.emit(paid({ total: 7 }));
    recorder.history.replay({ into: bus });
    await bus.advance();
    expect(bus.emitted(paid).map((event) => event.payload)).toEqual([{ total: 7 }]);
    await recorder.close();
  });
});

describe("emitted", () => {
  it("is typed by its selector", () => {
    const bus = open();
    expectTypeOf(bus.emitted(paid)).toEqualTypeOf<readonly BusEvent<"order.paid", { total: number }>[]>();
    expectTypeOf(bus.emitted("stock.#")).toEqualTypeOf<readonly BusEvent<"stock.counted", number>[]>();
    expect(bus.emitted([paid, "stock.#"])).toEqual([]);
  });

  it("shows events as history does: redacted, and none that was evicted or stopped", () => {
    const bus = open({
      history: { maxEvents: 2 },
      middleware: [
        { name: "stop", beforePublish: ({ payload: p }) => (JSON.stringify(p).includes("13") ? false : undefined) },
        { name: "redact", beforeRecord: (event) => (event.type === paid.type ? { ...event, payload: { total: 0 } } : undefined) },
      ],
    });
    for (const total of [1, 2, 13, 3]) bus.emit(paid({ total }));
    expect(bus.emitted(paid).map((event) => event.payload)).toEqual([{ total: 0 }, { total: 0 }]);
  });
});

describe("flush on a test bus", () => {
  it("runs what is due now, and what handlers publish, without passing time", async () => {
    const bus = open();
    bus.subscribe(shipped, (_, { emit }) => void emit(counted(1)));
    bus.emit(shipped({ by: "post" }));
    await bus.flush();
    expect([bus.emitted("#").length, bus.clock.monotonic()]).toEqual([2, 0]);
  });

  it("waits for a handler that waits for the world, and for what it publishes then", async () => {
    const bus = open();
    bus.subscribe(shipped, async (_, { emit }) => {
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      emit(counted(1));
    });
    bus.emit(shipped({ by: "post" }));
    await bus.flush();
    expect(bus.emitted(counted)).toHaveLength(1);
  });

  it("waits for time until somebody lets it pass", async () => {
    const bus = open();
    bus.subscribe(paid, () => wait(bus.clock, 50));
    bus.emit(paid({ total: 1 }));
    let flushed = false;
    const flushing = bus.flush().then(() => (flushed = true));
    await bus.advance(49);
    expect(flushed).toBe(false);
    await bus.advance(1);
    expect(await flushing).toBe(true);
  });
});
