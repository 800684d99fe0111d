import { BusError, type DeliveryReport, defineRequest, type InspectRecord, payload } from "eventdeck";
import { microtasks } from "eventdeck/testing";
import { describe, it } from "vitest";
import { expect } from "../matchers.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, statesOf } from "./deck.ts";

const ask = defineRequest("ask", payload<number>(), payload<number>());

describe("what handlers of replayed events publish is suppressed", () => {
  it("and counted, since the recorded consequences come anyway", async () => {
    const { bus, clock } = openBus();
    const heard: string[] = [];
    bus.subscribe("#", ({ type, replay }) => heard.push(`${type}${replay ? " replayed" : ""}`));
    bus.subscribe("cause", (_, { emit }) => emit(draft("effect")));
    bus.emit(draft("cause"));
    const run = bus.history.replay({ speed: "max" });
    const states = statesOf(run);
    await clock.advance();
    expect(heard).toEqual(["cause", "effect", "cause replayed", "effect replayed"]);
    expect(run.state).toMatchObject({ emitted: 2, suppressed: 1, status: "finished" });
    expect(states.at(-1)).toEqual(run.state);
    expect(bus.history.lastPosition).toBe(2);
  });
  it("by every way of publishing, on the bus and on the context, for every lane", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1, "cause");
    const published: unknown[] = [];
    bus.subscribe("effect", (event) => published.push(event.payload));
    bus.subscribe("cause", async (_, context) => {
      bus.emit(draft("effect", 1));
      bus.emit({ type: "effect", input: 2 }, { delayMs: 5 });
      bus.emitMany([draft("effect", 3), { type: "effect", input: 4, options: { priority: "deferred" } }]);
      void bus.publish(draft("effect", 5));
      await Promise.resolve();
      context.emit(draft("effect", 6));
      context.emitMany([draft("effect", 7)]);
      await context.publish(draft("effect", 8));
    });
    const run = bus.history.replay();
    await clock.advance(1000);
    await run.done;
    expect(published).toEqual([]);
    expect(run.state.suppressed).toBe(8);
    expect(bus.metrics()).toMatchObject({ emitted: 1, undelivered: { stopped: 0, cancelled: 0 } });
  });
  it("and the emitter gets the event that it would have been", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1, "cause");
    const causeId = bus.history.get(1)?.event.id;
    const returned: unknown[] = [];
    bus.subscribe("cause", (_, { emit }) => returned.push(emit(draft("effect", { n: 1 }))));
    bus.history.replay();
    await clock.advance();
    expect(returned).toMatchObject([{ type: "effect", payload: { n: 1 }, causationId: causeId, correlationId: causeId }]);
  });
  it("and a publication resolves as stopped", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1, "cause");
    const reports: DeliveryReport[] = [];
    bus.subscribe("cause", async (_, { publish }) => reports.push(await publish(draft("effect"))));
    const run = bus.history.replay();
    await clock.advance();
    await run.done;
    expect(reports).toMatchObject([{ status: "stopped", event: { type: "effect" }, deliveries: [] }]);
    expect(bus.history.undelivered()).toEqual([]);
  });
  it.each(["with a responder", "without one"])("and a request is refused as suppressed, %s", async (responder) => {
    const { bus, clock } = openBus();
    emitSome(bus, 1, "cause");
    let asked = 0;
    if (responder === "with a responder") bus.respond(ask, () => ++asked);
    const errors: unknown[] = [];
    bus.subscribe("cause", (_, { request }) => request(ask(1)).catch((error: unknown) => errors.push(error)));
    const run = bus.history.replay();
    await clock.advance();
    await run.done;
    expect(errors[0]).toBeInstanceOf(BusError);
    expect(errors).toMatchObject([{ code: "ERR_REQUEST_SUPPRESSED" }]);
    expect([asked, run.state.suppressed]).toEqual([0, 1]);
    expect(bus.history.undelivered()).toEqual([]);
    expect(clock.scheduled).toBe(0);
  });
  it("and shown to who inspects, as beforeRecord leaves it", async () => {
    const hide = { name: "hide", beforeRecord: (event: { readonly type: string }) => (event.type === "private" ? (false as const) : undefined) };
    const { bus, clock } = openBus({ middleware: [hide, { name: "redact", beforeRecord: (event) => ({ ...event, payload: "hidden" }) }] });
    emitSome(bus, 1, "cause");
    bus.subscribe("cause", (_, { emit }) => {
      emit(draft("effect", "secret"));
      emit(draft("private", "secret"));
    });
    const records: InspectRecord[] = [];
    bus.inspect$.subscribe((record) => records.push(record));
    const run = bus.history.replay();
    await clock.advance();
    expect(records.filter(({ kind }) => kind === "suppressed")).toMatchObject([
      { event: { type: "effect", payload: "hidden" }, run: run.run, at: clock.now() },
    ]);
    expect(run.state.suppressed).toBe(2);
    expect(JSON.stringify(records)).not.toContain("secret");
  });
});

describe("what is published beside a replay", () => {
  it("goes its way: by others, and by handlers of live events", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 2, "cause");
    bus.subscribe("cause", ({ replay }, { emit }) => void (replay || emit(draft("effect", "of a live event"))));
    const run = bus.history.replay({ paused: true });
    await run.step();
    bus.emit(draft("effect", "from outside"));
    bus.emit(draft("cause"));
    await run.step();
    await clock.advance();
    expect(bus).toHaveEmittedInOrder([
      ["effect", "from outside"],
      ["effect", "of a live event"],
    ]);
    expect(run.state.suppressed).toBe(0);
  });
  it("by a replayed event's handler, after it has waited, is only known by its context", async () => {
    const { bus, clock } = openBus();
    emitSome(bus, 1, "cause");
    bus.subscribe("cause", async (_, context) => {
      await Promise.resolve();
      context.emit(draft("by context"));
      bus.emit(draft("by bus"));
    });
    const run = bus.history.replay();
    await clock.advance();
    await microtasks();
    expect(run.state.suppressed).toBe(1);
    expect(Array.from(bus.history, ({ event }) => event.type)).toEqual(["cause", "by bus"]);
  });
});
