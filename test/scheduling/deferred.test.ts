import { describe, expect, it } from "vitest";
import { deferred, immediate, normal, openBus } from "./virtual-bus.ts";

describe("the deferred lane", () => {
  it("runs when the normal lane is empty", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emitMany([deferred("d1"), normal("n1"), deferred("d2"), normal("n2")]);
    await clock.advance();
    expect(heard).toEqual(["n1", "n2", "d1", "d2"]);
  });

  it("lets normal events that its own handlers publish go first", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic === "d1") for (const draft of [deferred("d3"), normal("n1"), immediate("i1")]) emit(draft);
    });
    bus.emitMany([deferred("d1"), deferred("d2")]);
    await clock.advance();
    expect(heard).toEqual(["d1", "i1", "n1", "d2", "d3"]);
  });

  it("runs in slices too", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      clock.spend(3);
    });
    bus.emitMany(["1", "2", "3"].map((topic) => deferred(topic)));
    await clock.turn();
    expect(heard).toEqual(["1", "2"]);
  });

  it("waits while the host is busy, and runs once it is idle", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    clock.idle = false;
    bus.emit(deferred("d"));
    await clock.advance(500);
    expect(heard).toEqual([]);
    clock.idle = true;
    await clock.advance();
    expect(heard).toEqual(["d"]);
  });

  it("runs after deferredMaxWaitMs however busy the host is: what has waited so long, and no more", async () => {
    const { bus, clock, heard, listen } = openBus({ lanes: { deferredMaxWaitMs: 200 } });
    listen();
    clock.idle = false;
    bus.emit(deferred("at 0"));
    await clock.advance(150);
    bus.emit(deferred("at 150"));
    await clock.advance(49);
    expect(heard).toEqual([]);
    await clock.advance(1);
    expect(heard).toEqual(["at 0"]);
    await clock.advance(149);
    expect(heard).toEqual(["at 0"]);
    await clock.advance(1);
    expect(heard).toEqual(["at 0", "at 150"]);
  });

  it("waits 1000 ms at most by default", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    clock.idle = false;
    bus.emit(deferred("d"));
    await clock.advance(999);
    expect(heard).toEqual([]);
    await clock.advance(1);
    expect(heard).toEqual(["d"]);
  });

  it("does not wait for idleness at all with a longest wait of 0", async () => {
    const { bus, clock, heard, listen } = openBus({ lanes: { deferredMaxWaitMs: 0 } });
    listen();
    clock.idle = false;
    bus.emitMany([deferred("1"), deferred("2")]);
    expect(heard).toEqual([]);
    await clock.advance();
    expect(heard).toEqual(["1", "2"]);
  });

  it("counts the longest wait from the entry, not from a timer that an earlier event left behind", async () => {
    const { bus, clock, heard, listen } = openBus({ lanes: { deferredMaxWaitMs: 100 } });
    listen();
    bus.emit(deferred("idle"));
    await clock.advance(60);
    clock.idle = false;
    bus.emit(deferred("busy"));
    await clock.advance(99);
    expect(heard).toEqual(["idle"]);
    await clock.advance(1);
    expect(heard).toEqual(["idle", "busy"]);
  });

  it("leaves no timer behind that would keep a process from ending", async () => {
    const { bus, clock } = openBus();
    bus.emit(deferred("d"));
    await clock.advance();
    expect(clock.scheduled).toBe(0);
  });

  it("runs what is overdue in slices too", async () => {
    const { bus, clock, heard } = openBus({ lanes: { deferredMaxWaitMs: 10 } });
    clock.idle = false;
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      clock.spend(3);
    });
    clock.schedule(() => heard.push("timer"), 11, "normal");
    bus.emitMany(["1", "2", "3"].map((topic) => deferred(topic)));
    await clock.advance(30);
    expect(heard).toEqual(["1", "2", "timer", "3"]);
  });
});

describe("under a flood of normal events that never ends", () => {
  /** Normal events, a millisecond of work each, that publish the next one; notes when deferred ones are handled. */
  function flooded() {
    const opened = openBus({ lanes: { deferredMaxWaitMs: 100 } });
    const { bus, clock } = opened;
    const handledAt: { readonly payload: unknown; readonly ms: number }[] = [];
    bus.subscribe("flood", (_, { emit }) => {
      clock.spend(1);
      // So far beyond the test's end that it makes no difference, except to a bus that never lets go.
      if (clock.monotonic() < 5000) emit(normal("flood"));
    });
    bus.subscribe("d", ({ payload }) => handledAt.push({ payload, ms: clock.monotonic() }));
    bus.emit(normal("flood"));
    return { ...opened, handledAt };
  }
  const sliceMs = 5;

  it("deferred events are delivered after deferredMaxWaitMs and the slice under way, not before", async () => {
    const { bus, clock, handledAt } = flooded();
    bus.emitMany([deferred("d"), deferred("d")]);
    await clock.advance(1000);
    expect(handledAt).toHaveLength(2);
    for (const { ms } of handledAt) {
      expect(ms).toBeGreaterThanOrEqual(100);
      expect(ms).toBeLessThanOrEqual(100 + sliceMs);
    }
    expect(bus.metrics().types.get("flood")?.delivered).toBeGreaterThanOrEqual(990);
  });

  it("a steady stream of them is, each in its time", async () => {
    const { bus, clock, handledAt } = flooded();
    for (let at = 0; at < 1000; at += 20) bus.emit({ type: "d", input: at, options: { priority: "deferred" } }, { delayMs: at });
    await clock.advance(1200);
    expect(handledAt.map(({ payload }) => payload)).toEqual(Array.from({ length: 50 }, (_, index) => index * 20));
    for (const { payload, ms } of handledAt) expect(ms - Number(payload)).toBeLessThanOrEqual(100 + 2 * sliceMs);
  });

  it("conflation does not put them off: the newest goes out when the first of its key has waited long enough", async () => {
    const { bus, clock, handledAt } = flooded();
    for (let at = 0; at < 1000; at++) bus.emit({ type: "d", input: at, options: { priority: "deferred" } }, { delayMs: at, conflateKey: "k" });
    await clock.advance(1000);
    expect(handledAt.length).toBeGreaterThanOrEqual(9);
    for (const [index, { payload, ms }] of handledAt.entries()) {
      expect(ms - (handledAt[index - 1]?.ms ?? 0)).toBeLessThanOrEqual(100 + 3 * sliceMs);
      // It is one of the newest that goes out.
      expect(ms - Number(payload)).toBeLessThanOrEqual(2 * sliceMs);
    }
  });
});

describe("a clock that knows how long the host stays idle", () => {
  /** Five deferred events with 2 ms of work each, and idle periods that end 5 ms after they began. */
  function idling(periodMs: number) {
    const opened = openBus({ lanes: { sliceMs: 50 } });
    const { bus, clock, heard } = opened;
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      clock.spend(2);
    });
    bus.emitMany(["1", "2", "3", "4", "5"].map((topic) => deferred(topic)));
    const beginIdlePeriod = () => {
      const endsAt = clock.monotonic() + periodMs;
      clock.remainingMs = () => Math.max(0, endsAt - clock.monotonic());
    };
    return { ...opened, beginIdlePeriod };
  }

  it("ends the delivering of deferred events with that", async () => {
    const { clock, heard, beginIdlePeriod } = idling(5);
    beginIdlePeriod();
    await clock.turn();
    expect(heard).toEqual(["1", "2", "3"]);
    beginIdlePeriod();
    await clock.turn();
    expect(heard).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("gets none delivered when there is no time left, until they are overdue", async () => {
    const { clock, heard, beginIdlePeriod } = idling(0);
    beginIdlePeriod();
    await clock.turn();
    expect(heard).toEqual([]);
    clock.idle = false;
    await clock.advance(1000);
    expect(heard).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("does not lengthen a slice", async () => {
    const { bus, clock, heard } = openBus();
    clock.remainingMs = () => 50;
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      clock.spend(2);
    });
    bus.emitMany(["1", "2", "3", "4"].map((topic) => deferred(topic)));
    await clock.turn();
    expect(heard).toEqual(["1", "2", "3"]);
  });
});
