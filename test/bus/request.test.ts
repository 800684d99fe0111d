import { BusError, type BusEvent, createBus, defineEvent, defineRequest, EventValidationError, NoResponderError, payload } from "eventdeck";
import { describe, it } from "vitest";
import { expect } from "../matchers.ts";
import { z } from "zod";
import { garbage } from "../garbage.ts";
import { immediate, openBus, undelivered } from "../scheduling/virtual-bus.ts";

const double = defineRequest("number.double", payload<number>(), z.number(), { priority: "immediate" });

describe("a request", () => {
  it("resolves with what its responder returns, at once or later", async () => {
    const { bus, clock } = openBus();
    const responder = bus.respond(double, ({ payload: n }) => n * 2);
    expect(await bus.request(double(21))).toBe(42);
    responder.unsubscribe();
    bus.respond(double, async ({ payload: n }) => {
      await Promise.resolve();
      return n * 20;
    });
    const reply = bus.request(double(2));
    await clock.advance();
    expect(await reply).toBe(40);
  });

  it("travels as an event: recorded, heard by plain subscribers, with an address for the reply", async () => {
    const { bus } = openBus();
    const heard: BusEvent[] = [];
    bus.subscribe("number.#", (event) => heard.push(event));
    bus.respond(double, ({ payload: n }) => n * 2);
    await bus.request(double(2, { subject: "s" }));
    expect(heard.map(({ type }) => type)).toEqual(["number.double", "number.double.reply"]);
    expect(heard[0]).toMatchObject({ subject: "s", payload: 2, replyTo: expect.stringMatching(/./) });
    expect(bus.history.size).toBe(2);
  });

  it("is answered by an immediate event `{type}.reply` that it caused", async () => {
    const { bus } = openBus();
    bus.respond(double, ({ payload: n }) => n * 2);
    await bus.request(double(2, { correlationId: "c" }));
    const [request, reply] = [...bus.history].map(({ event }) => event);
    expect(reply).toMatchObject({
      type: "number.double.reply",
      topic: "number.double.reply",
      payload: 4,
      priority: "immediate",
      correlationId: "c",
      causationId: request?.id,
    });
    expect(reply?.replyTo).toBeUndefined();
    expect(Object.isFrozen(reply)).toBe(true);
  });

  it("is checked by the schema of its reply, which may transform it", async () => {
    const { bus } = openBus();
    const priced = defineRequest("price.get", payload<string>(), z.object({ cents: z.coerce.number() }), { priority: "immediate" });
    bus.respond(priced, ({ payload: sku }) => ({ cents: sku === "A" ? "12" : {} }));
    expect(await bus.request(priced("A"))).toEqual({ cents: 12 });
    const refused = await bus.request(priced("B")).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EventValidationError);
    expect(refused).toMatchObject({ type: "price.get.reply" });
  });

  it("made by hand has its reply checked by the registered definition", async () => {
    const bus = createBus({ events: [double] });
    bus.respond(double, () => garbage("text"));
    await expect(bus.request({ type: "number.double", input: 2 })).rejects.toThrow(EventValidationError);
  });

  it("needs no reply schema: any event may be asked", async () => {
    const { bus } = openBus();
    const ping = defineEvent("ping", payload<void>(), { priority: "immediate" });
    bus.respond(ping, () => "pong");
    expect(await bus.request(ping())).toBe("pong");
  });

  it("carries correlation and cause when it is made in a handler, also after an await", async () => {
    const { bus, clock, heard } = openBus();
    bus.respond(double, ({ payload: n, causationId }) => (heard.push(String(causationId)), n * 2));
    bus.subscribe("a", async (_, { request }) => {
      heard.push(String(await request(double(1))));
      heard.push(String(await request(double(2))));
    });
    const { id } = bus.emit(immediate("a"));
    await clock.advance();
    expect(heard).toEqual([id, "2", id, "4"]);
    expect([...bus.history].every(({ event }) => event.correlationId === id)).toBe(true);
  });

  it("may go round: a responder asks another", async () => {
    const { bus, clock } = openBus();
    const quadruple = defineRequest("number.quadruple", payload<number>(), payload<number>());
    bus.respond(double, ({ payload: n }) => n * 2);
    bus.respond(quadruple, async ({ payload: n }, { request }) => request(double(await request(double(n)))));
    const reply = bus.request(quadruple(3));
    await clock.advance();
    expect(await reply).toBe(12);
  });

  it("has its answer shaped by middleware, as any event", async () => {
    const { bus } = openBus({ middleware: [{ name: "m", beforePublish: (event) => (event.type.endsWith(".reply") ? { ...event, payload: 7 } : undefined) }] });
    bus.respond(double, () => 1);
    expect(await bus.request(double(2))).toBe(7);
  });
});

describe("a responder", () => {
  it("answers requests only, not plain emits", async () => {
    const { bus } = openBus();
    let called = 0;
    const responder = bus.respond(double, () => ++called);
    bus.emit(double(1));
    expect(await bus.publish(double(1))).toMatchObject({ status: "delivered", deliveries: [] });
    expect(called).toBe(0);
    expect(await bus.request(double(1))).toBe(1);
    expect(responder.stats).toMatchObject({ delivered: 1 });
  });

  it("is the only one of its type, until it ends", () => {
    const { bus } = openBus();
    const first = bus.respond(double, () => 1, { name: "first" });
    expect(() => bus.respond(double, () => 2)).toThrow(BusError);
    expect(() => bus.respond(double, () => 2)).toThrow(/"number\.double" has a responder already \("first"\)/);
    expect(bus.subscriptions()).toEqual([first]);
    first.unsubscribe();
    expect(() => bus.respond(double, () => 2)).not.toThrow();
  });

  it("whose signal has aborted before does not stand in the way of another", async () => {
    const { bus } = openBus();
    bus.respond(double, () => 1, { signal: AbortSignal.abort() });
    await expect(bus.request(double(1))).rejects.toThrow(NoResponderError);
    bus.respond(double, () => 2);
    expect(await bus.request(double(1))).toBe(2);
  });

  it("ends with its signal", async () => {
    const { bus } = openBus();
    const controller = new AbortController();
    bus.respond(double, () => 1, { signal: controller.signal });
    controller.abort();
    await expect(bus.request(double(1))).rejects.toThrow(NoResponderError);
  });

  it("that throws tells the requester and nobody else, and is counted", async () => {
    const { bus, failures } = openBus();
    const heard: unknown[] = [];
    bus.use({ name: "m", onError: (failure) => void heard.push(failure) });
    const error = new Error("no");
    const responder = bus.respond(double, ({ payload: n }) => {
      if (n === 1) throw error;
      return Promise.reject(error);
    });
    await expect(bus.request(double(1))).rejects.toBe(error);
    await expect(bus.request(double(2))).rejects.toBe(error);
    expect([failures, heard]).toEqual([[], []]);
    expect(responder.stats).toMatchObject({ failed: 2 });
    expect(bus.metrics().failed).toBe(2);
    expect(bus.history.query("is:failed")).toHaveLength(2);
    expect(bus).not.toHaveEmitted("number.double.reply");
  });

  it("takes one request after another when it is serial", async () => {
    const { bus, clock, heard } = openBus();
    bus.respond(
      double,
      async ({ payload: n }) => {
        heard.push(`begin ${n}`);
        await Promise.resolve();
        heard.push(`end ${n}`);
        return n * 2;
      },
      { concurrency: "serial" },
    );
    const replies = Promise.all([bus.request(double(1)), bus.request(double(2))]);
    await clock.advance();
    expect(await replies).toEqual([2, 4]);
    expect(heard).toEqual(["begin 1", "end 1", "begin 2", "end 2"]);
  });
});

it("a request that nobody answers rejects at once, is kept as undelivered and not as history", async () => {
  const { bus, heard, listen } = openBus();
  listen();
  const error: unknown = await bus.request(double(1)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NoResponderError);
  expect(error).toMatchObject({ code: "ERR_NO_RESPONDER", message: expect.stringContaining('"number.double"') });
  expect(heard).toEqual([]);
  expect(undelivered(bus)).toEqual(["number.double: stopped by no responder"]);
});
