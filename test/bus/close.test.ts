import { BusClosedError, defineRequest, type HandlerContext, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { immediate, normal, openBus, watch } from "../scheduling/virtual-bus.ts";

const ask = defineRequest("ask", payload<number>(), payload<number>());

describe("closing a bus", () => {
  it("rejects every waiter and completes every stream", async () => {
    const { bus, clock, heard } = openBus({ lanes: { capacity: 1 } });
    bus.respond(ask, () => new Promise(() => {}));
    const waiters = [watch(bus.next("never")), watch(bus.request(ask(1), { timeoutMs: Infinity }))];
    await clock.advance();
    bus.stream("#").subscribe({ complete: () => heard.push("stream") });
    bus.inspect$.subscribe({ complete: () => heard.push("inspect$") });
    bus.history.changes$.subscribe({ complete: () => heard.push("changes$") });
    const iterator = watch(bus.iterate("#").next());
    void bus.close({ timeoutMs: 0 });
    await clock.advance();
    for (const { error } of waiters) expect(error).toBeInstanceOf(BusClosedError);
    expect(iterator.state).toBe("resolved");
    expect(heard.toSorted()).toEqual(["changes$", "inspect$", "stream"]);
  });

  it("answers requests of handlers while it drains", async () => {
    const { bus, clock, heard } = openBus();
    bus.respond(ask, async ({ payload: n }) => n * 2);
    bus.subscribe("a", async (_, { request }) => void heard.push(String(await request(ask(4)))));
    bus.emit(normal("a"));
    const closed = watch(bus.close());
    await clock.advance();
    expect(heard).toEqual(["8"]);
    expect(closed.state).toBe("resolved");
  });

  it("delivers what handlers publish while it drains, also after an await", async () => {
    const { bus, clock, heard, listen } = openBus();
    listen();
    bus.subscribe("a", async (_, { emit, publish }) => {
      emit(normal("b"));
      await Promise.resolve();
      await publish(normal("c"));
      heard.push("published");
    });
    bus.emit(normal("a"));
    void bus.close();
    await clock.advance();
    expect(heard).toEqual(["a", "b", "c", "published"]);
  });

  it("is what leaving an `await using` block does", async () => {
    const { bus, clock } = openBus();
    const closed = watch(Promise.resolve(bus[Symbol.asyncDispose]()));
    await clock.advance();
    expect(closed.state).toBe("resolved");
    expect(bus.closed).toBe(true);
  });

  it("calls off at its timeout who is still at work, also of ended subscriptions, so that nobody waits for ever", async () => {
    const { bus, clock, failures } = openBus();
    const signals: AbortSignal[] = [];
    const stuck = (_: unknown, { signal }: HandlerContext) => (signals.push(signal), new Promise<void>(() => {}));
    bus.subscribe("a", stuck, { timeoutMs: 60_000 });
    bus.subscribe("a", stuck, { once: true });
    bus.subscribe("a", stuck, { timeoutMs: 60_000 }).unsubscribe();
    const ended = bus.subscribe("a", stuck, { timeoutMs: 60_000 });
    const published = watch(bus.publish(immediate("a")));
    ended.unsubscribe();
    const flushed = watch(bus.flush());
    void bus.close({ timeoutMs: 10 });
    await clock.advance(10);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
    expect(published.state).toBe("resolved");
    expect(flushed.error).toBeInstanceOf(BusClosedError);
    expect(bus.history.get(1)?.outcome).toMatchObject({ handlers: 3, failed: 0, pending: 0 });
    expect(clock.scheduled).toBe(0);
    expect(failures).toEqual([]);
  });

  it("ends every subscription", async () => {
    const { bus, clock } = openBus();
    const subscriptions = [bus.subscribe("a", () => {}), bus.subscribe("b", () => {}, { once: true })];
    void bus.close();
    await clock.advance();
    expect(subscriptions.map(({ active }) => active)).toEqual([false, false]);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("is the last that inspection sees", async () => {
    const { bus, clock } = openBus();
    const kinds: string[] = [];
    bus.subscribe("a", () => {});
    bus.inspect$.subscribe(({ kind }) => kinds.push(kind));
    void bus.close();
    await clock.advance();
    expect(kinds).toEqual(["unsubscribed", "closed"]);
  });
});

describe("a closed bus", () => {
  async function openClosed() {
    const opened = openBus();
    opened.bus.emit(immediate("before"));
    const contexts: HandlerContext[] = [];
    opened.bus.subscribe("a", (_, context) => void contexts.push(context));
    opened.bus.emit(immediate("a"));
    void opened.bus.close();
    await opened.clock.advance();
    return { ...opened, context: contexts[0]! };
  }

  it("takes nothing any more, and says so", async () => {
    const { bus } = await openClosed();
    expect(() => bus.emit(immediate("a"))).toThrow(BusClosedError);
    expect(() => bus.emit(immediate("a"))).toThrow("The bus is closed");
    expect(() => bus.emitMany([immediate("a")])).toThrow(BusClosedError);
    expect(() => bus.subscribe("a", () => {})).toThrow(BusClosedError);
    expect(() => bus.history.replay()).toThrow(BusClosedError);
    await expect(bus.publish(immediate("a"))).rejects.toMatchObject({ code: "ERR_BUS_CLOSED" });
    await expect(bus.request(ask(1))).rejects.toThrow(BusClosedError);
    await expect(bus.next("a")).rejects.toThrow(BusClosedError);
    await expect(bus.room("normal")).rejects.toThrow(BusClosedError);
  });

  it("takes nothing from the context of a handler that is long done, either", async () => {
    const { context } = await openClosed();
    expect(() => context.emit(immediate("a"))).toThrow(BusClosedError);
    expect(() => context.emitMany([immediate("a")])).toThrow(BusClosedError);
    await expect(context.publish(immediate("a"))).rejects.toThrow(BusClosedError);
    await expect(context.request(ask(1))).rejects.toThrow(BusClosedError);
    expect(context.subscription.active).toBe(false);
  });

  it("can still be read and asked", async () => {
    const { bus } = await openClosed();
    expect([...bus.history].map(({ event }) => event.topic)).toEqual(["before", "a"]);
    expect(bus.history.query("type:a")).toHaveLength(1);
    expect([...bus.history.export()]).toHaveLength(2);
    expect(bus.metrics()).toMatchObject({ emitted: 2, delivered: 1 });
    expect(bus.health().status).toBe("unhealthy");
    expect(bus.unsubscribe("subscription-1")).toBe(false);
  });

  it("is closed again without harm, and flushed at once", async () => {
    const { bus, clock } = await openClosed();
    const again = [watch(bus.close()), watch(bus.close({ drain: false })), watch(bus.flush())];
    await clock.advance();
    expect(again.map(({ state }) => state)).toEqual(["resolved", "resolved", "resolved"]);
  });
});
