import { LaneOverflowError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { deferred, depths, drafts, gate, immediate, normal, openBus, undelivered, watch } from "./virtual-bus.ts";

/** An abort signal that counts who listens to it. */
function countedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  let added = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: AddEventListenerOptions | boolean) => {
    added++;
    listeners.add(listener);
    addEventListener.call(signal, type, listener, options);
  };
  signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: EventListenerOptions | boolean) => {
    listeners.delete(listener);
    removeEventListener.call(signal, type, listener, options);
  };
  return { controller, signal, listening: () => listeners.size, everListened: () => added };
}

describe("a signal", () => {
  for (const priority of ["normal", "deferred"] as const) {
    it(`calls off a ${priority} event that waits`, async () => {
      const { bus, clock, heard, listen } = openBus();
      listen();
      const controller = new AbortController();
      bus.emit(drafts[priority]("1"));
      const report = bus.publish(drafts[priority]("2"), { signal: controller.signal });
      bus.emit(drafts[priority]("3"));
      controller.abort();
      expect(depths(bus)[priority]).toBe(2);
      expect(undelivered(bus)).toEqual(["2: cancelled by signal"]);
      expect(await report).toMatchObject({ status: "cancelled", deliveries: [] });
      await clock.advance();
      expect(heard).toEqual(["1", "3"]);
      expect(bus.metrics().undelivered.cancelled).toBe(1);
    });
  }

  it("calls off an immediate event that waits for the current one to end", () => {
    const { bus, heard } = openBus();
    const controller = new AbortController();
    bus.subscribe("begin", (_, { emit }) => {
      emit(immediate("1"), { signal: controller.signal });
      emit(immediate("2"));
    });
    bus.subscribe("begin", () => controller.abort());
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    bus.emit(immediate("begin"));
    expect(heard).toEqual(["begin", "2"]);
  });

  it("that has aborted before keeps the event from its lane, but not from its publisher", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const options = { signal: AbortSignal.abort() };
    for (const priority of ["immediate", "normal", "deferred"] as const)
      expect(bus.emit(drafts[priority](priority), options)).toMatchObject({ type: priority });
    expect(await bus.publish(immediate("published"), options)).toMatchObject({ status: "cancelled" });
    expect(bus.emitMany([immediate("one"), normal("of many")], options)).toHaveLength(2);
    await clock.advance(10);
    expect(heard).toEqual([]);
    expect(undelivered(bus)).toEqual(["immediate", "normal", "deferred", "published", "one", "of many"].map((type) => `${type}: cancelled by signal`));
  });

  it("calls off an event that waits for its delay", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const controller = new AbortController();
    const report = bus.publish(normal("e"), { delayMs: 10, signal: controller.signal });
    await clock.advance(5);
    controller.abort();
    expect(clock.scheduled).toBe(0);
    expect(await report).toMatchObject({ status: "cancelled" });
    await clock.advance(10);
    expect(heard).toEqual([]);
    expect(undelivered(bus)).toEqual(["e: cancelled by signal"]);
  });

  it("calls off those of many that still wait", async () => {
    const { bus, clock, heard } = openBus();
    const controller = new AbortController();
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      if (topic === "2") controller.abort();
    });
    bus.emitMany([normal("1"), normal("2"), normal("3"), deferred("4")], { signal: controller.signal });
    await clock.advance();
    expect(heard).toEqual(["1", "2"]);
    expect(undelivered(bus)).toEqual(["3: cancelled by signal", "4: cancelled by signal"]);
  });

  it("has no effect once delivery has begun, not on async handlers either", async () => {
    const { bus, clock, heard, listen } = openBus();
    const controller = new AbortController();
    const { open, opened } = gate();
    let aborted: boolean | undefined;
    bus.subscribe("e", async (_, { signal }) => {
      controller.abort();
      await opened;
      aborted = signal.aborted;
    });
    listen();
    const report = watch(
      bus.publish(normal("e"), { signal: controller.signal }).then(({ status, deliveries }) => heard.push(status, ...deliveries.map(({ outcome }) => outcome))),
    );
    await clock.advance();
    expect(report.state).toBe("pending");
    open();
    await clock.advance();
    expect(heard).toEqual(["e", "delivered", "ok", "ok"]);
    expect(aborted).toBe(false);
    expect(undelivered(bus)).toEqual([]);
  });

  it("that is no signal is refused before anything happens", () => {
    const { bus } = openBus();
    const signal = new AbortController() as unknown as AbortSignal;
    expect(() => bus.emit(normal("e"), { signal })).toThrow(/signal is no AbortSignal/);
    expect(depths(bus).normal).toBe(0);
  });
});

describe("no listener is left on a signal", () => {
  const sure = { capacity: 1, overflow: "drop-oldest" } as const;

  it("after delivery", async () => {
    const { bus, clock } = openBus();
    const { signal, listening, everListened } = countedSignal();
    bus.emitMany([normal("n"), deferred("d"), immediate("i")], { signal });
    expect(listening()).toBe(2);
    await clock.advance();
    expect([everListened(), listening()]).toEqual([3, 0]);
  });

  it("after cancelling", () => {
    const { bus } = openBus();
    const { controller, signal, listening, everListened } = countedSignal();
    bus.emitMany([normal("n"), deferred("d")], { signal });
    bus.emit(normal("delayed"), { signal, delayMs: 5 });
    controller.abort();
    expect([everListened(), listening()]).toEqual([3, 0]);
  });

  it("that had aborted before", () => {
    const { bus } = openBus();
    const { controller, signal, everListened } = countedSignal();
    controller.abort();
    bus.emit(normal("n"), { signal, conflateKey: "k" });
    bus.emit(normal("delayed"), { signal, delayMs: 5 });
    expect(everListened()).toBe(0);
  });

  it("after conflation, by the older and by the newer", async () => {
    const { bus, clock } = openBus();
    const older = countedSignal();
    const newer = countedSignal();
    bus.emit(normal("1"), { signal: older.signal, conflateKey: "k" });
    bus.emit(normal("2"), { signal: newer.signal, conflateKey: "k" });
    expect([older.listening(), newer.listening()]).toEqual([0, 1]);
    await clock.advance();
    expect(newer.listening()).toBe(0);
  });

  it("after expiry", async () => {
    const { bus, clock } = openBus();
    const { signal, listening } = countedSignal();
    bus.emit(normal("n", { ttlMs: 5 }), { signal });
    clock.spend(5);
    await clock.advance();
    expect(listening()).toBe(0);
  });

  it("after overflow: dropped, turned away, or refused", async () => {
    const oldest = openBus({ lanes: sure });
    const dropped = countedSignal();
    oldest.bus.emit(normal("1"), { signal: dropped.signal });
    oldest.bus.emit(normal("2"));
    expect([dropped.everListened(), dropped.listening()]).toEqual([1, 0]);

    const newest = openBus({ lanes: { ...sure, overflow: "drop-newest" } });
    const turnedAway = countedSignal();
    newest.bus.emit(normal("1"));
    newest.bus.emit(normal("2"), { signal: turnedAway.signal });
    newest.bus.emit(normal("3"), { signal: turnedAway.signal, delayMs: 5 });
    newest.bus.pause();
    await newest.clock.advance(5);
    expect([turnedAway.everListened(), turnedAway.listening()]).toEqual([2, 0]);

    const reject = openBus({ lanes: { ...sure, overflow: "reject" } });
    const refused = countedSignal();
    reject.bus.emit(normal("1"));
    expect(() => reject.bus.emit(normal("2"), { signal: refused.signal })).toThrow(LaneOverflowError);
    expect(refused.listening()).toBe(0);
  });

  it("after closing", async () => {
    const { bus, clock } = openBus();
    const { signal, listening, everListened } = countedSignal();
    bus.emit(normal("n"), { signal });
    bus.emit(deferred("delayed"), { signal, delayMs: 5 });
    const closing = bus.close({ drain: false });
    expect([everListened(), listening()]).toEqual([2, 0]);
    await clock.advance();
    await closing;
  });
});
