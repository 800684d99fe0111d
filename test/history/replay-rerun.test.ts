import { type BusEvent, createBus, defineEvent, defineRequest, type InspectRecord, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, payloadsOf } from "./deck.ts";

/** a sets off b, which sets off c; "alone" stands alone. */
function chained(options: Parameters<typeof openBus>[0] = {}) {
  const opened = openBus(options);
  const { bus } = opened;
  const heard: BusEvent[] = [];
  bus.subscribe("#", (event) => heard.push(event), { name: "hears all" });
  bus.subscribe("a", (_, { emit }) => emit(draft("b", "secret")));
  bus.subscribe("b", (_, { emit }) => emit(draft("c")));
  bus.emit(draft("a"));
  bus.emit(draft("alone"));
  const types = () => heard.map(({ type, replay }) => (replay ? `${type}'` : type)).join(" ");
  return { ...opened, heard, types };
}

describe('emissions: "rerun"', () => {
  it("delivers what handlers publish again, and leaves the recorded consequences out, however far", async () => {
    const { bus, clock, types } = chained();
    expect(types()).toBe("a b c alone");
    const run = bus.history.replay({ speed: "max", emissions: "rerun" });
    expect(run.state.total).toBe(2);
    await clock.advance();
    expect(types()).toBe("a b c alone a' b' c' alone'");
    expect(run.state).toMatchObject({ emitted: 2, suppressed: 0, status: "finished" });
  });
  it("leaves them out also when the event between was not asked for", async () => {
    const { bus, clock, types } = chained();
    bus.history.replay({ speed: "max", emissions: "rerun", query: "-type:b" });
    await clock.advance();
    expect(types()).toBe("a b c alone a' b' c' alone'");
  });
  it("plays consequences whose cause is not played", async () => {
    const { bus, clock, types } = chained();
    bus.history.replay({ speed: "max", emissions: "rerun", query: "type:b OR type:c" });
    await clock.advance();
    expect(types()).toBe("a b c alone b' c'");
    bus.history.replay({ speed: "max", emissions: "rerun", from: 3 });
    await clock.advance();
    expect(types()).toBe("a b c alone b' c' c' alone'");
  });
  it("marks the consequences with the run and the position of what caused them, and records none", async () => {
    const { bus, clock, heard } = chained();
    const run = bus.history.replay({ speed: "max", emissions: "rerun" });
    await clock.advance();
    expect(heard.slice(4).map(({ replay }) => replay)).toEqual([1, 1, 1, 4].map((position) => ({ run: run.run, position })));
    expect(heard[5]).toMatchObject({ causationId: heard[4]?.id, correlationId: heard[0]?.id });
    expect(bus.history.lastPosition).toBe(4);
  });
  it("asks only the hooks around handlers, and shows no secret to who inspects", async () => {
    const asked: string[] = [];
    const { bus, clock } = chained({ middleware: [{ name: "hide", beforeRecord: (event) => ({ ...event, payload: "hidden" }) }] });
    bus.use({
      name: "asked",
      beforePublish: ({ type }) => void asked.push(type),
      afterPublish: ({ type }) => void asked.push(type),
      onRecord: () => void asked.push("record"),
    });
    const records: InspectRecord[] = [];
    bus.inspect$.subscribe((record) => records.push(record));
    bus.history.replay({ speed: "max", emissions: "rerun" });
    await clock.advance();
    expect(asked).toEqual([]);
    expect(records.some((record) => record.kind === "delivered" && record.event.type === "b")).toBe(true);
    expect(JSON.stringify(records)).not.toContain("secret");
  });
  it("reaches only the subscriptions that were chosen", async () => {
    const { bus, clock, types } = chained();
    const [hearsAll] = bus.subscriptions();
    bus.history.replay({ speed: "max", emissions: "rerun", only: [hearsAll!] });
    await clock.advance();
    expect(types()).toBe("a b c alone a' alone'");
  });
  it("answers requests again", async () => {
    const ask = defineRequest("ask", payload<number>(), payload<number>());
    const { bus, clock } = openBus();
    const answers: unknown[] = [];
    bus.respond(ask, ({ payload: n }) => n * 2);
    bus.subscribe("cause", async (_, { request }) => answers.push(await request(ask(21))));
    bus.emit(draft("cause"));
    await clock.advance();
    const { lastPosition } = bus.history;
    const run = bus.history.replay({ speed: "max", emissions: "rerun" });
    await clock.advance();
    await run.done;
    expect(answers).toEqual([42, 42]);
    expect([run.state.emitted, bus.history.lastPosition]).toEqual([1, lastPosition]);
  });
});

describe("a replay into another bus", () => {
  it("is recorded there, by that bus's own rules, with its consequences", async () => {
    const { bus, clock } = chained();
    const { bus: sandbox, clock: sandboxClock } = openBus({ middleware: [{ name: "hide", beforeRecord: (event) => ({ ...event, payload: "hidden there" }) }] });
    sandbox.subscribe("a", (_, { emit }) => emit(draft("b")));
    const run = bus.history.replay({ speed: "max", into: sandbox });
    await clock.advance();
    expect(sandbox.history.size).toBe(0);
    await sandboxClock.advance();
    await run.done;
    expect(Array.from(sandbox.history, ({ event, position }) => [position, event.type, event.replay, event.payload])).toEqual([
      [1, "a", { run: run.run, position: 1 }, "hidden there"],
      [2, "b", { run: run.run, position: 1 }, "hidden there"],
      [3, "alone", { run: run.run, position: 4 }, "hidden there"],
    ]);
    expect(sandbox.history.query("is:replayed")).toHaveLength(3);
    expect(bus.history.lastPosition).toBe(4);
  });
  it("keeps ids and outcomes there, and leaves this bus's subscribers alone", async () => {
    const { bus, types } = chained();
    const { bus: sandbox, clock } = openBus();
    sandbox.subscribe("alone", () => {}, { name: "there" });
    bus.history.replay({ speed: "max", into: sandbox, query: "type:alone" });
    await clock.advance();
    expect(sandbox.history.get(1)).toMatchObject({ event: { id: bus.history.get(4)?.event.id }, outcome: { handlers: 1 }, listeners: ["there"] });
    expect(types()).toBe("a b c alone");
  });
  it("works without that bus knowing the definitions, and does not check again", async () => {
    const known = defineEvent("known", z.object({ n: z.number() }), { priority: "immediate" });
    await using bus = createBus({ events: [known] });
    bus.emit(known({ n: 1 }));
    const { bus: sandbox, clock } = openBus();
    bus.history.replay({ into: sandbox });
    await clock.advance();
    expect(payloadsOf(sandbox.history)).toEqual([{ n: 1 }]);
  });
  it("can be told to suppress there too, and then plays every recorded event", async () => {
    const { bus } = chained();
    const { bus: sandbox, clock } = openBus();
    sandbox.subscribe("a", (_, { emit }) => emit(draft("b")));
    const run = bus.history.replay({ speed: "max", into: sandbox, emissions: "suppress" });
    await clock.advance();
    expect(Array.from(sandbox.history, ({ event }) => event.type)).toEqual(["a", "b", "c", "alone"]);
    expect(run.state.suppressed).toBe(1);
  });
  it("that is this bus is no other bus", async () => {
    const { bus, clock, types } = chained();
    const run = bus.history.replay({ speed: "max", into: bus });
    await clock.advance();
    expect(types()).toBe("a b c alone a' b' c' alone'");
    expect([bus.history.lastPosition, run.state.suppressed]).toEqual([4, 2]);
  });
  it("is stopped when either bus closes", async () => {
    for (const closes of ["from", "into"] as const) {
      const { bus } = openBus();
      emitSome(bus, 2);
      const { bus: sandbox, clock } = openBus();
      const run = bus.history.replay({ into: sandbox });
      await (closes === "from" ? bus : sandbox).close();
      expect(run.state.status).toBe("stopped");
      await run.done;
      await clock.advance();
      expect(sandbox.history.size).toBe(0);
      expect(() => bus.history.replay({ into: sandbox })).toThrow(/closed/);
    }
  });
  it("takes a bus that createBus made", () => {
    const { bus } = openBus();
    expect(() => bus.history.replay({ into: { ...bus } })).toThrow(TypeError);
  });
});
