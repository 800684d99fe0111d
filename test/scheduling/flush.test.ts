import { describe, expect, it } from "vitest";
import { deferred, gate, immediate, normal, openBus, watch } from "./virtual-bus.ts";

describe("flush", () => {
  it("resolves at once when nothing is under way", async () => {
    const { bus } = openBus();
    await expect(bus.flush()).resolves.toBeUndefined();
    bus.emit(immediate("e"));
    await expect(bus.flush()).resolves.toBeUndefined();
  });

  it("waits for normal and deferred events, and for what their handlers publish", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic.length < 3) emit((topic.length === 1 ? deferred : normal)(`${topic}x`));
    });
    bus.emitMany([normal("n"), deferred("d")]);
    const flushed = bus.flush().then(() => heard.push("flushed"));
    expect(heard).toEqual([]);
    await clock.advance();
    await flushed;
    expect(heard).toEqual(["n", "d", "nx", "nxx", "dx", "dxx", "flushed"]);
  });

  it("waits for deferred events while the host is busy", async () => {
    const { bus, clock } = openBus();
    clock.idle = false;
    bus.emit(deferred("d"));
    const flushed = watch(bus.flush());
    await clock.advance(999);
    expect(flushed.state).toBe("pending");
    await clock.advance(1);
    expect(flushed.state).toBe("resolved");
  });

  it("waits for async handlers, and for serial ones that have more to do", async () => {
    const { bus, clock } = openBus();
    const gates = [gate(), gate()];
    let calls = 0;
    bus.subscribe("e", () => gates[calls++]?.opened, { concurrency: "serial" });
    bus.emitMany([immediate("e"), immediate("e")]);
    const flushed = watch(bus.flush());
    await clock.advance();
    expect(flushed.state).toBe("pending");
    gates[0]?.open();
    await clock.advance();
    expect([calls, flushed.state]).toEqual([2, "pending"]);
    gates[1]?.open();
    await clock.advance();
    expect(flushed.state).toBe("resolved");
  });

  it("waits for handlers that fail, too", async () => {
    const { bus, clock, failures } = openBus();
    const { open, opened } = gate();
    bus.subscribe("e", async () => {
      await opened;
      throw new Error("no");
    });
    bus.emit(immediate("e"));
    const flushed = watch(bus.flush());
    await clock.advance();
    expect(flushed.state).toBe("pending");
    open();
    await clock.advance();
    expect(flushed.state).toBe("resolved");
    expect(failures).toHaveLength(1);
  });

  it("called inside a handler waits for that handler and what it publishes", async () => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }, { emit }) => {
      heard.push(topic);
      if (topic !== "1") return;
      void bus.flush().then(() => heard.push("flushed"));
      emit(immediate("2"));
      emit(normal("3"));
    });
    bus.emit(immediate("1"));
    await clock.advance();
    expect(heard).toEqual(["1", "2", "3", "flushed"]);
  });

  it("waits while the bus is paused, until stepping or resuming has emptied the lanes", async () => {
    const { bus, clock } = openBus();
    bus.pause();
    bus.emitMany([normal("1"), normal("2"), deferred("3")]);
    const flushed = watch(bus.flush());
    await clock.advance(10_000);
    expect(flushed.state).toBe("pending");
    bus.step();
    await clock.advance();
    expect(flushed.state).toBe("pending");
    bus.resume();
    await clock.advance();
    expect(flushed.state).toBe("resolved");
  });

  it("resolves when the last that waited is cancelled", async () => {
    const { bus, clock } = openBus();
    bus.pause();
    const controller = new AbortController();
    bus.emit(normal("e"), { signal: controller.signal });
    const flushed = watch(bus.flush());
    controller.abort();
    await clock.advance();
    expect(flushed.state).toBe("resolved");
  });

  it("serves everybody who waits", async () => {
    const { bus, clock } = openBus();
    bus.emit(normal("e"));
    const all = [bus.flush(), bus.flush(), bus.flush()].map((flushed) => watch(flushed));
    await clock.advance();
    expect(all.map(({ state }) => state)).toEqual(["resolved", "resolved", "resolved"]);
  });

  it("resolves when closing has delivered or called off what it waits for", async () => {
    for (const drain of [true, false]) {
      const { bus, clock } = openBus();
      bus.pause();
      bus.emit(normal("e"));
      const flushed = watch(bus.flush());
      await bus.close({ drain });
      await clock.advance();
      expect(flushed.state).toBe("resolved");
    }
  });

  it("does not wait on when the bus has closed without waiting for a handler", async () => {
    const { bus, clock } = openBus();
    bus.subscribe("e", () => new Promise(() => {}));
    bus.emit(immediate("e"));
    const flushed = watch(bus.flush());
    const closing = bus.close({ timeoutMs: 10 });
    await clock.advance(10);
    await closing;
    await clock.advance();
    expect(flushed.state).not.toBe("pending");
  });
});
