import { type Bus, createBus, defineEvent, fromCloudEvent, payload } from "eventdeck";
import { createTestBus, type ExposedBus, exposeBus } from "eventdeck/testing";
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { redact } from "eventdeck/middleware";

declare global {
  var eventdeckBuses: Record<string, ExposedBus> | undefined;
}
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  if (globalThis.eventdeckBuses) throw new Error(`Still exposed: ${Object.keys(globalThis.eventdeckBuses).join(", ")}`);
});

const added = defineEvent("cart.added", z.object({ sku: z.string() }), { priority: "immediate" });
const happened = defineEvent("happened", payload<unknown>(), { priority: "immediate" });

/** An exposed bus, as someone outside sees it. */
function expose(bus: Bus = createBus(), name?: string): ExposedBus {
  ends.push(exposeBus(bus, name), () => bus.close({ drain: false, timeoutMs: 0 }));
  return globalThis.eventdeckBuses![name ?? "default"]!;
}
const payloadsOf = (exposed: ExposedBus, query?: string) => exposed.query(query).map(({ event }) => event["data"]);
const typesOf = (entries: readonly { readonly event: Readonly<Record<string, unknown>> }[]) => entries.map(({ event }) => event["type"]);

describe("exposing a bus", () => {
  it("puts it under one global name until it is taken back", () => {
    const bus = createBus();
    expect(globalThis.eventdeckBuses).toBeUndefined();
    const unexpose = exposeBus(bus);
    expect(Object.keys(globalThis.eventdeckBuses!)).toEqual(["default"]);
    unexpose();
    expect("eventdeckBuses" in globalThis).toBe(false);
    unexpose();
  });

  it("keeps several apart by their names", () => {
    const [shop, agents] = [createBus(), createBus()];
    const [one, other] = [expose(shop, "shop"), expose(agents, "agents")];
    shop.emit(happened(1));
    expect([payloadsOf(one), payloadsOf(other), one.name, other.name]).toEqual([[1], [], "shop", "agents"]);
  });

  it("refuses a name that an open bus has, and takes over that of a closed one", async () => {
    const first = createBus();
    const unexpose = exposeBus(first);
    expect(() => exposeBus(createBus())).toThrow('Another bus is exposed as "default": take that back first, or give this one a name of its own.');
    await first.close();
    const second = expose();
    unexpose();
    expect(globalThis.eventdeckBuses?.["default"]).toBe(second);
  });

  it("refuses a closed bus and a name that is none", async () => {
    const bus = createBus();
    await bus.close();
    expect(() => exposeBus(bus)).toThrow('The bus is closed: it cannot be exposed as "default".');
    expect(() => exposeBus(createBus(), "")).toThrow(TypeError);
  });

  it("leaves what a closed bus has recorded readable, and takes nothing more", async () => {
    const bus = createBus();
    const exposed = expose(bus);
    bus.emit(happened(1));
    await bus.close();
    expect([exposed.closed, payloadsOf(exposed)]).toEqual([true, [1]]);
    expect(() => exposed.emit({ type: "happened" })).toThrow("The bus is closed");
    await expect(exposed.waitFor("", { since: "now" })).resolves.toBeUndefined();
  });
});

describe("an exposed bus", () => {
  it("answers queries in JSON, also for payloads that JSON has no form for", () => {
    const bus = createBus();
    const exposed = expose(bus);
    const value = { at: new Date(0), big: 1n, map: new Map([["a", new Set([1])]]) };
    bus.emit(happened(value));
    bus.emit(happened(() => {}));
    const [entry, odd] = JSON.parse(JSON.stringify(exposed.query()));
    expect(fromCloudEvent(entry.event).payload).toEqual(value);
    expect(entry).toMatchObject({ position: 1, outcome: { handlers: 0, failed: 0 }, event: { specversion: "1.0", type: "happened" } });
    expect(odd.event.data).toEqual({ $unserializable: expect.stringContaining("function") });
    expect(exposed.query("type:nothing")).toEqual([]);
    expect(exposed.query("", { limit: 1, newestFirst: true })).toHaveLength(1);
    expect(() => exposed.query("nope:1")).toThrow("Unknown key");
  });

  it("shows what history may see and nothing else", () => {
    const bus = createBus({ middleware: [redact({ paths: ["payload.password"] })] });
    const exposed = expose(bus);
    const emitted = exposed.emit({ type: "user.created", data: { name: "Ada", password: "s3cret" }, options: { priority: "immediate" } });
    const texts = [emitted, exposed.query(), exposed.session(), exposed.why(String(emitted["id"]))].map((answer) => JSON.stringify(answer));
    expect(texts.filter((text) => text.includes("s3cret"))).toEqual([]);
    expect(texts.filter((text) => text.includes("Ada"))).toHaveLength(4);
  });

  it("says nothing of an event that middleware keeps out of history", () => {
    const bus = createBus({ middleware: [{ name: "hide", beforeRecord: () => false as const }] });
    const exposed = expose(bus);
    const emitted = exposed.emit({ type: "secret", data: { pin: 1234 }, options: { headers: { pin: 1234 } } });
    expect(JSON.stringify(emitted)).not.toContain("1234");
  });

  it("publishes by the bus's definitions, with every value that an event can carry", () => {
    const bus = createBus({ events: [added] });
    const exposed = expose(bus);
    exposed.emit({ type: "cart.added", data: { sku: "A-1" }, options: { subject: "cart 7" }, unregistered: { priority: "deferred" } });
    expect(exposed.query()[0]?.event).toMatchObject({ type: "cart.added", priority: "immediate", subject: "cart 7", data: { sku: "A-1" } });
    expect(() => exposed.emit({ type: "cart.added", data: { sku: 1 } })).toThrow("invalid payload");
    exposed.emit({ type: "other", unregistered: { priority: "immediate", topic: "some.topic" } });
    expect(exposed.query("topic:some.topic")).toHaveLength(1);
  });

  it("tells the causes of an event up to the root, and its consequences", () => {
    const bus = createBus();
    const exposed = expose(bus);
    const at = (type: string) => ({ type, input: undefined, options: { priority: "immediate" } }) as const;
    bus.subscribe("a", (_, { emitMany }) => void emitMany([at("b"), at("x")]));
    bus.subscribe("b", (_, { emit }) => void emit(at("c")));
    bus.subscribe("c", (_, { emitMany }) => void emitMany([at("d"), at("e")]));
    bus.subscribe("d", (_, { emit }) => void emit(at("f")));
    bus.emit(at("a"));
    bus.emit(at("a"));
    const id = String(exposed.query("type:c")[0]?.event["id"]);
    const { entry, causes, consequences, unknownCause } = exposed.why(id);
    expect(entry.event["id"]).toBe(id);
    expect([typesOf(causes), typesOf(consequences), unknownCause]).toEqual([["a", "b"], ["d", "e", "f"], undefined]);
  });

  it("says where the causes are not known any more", () => {
    const bus = createBus({ history: { maxEvents: 1 } });
    const exposed = expose(bus);
    const cause = bus.emit(happened(1));
    const event = bus.emit(happened(2, { causationId: cause.id }));
    expect(exposed.why(event.id)).toMatchObject({ causes: [], unknownCause: cause.id });
    expect(() => exposed.why(cause.id)).toThrow("it was never recorded, or is evicted by now");
  });

  it("is not led in circles by events that claim to have caused each other", () => {
    const bus = createBus();
    const exposed = expose(bus);
    bus.emit(happened(1, { id: "one", causationId: "other" }));
    bus.emit(happened(2, { id: "other", causationId: "one" }));
    const { causes, consequences } = exposed.why("one");
    expect([causes, consequences].map((entries) => entries.map(({ event }) => event["id"]))).toEqual([["other"], ["other"]]);
  });

  it("hands out and takes in session files", async () => {
    const bus = createTestBus({ events: [added] });
    const exposed = expose(bus);
    bus.emit(added({ sku: "A-1" }));
    const other = createBus();
    const { added: count } = await expose(other, "other").import(exposed.session("type:cart.added"));
    expect([count, Array.from(other.history, ({ event }) => event.payload)]).toEqual([1, [{ sku: "A-1" }]]);
  });

  it("plays a session file, at once, and says when all handlers have settled", async () => {
    const source = createBus();
    source.emit(happened("first", { time: 0 }));
    source.emit(happened("much later", { time: 1e9 }));
    const bus = createBus();
    const log: unknown[] = [];
    bus.subscribe(happened, async (event) => {
      await Promise.resolve();
      log.push(event.payload);
    });
    expect(await expose(bus).replay([...source.history.export()].join("\n"))).toEqual({ emitted: 2 });
    expect(log).toEqual(["first", "much later"]);
    await source.close();
  });
});

describe("waiting on an exposed bus", () => {
  it("takes the first match from now on, or since the start", async () => {
    const bus = createBus();
    const exposed = expose(bus);
    bus.emit(happened("before"));
    const [now, start] = [exposed.waitFor("type:happened"), exposed.waitFor("type:happened", { since: "start" })];
    bus.emit(happened("after"));
    bus.emit(happened("too late"));
    expect([(await now)?.event["data"], (await start)?.event["data"]]).toEqual(["after", "before"]);
  });

  it("hears what a flood evicts in the same turn", async () => {
    const bus = createBus({ history: { maxEvents: 1 } });
    const exposed = expose(bus);
    const waiting = exposed.waitFor("payload.n:2");
    for (let n = 1; n <= 10; n++) bus.emit(happened({ n }));
    expect((await waiting)?.position).toBe(2);
  });

  it("can wait for what becomes of an event", async () => {
    const bus = createBus({ onError: () => {} });
    const exposed = expose(bus);
    bus.subscribe("happened", async () => {
      await Promise.resolve();
      throw new Error("no");
    });
    const waiting = exposed.waitFor("is:failed");
    bus.emit(happened(1));
    expect(await waiting).toMatchObject({ position: 1, outcome: { failed: 1 } });
  });

  it("ends under its key, with the exposure and with the bus, and leaves nobody watching", async () => {
    const bus = createBus();
    const unexpose = exposeBus(bus);
    const exposed = globalThis.eventdeckBuses!["default"]!;
    const byKey = exposed.waitFor("", { key: "mine" });
    exposed.endWait("mine");
    exposed.endWait("unknown");
    expect(await byKey).toBeUndefined();
    const byExposure = exposed.waitFor("");
    unexpose();
    expect(await byExposure).toBeUndefined();
    const byBus = expose(bus, "again").waitFor("");
    await bus.close();
    expect(await byBus).toBeUndefined();
  });

  it("refuses a query with a mistake in it", async () => {
    await expect(expose().waitFor("(")).rejects.toThrow(/character/);
  });
});
