import { type BusEvent, createBus, defineEvent, defineRequest, EventValidationError, type InspectRecord, payload } from "eventdeck";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { garbage } from "../garbage.ts";
import { immediate, normal, openBus } from "../scheduling/virtual-bus.ts";

/** What a bus says of an event: "name: verdict" and by what. */
const verdicts = (bus: ReturnType<typeof openBus>["bus"], event: Parameters<typeof bus.explain>[0]) =>
  bus.explain(event).map(({ subscription, verdict, by }) => `${subscription.name}: ${verdict}${by === undefined ? "" : ` by ${by}`}`);

describe("explain says of each subscription that an event matches", () => {
  it("that it would be delivered", () => {
    const { bus } = openBus();
    const subscription = bus.subscribe("a", () => {}, { name: "s" });
    bus.subscribe("b", () => {});
    expect(bus.explain(immediate("a"))).toEqual([{ subscription, verdict: "delivers" }]);
  });

  it("that filter or priority keep it out", () => {
    const { bus } = openBus();
    bus.subscribe("a", () => {}, { name: "filter", filter: ({ subject }) => subject === "yes" });
    bus.subscribe("a", () => {}, { name: "priority", priority: ["normal", "deferred"] });
    expect(verdicts(bus, immediate("a"))).toEqual(["filter: filtered", "priority: wrong-priority"]);
    expect(verdicts(bus, normal("a", { subject: "yes" }))).toEqual(["filter: delivers", "priority: delivers"]);
  });

  it("that a filter throws", () => {
    const { bus, failures } = openBus();
    bus.subscribe("a", () => {}, {
      name: "s",
      filter: () => {
        throw new Error("no");
      },
    });
    expect(bus.explain(immediate("a"))).toMatchObject([{ verdict: "filtered", by: expect.stringContaining("no") }]);
    expect(failures).toEqual([]);
  });

  it("that it ignores replays, for an event of a replay", async () => {
    const { bus, clock } = openBus();
    bus.emit(immediate("a"));
    const replayed: BusEvent[] = [];
    bus.subscribe("a", (event) => replayed.push(event), { name: "all" });
    bus.subscribe("a", () => {}, { name: "live", replays: false });
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(verdicts(bus, replayed[0]!)).toEqual(["all: delivers", "live: ignores-replays"]);
    expect(verdicts(bus, { ...replayed[0]! })).toEqual(["all: delivers", "live: ignores-replays"]);
    expect(verdicts(bus, bus.history.get(1)!.event)).toEqual(["all: delivers", "live: delivers"]);
  });

  it("that a middleware skips it, by name", () => {
    const { bus } = openBus();
    bus.use({ name: "gate", beforeHandle: (_, { name }) => (name === "shut" ? false : undefined) });
    bus.subscribe("a", () => {}, { name: "shut" });
    bus.subscribe("a", () => {}, { name: "open" });
    expect(verdicts(bus, immediate("a"))).toEqual(["shut: skipped by gate", "open: delivers"]);
  });

  it("that it is busy", () => {
    const { bus } = openBus();
    bus.subscribe("a", () => new Promise(() => {}), { name: "exhaust", concurrency: "exhaust" });
    expect(verdicts(bus, immediate("a"))).toEqual(["exhaust: delivers"]);
    bus.emit(immediate("a"));
    expect(verdicts(bus, immediate("a"))).toEqual(["exhaust: skipped by exhaust"]);
  });

  it("that a responder answers requests only", async () => {
    const { bus } = openBus();
    const ask = defineRequest("ask", payload<void>(), payload<number>(), { priority: "immediate" });
    bus.respond(ask, () => 1, { name: "answers" });
    expect(verdicts(bus, ask())).toEqual(["answers: skipped by answers requests only"]);
    await bus.request(ask());
    expect(verdicts(bus, bus.history.get(1)!.event)).toEqual(["answers: skipped by answers requests only"]);
  });

  it("what the definition's topic and schema make of it", () => {
    const { bus } = openBus();
    const sensed = defineEvent("sensed", z.object({ room: z.string().transform((room) => room.toLowerCase()) }), { topic: ({ room }) => `rooms.${room}` });
    bus.subscribe("rooms.kitchen", () => {}, {
      name: "kitchen",
      filter: ({ payload: given, version, type }) => JSON.stringify([given, version, type]) === '[{"room":"kitchen"},1,"sensed"]',
    });
    expect(verdicts(bus, sensed({ room: "KITCHEN" }))).toEqual(["kitchen: delivers"]);
    expect(verdicts(bus, sensed({ room: "KITCHEN" }, { topic: "elsewhere" }))).toEqual([]);
  });
});

describe("explain changes nothing", () => {
  it("no handler is called, nothing recorded, counted, inspected, warned of or skipped, and no `once` used up", () => {
    const old = defineEvent("old", z.string(), { priority: "immediate", deprecated: "use new" });
    const { bus, heard } = openBus();
    const records: InspectRecord[] = [];
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const subscription = bus.subscribe("old", () => heard.push("called"), { once: true });
    bus.use({ name: "m", beforePublish: () => void heard.push("published"), beforeRecord: () => void heard.push("recorded") });
    bus.inspect$.subscribe((record) => records.push(record));
    const before = JSON.stringify(bus.metrics());
    bus.explain(old("a"));
    expect(() => bus.explain(old(garbage(5)))).toThrow(EventValidationError);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
    expect([heard, records, bus.history.size, bus.history.undelivered()]).toEqual([[], [], 0, []]);
    expect(JSON.stringify(bus.metrics())).toBe(before);
    expect(subscription).toMatchObject({ active: true, stats: { delivered: 0, skipped: 0 } });
  });

  it("takes no id: those of the events around it follow one another", () => {
    const idsOf = (look: (bus: ReturnType<typeof createBus>) => void) => {
      const bus = createBus();
      const ids = [bus.emit(immediate("a")).id];
      look(bus);
      ids.push(bus.emit(immediate("a")).id);
      return ids.map((id) => id.slice(id.lastIndexOf("-")));
    };
    expect(idsOf((bus) => bus.explain(immediate("a")))).toEqual(idsOf(() => {}));
  });

  it("leaves what the caller passed unfrozen", () => {
    const { bus } = openBus();
    const input = { list: [1] };
    const headers = { a: 1 };
    bus.subscribe("#", () => {}, { filter: () => true });
    bus.explain({ type: "a", input, options: { headers } });
    bus.explain({ ...bus.emit(immediate("a")), payload: input, headers });
    input.list.push(2);
    headers.a = 2;
    expect(input.list).toEqual([1, 2]);
  });

  it("works on a closed bus, of which nobody hears anything", async () => {
    const { bus, clock } = openBus();
    bus.subscribe("a", () => {});
    void bus.close();
    await clock.advance();
    expect(bus.explain(immediate("a"))).toEqual([]);
  });
});
