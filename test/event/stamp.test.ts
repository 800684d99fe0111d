import { type BusEvent, createBus, defineEvent, type EventOptions, payload } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { describe, expect, it } from "vitest";

const tick = defineEvent("tick", payload<number>(), { priority: "immediate" });
const attributes = [
  "id",
  "type",
  "topic",
  "payload",
  "source",
  "time",
  "priority",
  "correlationId",
  "causationId",
  "version",
  "subject",
  "partitionKey",
  "expiresAt",
  "persistent",
  "traceparent",
  "tracestate",
  "replyTo",
  "headers",
  "actor",
];
const full: Required<Omit<EventOptions, "ttlMs">> = {
  priority: "deferred",
  topic: "clock.tick",
  id: "id-1",
  source: "kitchen",
  time: 5,
  correlationId: "correlation-1",
  causationId: "cause-1",
  subject: "clock 1",
  partitionKey: "key",
  persistent: false,
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  tracestate: "vendor=1",
  headers: { text: "a", number: 1, flag: false },
  actor: { userId: "ada", tenantId: "analytical", permissions: ["count"], ipAddress: "::1" },
};

/** The attributes that are own, enumerable data properties which nobody can change. */
function fixedAttributesOf(event: BusEvent): string[] {
  return attributes.filter((attribute) => {
    const { enumerable, writable, configurable } = Object.getOwnPropertyDescriptor(event, attribute) ?? {};
    return enumerable === true && writable === false && configurable === false;
  });
}

describe("an event", () => {
  it("has every attribute as an own, enumerable data property, whether or not it was given", () => {
    const bus = createBus();
    expect(fixedAttributesOf(bus.emit(tick(1)))).toEqual(attributes);
    expect(fixedAttributesOf(bus.emit(tick(1, full)))).toEqual(attributes);
    expect(fixedAttributesOf(bus.emit({ ...bus.emit(tick(1)) }))).toEqual(attributes);
    expect(fixedAttributesOf(bus.emit({ type: "bare", input: undefined }))).toEqual(attributes);
  });

  it("says nothing of what nobody gave", () => {
    const { headers, ...rest } = createBus().emit(tick(1));
    expect(headers).toEqual({});
    expect(Object.keys(JSON.parse(JSON.stringify(rest)))).toEqual(["id", "type", "topic", "payload", "source", "time", "priority", "correlationId", "version"]);
  });

  it("takes every option", () => {
    expect(createBus().emit(tick(1, full))).toMatchObject({ ...full, type: "tick", payload: 1, version: 1 });
  });

  it("survives spread, JSON and structured clone", () => {
    const event = createBus().emit(tick(1, full));
    expect({ ...event }).toEqual(event);
    expect(structuredClone(event)).toEqual(event);
    expect(JSON.parse(JSON.stringify(event))).toEqual(JSON.parse(JSON.stringify({ ...full, ...event })));
  });

  it("comes from the bus that made it", () => {
    expect(createBus().emit(tick(1)).source).toBe("eventdeck");
    expect(createBus({ source: "/carts" }).emit(tick(1)).source).toBe("/carts");
    expect(createBus({ source: "/carts" }).source).toBe("/carts");
    expect(() => createBus({ source: "" })).toThrow(TypeError);
  });

  it("has an id that no other has, on any bus", () => {
    const ids = new Set<string>();
    for (let made = 0; made < 100; made++) {
      const bus = createBus({ history: false });
      for (let index = 0; index < 100; index++) ids.add(bus.emit(tick(index)).id);
    }
    const bus = createBus({ history: false });
    for (let index = 0; index < 10_000; index++) ids.add(bus.emit(tick(index)).id);
    expect(ids.size).toBe(20_000);
  });

  it("has the time of its publication", async () => {
    const clock = new VirtualClock(1000);
    const bus = createBus({ clock });
    expect(bus.emit(tick(1)).time).toBe(1000);
    await clock.advance(20);
    expect(bus.emit(tick(1)).time).toBe(1020);
  });

  it("has the host's time where no clock is given", () => {
    const before = Date.now();
    expect(createBus().emit(tick(1)).time).toBeGreaterThanOrEqual(before);
    expect(createBus().emit(tick(1)).time).toBeLessThanOrEqual(Date.now());
  });

  it("expires its time to live after publication, also when it happened earlier", () => {
    const clock = new VirtualClock(1000);
    const bus = createBus({ clock });
    expect(bus.emit(tick(1, { ttlMs: 500 })).expiresAt).toBe(1500);
    expect(bus.emit(tick(1, { ttlMs: 500, time: 10 })).expiresAt).toBe(1500);
    expect(bus.emit(tick(1, { ttlMs: 0 })).expiresAt).toBe(1000);
    expect(bus.emit(tick(1)).expiresAt).toBeUndefined();
  });
});

describe("headers and actor", () => {
  it("are copies, frozen all the way down; what the caller passed stays the caller's", () => {
    const headers = { attempt: 1 };
    const permissions = ["read"];
    const actor = { userId: "ada", permissions };
    const event = createBus().emit(tick(1, { headers, actor }));
    headers.attempt = 2;
    permissions.push("write");
    actor.userId = "eve";
    expect(event.headers).toEqual({ attempt: 1 });
    expect(event.actor).toEqual({ userId: "ada", permissions: ["read"] });
    expect(Object.isFrozen(event.headers)).toBe(true);
    expect(Object.isFrozen(event.actor)).toBe(true);
    expect(Object.isFrozen(event.actor?.permissions)).toBe(true);
  });

  it("do not freeze the options", () => {
    const options = { subject: "a" };
    createBus().emit(tick(1, options));
    options.subject = "b";
    expect(options).toEqual({ subject: "b" });
  });
});

describe("correlation and causation", () => {
  const after = defineEvent("after", payload<string>(), { priority: "immediate" });

  it("begin with an event's own id", () => {
    const event = createBus().emit(tick(1));
    expect(event.correlationId).toBe(event.id);
    expect(event.causationId).toBeUndefined();
    expect(createBus().emit(tick(1, { id: "mine" })).correlationId).toBe("mine");
  });

  it("are carried by what a handler publishes synchronously, through its context or the bus", () => {
    const bus = createBus();
    const made: BusEvent[] = [];
    bus.subscribe(tick, (_, { emit }) => {
      made.push(emit(after("context")), bus.emit(after("bus")), ...bus.emitMany([after("many")]));
    });
    const first = bus.emit(tick(1, { correlationId: "all" }));
    expect(made).toHaveLength(3);
    for (const event of made) expect(event).toMatchObject({ correlationId: "all", causationId: first.id });
  });

  it("are carried along a chain: one correlation, each its own cause", () => {
    const bus = createBus();
    bus.subscribe("a", (_, { emit }) => emit({ type: "b", input: 1, options: { priority: "immediate" } }));
    bus.subscribe("b", (_, { emit }) => emit({ type: "c", input: 1, options: { priority: "immediate" } }));
    const a = bus.emit({ type: "a", input: 1, options: { priority: "immediate" } });
    const [, b, c] = [...bus.history].map(({ event }) => event);
    expect(b).toMatchObject({ type: "b", correlationId: a.id, causationId: a.id });
    expect(c).toMatchObject({ type: "c", correlationId: a.id, causationId: b?.id });
  });

  it("are carried by the context after an await, and by the bus no more", async () => {
    const bus = createBus();
    const made: BusEvent[] = [];
    bus.subscribe(tick, async (_, { emit, emitMany, publish }) => {
      await Promise.resolve();
      made.push(emit(after("emit")), ...emitMany([after("many")]), (await publish(after("publish"))).event);
      bus.emit(after("bus"));
    });
    const first = bus.emit(tick(1));
    await bus.flush();
    expect(made.map(({ causationId, correlationId }) => [causationId, correlationId])).toEqual(made.map(() => [first.id, first.id]));
    expect([...bus.history].at(-1)?.event.causationId).toBeUndefined();
  });

  it("do not mix between handlers that overlap", async () => {
    const bus = createBus();
    bus.subscribe(tick, async ({ payload: turns }, { emit }) => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      emit(after(`after ${turns}`));
    });
    const causes = [bus.emit(tick(5)), bus.emit(tick(3)), bus.emit(tick(1))];
    await bus.flush();
    const found = bus.history.query("type:after").map(({ event }) => [event.payload, event.causationId]);
    expect(found).toEqual([
      ["after 1", causes[2]?.id],
      ["after 3", causes[1]?.id],
      ["after 5", causes[0]?.id],
    ]);
  });

  it("end with the handler: what is published right after it, or from a throw, has no cause", () => {
    const bus = createBus({ onError: () => {} });
    bus.subscribe(tick, () => {
      throw new Error("no");
    });
    bus.emit(tick(1));
    expect(bus.emit(after("later")).causationId).toBeUndefined();
  });

  it("come with the trace of the cause", () => {
    const bus = createBus();
    const made: BusEvent[] = [];
    bus.subscribe(tick, (_, { emit }) => made.push(emit(after("plain")), emit(after("subject", { subject: "a" })), emit(after("own", { traceparent: "own" }))));
    bus.emit(tick(1, { traceparent: "parent", tracestate: "state" }));
    expect(made).toMatchObject([{ traceparent: "parent", tracestate: "state" }, { traceparent: "parent", tracestate: "state" }, { traceparent: "own" }]);
  });

  it("give way to what the emitter says", () => {
    const bus = createBus();
    const made: BusEvent[] = [];
    bus.subscribe(tick, (_, { emit }) => made.push(emit(after("a", { correlationId: "mine", causationId: "that" }))));
    bus.emit(tick(1));
    expect(made).toMatchObject([{ correlationId: "mine", causationId: "that" }]);
  });
});
