import { type BusEvent, createBus, defineEvent, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";

const added = defineEvent("cart.added", payload<{ lines: { sku: string }[] }>(), { priority: "immediate" });
const make = (): BusEvent =>
  createBus({ source: "elsewhere" }).emit(added({ lines: [{ sku: "A" }] }, { time: 5, correlationId: "c", subject: "s", headers: { h: 1 } }));

describe("an event that is emitted again", () => {
  it("is published as it is: the very same object", () => {
    const event = make();
    const bus = createBus({ source: "here" });
    const heard: BusEvent[] = [];
    bus.subscribe("#", (one) => heard.push(one));
    expect(bus.emit(event)).toBe(event);
    expect(bus.emitMany([event])[0]).toBe(event);
    expect(heard).toEqual([event, event]);
    expect(heard[0]).toBe(event);
    expect(bus.history.get(1)?.event).toBe(event);
  });

  it("keeps its cause inside a handler too", () => {
    const bus = createBus();
    const event = make();
    bus.subscribe("outer", (_, { emit }) => {
      emit(event);
    });
    bus.emit({ type: "outer", input: 1, options: { priority: "immediate" } });
    expect(bus.history.get(2)?.event).toBe(event);
  });

  it("is not validated again", () => {
    const strict = defineEvent("cart.added", { "~standard": { version: 1, vendor: "test", validate: () => ({ issues: [{ message: "never" }] }) } });
    expect(() => createBus({ events: [strict] }).emit(make())).not.toThrow();
  });

  it.each([
    ["a spread copy", (event: BusEvent) => ({ ...event })],
    ["a structured clone", (event: BusEvent) => structuredClone(event)],
    ["a JSON copy", (event: BusEvent): BusEvent => JSON.parse(JSON.stringify(event))],
  ])("as %s is the same fact, frozen again", (_, copy) => {
    const event = make();
    const emitted = createBus({ source: "here" }).emit(copy(event));
    expect(emitted).toEqual(event);
    expect(emitted).not.toBe(event);
    expect(emitted).toMatchObject({ id: event.id, source: "elsewhere", time: 5, correlationId: "c" });
    for (const part of [emitted, emitted.payload, emitted.headers]) expect(Object.isFrozen(part)).toBe(true);
    expect(() => added.is(emitted) && garbage<{ sku: string }[]>(emitted.payload.lines).push({ sku: "B" })).toThrow(TypeError);
  });

  it("needs an id, a type and a payload; the rest is filled in", () => {
    const event = createBus({ source: "here" }).emit(garbage<BusEvent>({ id: "1", type: "a.b", payload: 5 }));
    expect(event).toMatchObject({
      id: "1",
      type: "a.b",
      topic: "a.b",
      payload: 5,
      source: "here",
      priority: "normal",
      correlationId: "1",
      version: 1,
      headers: {},
    });
    expect(event.time).toBeGreaterThan(0);
  });

  it("loses what is no attribute", () => {
    const event = createBus().emit(garbage<BusEvent>({ ...make(), secret: 1 }));
    expect(event).not.toHaveProperty("secret");
  });

  it.each([
    ["priority", "urgent"],
    ["topic", 5],
    ["topic", ""],
    ["source", ""],
    ["time", "now"],
    ["correlationId", 5],
  ])("is refused with %s %j, naming it", (attribute, value) => {
    expect(() => createBus().emit(garbage<BusEvent>({ ...make(), [attribute]: value }))).toThrow(new RegExp(`${attribute} .*"cart\\.added"`));
  });

  it("drops its mark of a replay: it is news again", async () => {
    const bus = createBus();
    const replayed: BusEvent[] = [];
    bus.emit(added({ lines: [] }));
    bus.subscribe("#", (event) => replayed.push(event));
    await bus.history.replay({ speed: "max" }).done;
    expect(replayed[0]?.replay).toMatchObject({ position: 1 });
    const again = createBus().emit(replayed[0]!);
    expect(again.replay).toBeUndefined();
    expect(again.id).toBe(replayed[0]?.id);
  });
});
