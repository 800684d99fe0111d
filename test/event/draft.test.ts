import { createBus, defineEvent, type EventDraft, EventValidationError, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { garbage } from "../garbage.ts";

const added = defineEvent("cart.added", z.object({ sku: z.string() }), { priority: "immediate", version: 2, topic: "carts" });

describe("a draft made by hand", () => {
  it("is checked and stamped by the definition registered for its type", () => {
    const bus = createBus({ events: [added] });
    expect(bus.emit({ type: "cart.added", input: { sku: "A", more: 1 } })).toMatchObject({
      payload: { sku: "A" },
      priority: "immediate",
      version: 2,
      topic: "carts",
    });
    expect(() => bus.emit({ type: "cart.added", input: {} })).toThrow(EventValidationError);
  });

  it("is taken as it is where no definition is known", () => {
    const bus = createBus();
    const input = { sku: 5 };
    const event = bus.emit({ type: "cart.added", input });
    expect(event).toMatchObject({ priority: "normal", version: 1, topic: "cart.added" });
    expect(event.payload).toBe(input);
  });

  it("is checked by its own definition before the registered one", () => {
    const other = defineEvent("cart.added", z.number());
    const bus = createBus({ events: [added] });
    expect(bus.emit({ type: "cart.added", input: 5, definition: other }).payload).toBe(5);
    expect(bus.emit(other(5)).payload).toBe(5);
  });

  it("may have options and no input", () => {
    expect(createBus().emit({ type: "tick", input: undefined, options: { subject: "clock" } })).toMatchObject({
      type: "tick",
      payload: undefined,
      subject: "clock",
    });
  });

  it("may be frozen, and may be emitted again", () => {
    const bus = createBus();
    const draft: EventDraft = Object.freeze(added({ sku: "A" }));
    const [first, second] = [bus.emit(draft), bus.emit(draft)];
    expect(second.id).not.toBe(first.id);
    expect(second.payload).toEqual(first.payload);
  });
});

describe("what is no event", () => {
  const inputs: [what: string, input: unknown][] = [
    ["nothing", undefined],
    ["null", null],
    ["a string", "cart.added"],
    ["a number", 5],
    ["a symbol", Symbol("event")],
    ["an empty object", {}],
    ["an array", []],
    ["an error", new Error("no event")],
    ["a draft without a type", { input: 1 }],
    ["a draft with an empty type", { type: "", input: 1 }],
    ["a draft with a type that is no string", { type: 5, input: 1 }],
    ["an event without an id", { type: "a", payload: 1 }],
    ["an event without a type", { id: "1", payload: 1 }],
    ["an event with a type that is no string", { id: "1", type: {}, payload: 1 }],
    ["a definition that was not called", added],
  ];
  it.each(inputs)("is refused: %s", async (_, input) => {
    const bus = createBus();
    expect(() => bus.emit(garbage(input))).toThrow(TypeError);
    expect(() => bus.emitMany([added({ sku: "A" }), garbage(input)])).toThrow(TypeError);
    expect(() => bus.explain(garbage(input))).toThrow(TypeError);
    await expect(bus.publish(garbage(input))).rejects.toThrow(TypeError);
    await expect(bus.publishMany([garbage(input)])).rejects.toThrow(TypeError);
    await expect(bus.request(garbage(input))).rejects.toThrow(Error);
    expect(bus.history.size).toBe(0);
  });

  it("is named, with what to do", () => {
    const bus = createBus();
    expect(() => bus.emit(garbage(undefined))).toThrow("There is no event in undefined: call a definition to make a draft, or pass an event.");
    expect(() => bus.emit(garbage(added))).toThrow('There is no event in the function "cart.added": call a definition to make a draft');
    expect(() => bus.emit(garbage({}))).toThrow("Call a definition to make a draft.");
  });
});

describe("an option that is no good", () => {
  const options: [option: string, value: unknown][] = [
    ["priority", "urgent"],
    ["topic", ""],
    ["topic", 5],
    ["id", ""],
    ["id", 5],
    ["source", ""],
    ["source", null],
    ["time", Number.NaN],
    ["time", Number.POSITIVE_INFINITY],
    ["time", "2026-01-01"],
    ["correlationId", 5],
    ["causationId", ""],
    ["subject", 5],
    ["partitionKey", {}],
    ["ttlMs", -1],
    ["ttlMs", Number.NaN],
    ["persistent", "no"],
    ["traceparent", 5],
    ["tracestate", 5],
    ["headers", { nested: {} }],
    ["headers", { nothing: null }],
    ["actor", {}],
    ["actor", "ada"],
  ];
  it.each(options)("is refused, naming event and option: %s %s", (option, value) => {
    const bus = createBus();
    const emit = () => bus.emit(added({ sku: "A" }, garbage({ [option]: value })));
    expect(emit).toThrow(option === "ttlMs" ? RangeError : TypeError);
    expect(emit).toThrow(new RegExp(`${option}.*"cart\\.added"`));
    expect(bus.history.size).toBe(0);
  });

  it.each([null, "immediate", 5])("is refused where options are expected: %s", (value) => {
    expect(() => createBus().emit(added({ sku: "A" }, garbage(value)))).toThrow(/options of "cart\.added"/);
  });

  it.each([
    [{ delayMs: -1 }, /delayMs/],
    [{ delayMs: Number.NaN }, /delayMs/],
    [{ conflateKey: 5 }, /conflateKey/],
  ])("is refused for the emit itself: %o", async (emitOptions, message) => {
    const bus = createBus();
    const draft = defineEvent("a", payload<number>())(1);
    expect(() => bus.emit(draft, garbage(emitOptions))).toThrow(message);
    expect(() => bus.emitMany([draft], garbage(emitOptions))).toThrow(message);
    await expect(bus.publish(draft, garbage(emitOptions))).rejects.toThrow(message);
    expect(bus.history.size).toBe(0);
  });
});
