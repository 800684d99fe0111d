import { BusClosedError, defineEvent, payload, TimeoutError } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { immediate, normal, openBus, watch } from "../scheduling/virtual-bus.ts";

const reason = new Error("left the page");

describe("next", () => {
  it("resolves with the next event that matches, and listens no more", async () => {
    const { bus } = openBus();
    bus.emit(immediate("a"));
    const next = bus.next("a");
    expect(bus.subscriptions()).toHaveLength(1);
    const event = bus.emit(immediate("a", { subject: "2" }));
    bus.emit(immediate("a", { subject: "3" }));
    expect(await next).toBe(event);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("takes a definition, a filter, and normal events in their turn", async () => {
    const { bus, clock } = openBus();
    const tick = defineEvent("tick", payload<number>());
    const next = bus.next(tick, { filter: ({ payload: n }) => n > 1 });
    bus.emitMany([normal("a"), tick(1), tick(2), tick(3)]);
    await clock.advance();
    expect((await next).payload).toBe(2);
  });

  it("is one event for each that waits", async () => {
    const { bus } = openBus();
    const both = Promise.all([bus.next("#"), bus.next("#")]);
    const event = bus.emit(immediate("a"));
    expect(await both).toEqual([event, event]);
  });

  it("leaves out replays", async () => {
    const { bus, clock } = openBus();
    bus.emit(immediate("a"));
    const next = watch(bus.next("a"));
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(next.state).toBe("pending");
    bus.emit(immediate("a"));
    await clock.advance();
    expect(next.state).toBe("resolved");
  });

  it("rejects with a TimeoutError when none comes in time", async () => {
    const { bus, clock } = openBus();
    const next = watch(bus.next(["a", "b.*"], { timeoutMs: 100 }));
    await clock.advance(99);
    expect(next.state).toBe("pending");
    await clock.advance(1);
    expect(next.error).toBeInstanceOf(TimeoutError);
    expect(next.error).toMatchObject({ message: "No event matched a | b.* within 100 ms." });
    expect(bus.subscriptions()).toEqual([]);
  });

  it("rejects with its signal's reason, before and meanwhile", async () => {
    const { bus } = openBus();
    await expect(bus.next("a", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const next = bus.next("a", { signal: controller.signal });
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("rejects when the bus closes, and on a closed bus", async () => {
    const { bus, clock } = openBus();
    const next = watch(bus.next("a"));
    void bus.close();
    await clock.advance();
    expect(next.error).toBeInstanceOf(BusClosedError);
    await expect(bus.next("a")).rejects.toThrow(BusClosedError);
  });

  it("rejects when somebody ends its subscription", async () => {
    const { bus } = openBus();
    const next = bus.next("a");
    bus.unsubscribe(bus.subscriptions()[0]!.id);
    await expect(next).rejects.toMatchObject({ name: "AbortError", message: "Waiting for a was ended." });
  });

  it("still resolves with what is drained as the bus closes", async () => {
    const { bus, clock } = openBus();
    const next = watch(bus.next("a"));
    bus.emit(normal("a"));
    void bus.close();
    await clock.advance();
    expect(next.state).toBe("resolved");
  });

  it("rejects with what its filter throws, which is nobody else's failure", async () => {
    const { bus, failures } = openBus();
    const next = bus.next("a", {
      filter: () => {
        throw reason;
      },
    });
    bus.emit(immediate("a"));
    await expect(next).rejects.toBe(reason);
    expect(failures).toEqual([]);
  });

  it("rejects for a bad selector or option, instead of throwing", async () => {
    const { bus } = openBus();
    await expect(bus.next(garbage(5))).rejects.toThrow(TypeError);
    await expect(bus.next("a", { timeoutMs: Number.NaN })).rejects.toThrow(RangeError);
    await expect(bus.next("a", { filter: garbage("no") })).rejects.toThrow(TypeError);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("leaves no timer behind", async () => {
    const { bus, clock } = openBus();
    const next = bus.next("a", { timeoutMs: 100 });
    bus.emit(immediate("a"));
    await next;
    expect(clock.scheduled).toBe(0);
  });

  it("hears what is published right after the await before it", async () => {
    const { bus, clock, heard } = openBus();
    const loop = async () => {
      for (let count = 0; count < 3; count++) heard.push((await bus.next("#")).topic);
    };
    const done = loop();
    for (const topic of ["a", "b", "c"]) {
      bus.emit(immediate(topic));
      await clock.advance();
    }
    await done;
    expect(heard).toEqual(["a", "b", "c"]);
  });
});
