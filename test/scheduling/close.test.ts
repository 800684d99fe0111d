import { BusClosedError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { deferred, drafts, gate, immediate, normal, openBus, priorities, undelivered, watch } from "./virtual-bus.ts";

describe("close", () => {
  it("delivers what waits first, without the clock moving, in order, and whatever the host is busy with", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    clock.idle = false;
    bus.emitMany([deferred("d1"), normal("n1"), deferred("d2"), normal("n2")]);
    await bus.close();
    expect(heard).toEqual(["n1", "n2", "d1", "d2"]);
    expect(clock.monotonic()).toBe(0);
    expect(clock.scheduled).toBe(0);
  });

  it("delivers nothing within the caller's own turn", async () => {
    const { bus, heard, listen } = openBus();
    listen();
    bus.emit(normal("n"));
    const closing = bus.close();
    expect(heard).toEqual([]);
    expect(bus.closed).toBe(true);
    await closing;
    expect(heard).toEqual(["n"]);
  });

  it("gives the host its turns while it delivers much", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }) => {
      heard.push(topic);
      clock.spend(2);
    });
    clock.schedule(() => heard.push("timer"), 1, "normal");
    bus.emitMany(["1", "2", "3", "4"].map((type) => normal(type)));
    const closing = bus.close();
    await clock.advance(10);
    await closing;
    expect(heard).toEqual(["1", "2", "3", "timer", "4"]);
  });

  it("overrides pause", async () => {
    const { bus, heard, listen } = openBus();
    listen();
    bus.pause();
    bus.emitMany([normal("n"), deferred("d")]);
    await bus.close();
    expect(heard).toEqual(["n", "d"]);
  });

  it("calls off what waits when it is not to drain", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    const reports = [bus.publish(normal("n")), bus.publish(deferred("d")), bus.publish(immediate("delayed"), { delayMs: 5 })];
    bus.scheduler("normal").schedule(() => heard.push("work"));
    await bus.close({ drain: false });
    await clock.advance(10);
    expect(heard).toEqual([]);
    expect((await Promise.all(reports)).map(({ status }) => status)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(undelivered(bus).toSorted()).toEqual(["d", "delayed", "n"].map((type) => `${type}: cancelled by close`));
    expect(clock.scheduled).toBe(0);
  });

  it("refuses events from outside at once, and accepts what handlers publish until it is done", async () => {
    const { bus, clock, heard } = openBus();
    const { open, opened } = gate();
    bus.subscribe("#", async ({ topic }, { emit, publish }) => {
      heard.push(topic);
      if (topic !== "begin") return;
      emit(immediate("from its context"));
      bus.emit(normal("from its bus"));
      await opened;
      expect(() => bus.emit(normal("from outside"))).toThrow(BusClosedError);
      emit(normal("after an await"));
      await publish(deferred("published"));
    });
    bus.emit(normal("begin"));
    const closing = bus.close();
    for (const priority of priorities) {
      expect(() => bus.emit(drafts[priority]("late"))).toThrow(BusClosedError);
      await expect(bus.publish(drafts[priority]("late"))).rejects.toBeInstanceOf(BusClosedError);
    }
    expect(() => bus.emitMany([normal("late")])).toThrow(BusClosedError);
    expect(() => bus.subscribe("#", () => {})).toThrow(BusClosedError);
    await clock.advance();
    open();
    await clock.advance();
    await closing;
    expect(heard).toEqual(["begin", "from its context", "from its bus", "after an await", "published"]);
  });

  it("waits for async handlers, and ends their subscriptions only then", async () => {
    const { bus, clock } = openBus();
    const { open, opened } = gate();
    let aborted: boolean | undefined;
    bus.subscribe("e", async (_, { signal }) => {
      await opened;
      aborted = signal.aborted;
    });
    bus.emit(immediate("e"));
    const closing = watch(bus.close());
    await clock.advance(10_000);
    expect(closing.state).toBe("pending");
    expect(bus.subscriptions()).toHaveLength(1);
    open();
    await clock.advance();
    expect(closing.state).toBe("resolved");
    expect(aborted).toBe(false);
    expect(bus.subscriptions()).toHaveLength(0);
  });

  it("waits for handlers under way when it does not drain, too", async () => {
    const { bus, clock } = openBus();
    const { open, opened } = gate();
    bus.subscribe("e", () => opened);
    bus.emit(immediate("e"));
    const closing = watch(bus.close({ drain: false }));
    await clock.advance();
    expect(closing.state).toBe("pending");
    open();
    await clock.advance();
    expect(closing.state).toBe("resolved");
  });

  it("waits no longer than timeoutMs: then it calls off what waits and aborts who runs", async () => {
    const { bus, clock, failures } = openBus();
    const reasons: unknown[] = [];
    bus.subscribe(
      "e",
      (_, { signal }) => {
        signal.addEventListener("abort", () => reasons.push(signal.reason));
        return new Promise(() => {});
      },
      { concurrency: "serial" },
    );
    bus.subscribe("again", (_, { emit }) => {
      clock.spend(2);
      if (clock.monotonic() < 5000) emit(normal("again"));
    });
    bus.emitMany([immediate("e"), immediate("e"), normal("again")]);
    const closing = watch(bus.close({ timeoutMs: 100 }));
    await clock.advance(99);
    expect(closing.state).toBe("pending");
    await clock.advance(10);
    expect(closing.state).toBe("resolved");
    expect(reasons).toHaveLength(1);
    expect(undelivered(bus)).toEqual(["again: cancelled by close"]);
    expect(failures).toEqual([]);
    expect(clock.scheduled).toBe(0);
  });

  it("leaves no timer behind when it is done before timeoutMs", async () => {
    const { bus, clock } = openBus();
    bus.emitMany([normal("n"), deferred("d")]);
    await bus.close({ timeoutMs: 10_000 });
    expect(clock.scheduled).toBe(0);
  });

  it("called inside a handler lets the current event and its chain finish first", async () => {
    const { bus, heard } = openBus();
    let closing: Promise<void> | undefined;
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(`1:${topic}`);
      if (topic !== "e") return;
      closing = bus.close();
      emit(immediate("i"));
    });
    bus.subscribe("#", ({ topic }) => heard.push(`2:${topic}`));
    bus.emit(normal("n"));
    bus.emit(immediate("e"));
    await closing;
    expect(heard).toEqual(["1:e", "2:e", "1:i", "2:i", "1:n", "2:n"]);
  });

  it("is idempotent: it does its work once, and everybody waits for that", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.emit(normal("n"));
    const first = bus.close();
    const all = [first, bus.close({ drain: false }), Promise.resolve(bus[Symbol.asyncDispose]())].map((closing) => watch(closing));
    await first;
    await clock.advance();
    expect(all.map(({ state }) => state)).toEqual(["resolved", "resolved", "resolved"]);
    expect(heard).toEqual(["n"]);
    await bus.close();
  });

  it("leaves the bus open when its options make no sense", async () => {
    const { bus, heard, listen } = openBus();
    listen();
    await expect(bus.close({ timeoutMs: -1 })).rejects.toThrow(RangeError);
    expect(bus.closed).toBe(false);
    bus.emit(immediate("still open"));
    expect(heard).toEqual(["still open"]);
    await bus.close();
    expect(bus.closed).toBe(true);
  });

  it("leaves nothing running: no task, no timer, no longest wait", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 2 } });
    clock.idle = false;
    bus.subscribe("#", () => clock.spend(10));
    bus.emitMany([normal("n"), normal("n"), deferred("d"), deferred("d")]);
    for (const priority of ["normal", "deferred"] as const) for (const count of [1, 1]) bus.room(priority, count).catch(() => {});
    await clock.turn();
    expect(clock.scheduled).toBeGreaterThan(0);
    await bus.close({ drain: false });
    expect(clock.scheduled).toBe(0);
  });
});
