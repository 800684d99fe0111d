import { type BusEvent, createBus, defineEvent, defineRequest, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";

const added = defineEvent("cart.item-added", payload<{ sku: string }>());

describe("the type of an event", () => {
  it.each(["a", "A", "9", "cart.added", "cart.item-added", "cart.item_added", "a.b.c.d.e.f", "-", "_", "2.0", "__proto__", "constructor", "x".repeat(1000)])(
    "may be %s",
    (type) => {
      expect(defineEvent(type, payload()).type).toBe(type);
    },
  );

  it.each(["", ".", "a.", ".a", "a..b", "a b", "a/b", "a:b", "cart.*", "cart.#", "é", "a\n", "\na", "a.b\n", "😀"])("may not be %j", (type) => {
    expect(() => defineEvent(type, payload())).toThrow(TypeError);
    expect(() => defineRequest(type, payload(), payload())).toThrow(TypeError);
  });

  it.each([undefined, null, 5, {}, Symbol("type")])("may not be %s", (type) => {
    expect(() => defineEvent(garbage(type), payload())).toThrow(TypeError);
  });

  it("is quoted when it is refused, with what it should look like", () => {
    expect(() => defineEvent("cart added", payload())).toThrow(
      '"cart added" is no event type: write words of letters, digits, "_" and "-", separated by single dots',
    );
  });

  it("is checked in linear time", () => {
    const startedAt = performance.now();
    expect(() => defineEvent(`${"a-".repeat(100_000)}!`, payload())).toThrow(TypeError);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe("a definition", () => {
  it("has normal priority, the type for its topic and version 1 unless it says otherwise", () => {
    expect({ ...added }).toMatchObject({ type: "cart.item-added", topic: "cart.item-added", priority: "normal", version: 1 });
    expect(added.description).toBeUndefined();
  });

  it("keeps what it was given", () => {
    const topic = () => "somewhere";
    const schema = payload<number>();
    const kept = defineEvent("a", schema, { priority: "deferred", topic, version: 3, description: "What it is for" });
    expect({ ...kept }).toMatchObject({
      schema,
      priority: "deferred",
      topic,
      version: 3,
      description: "What it is for",
    });
  });

  it("is frozen", () => {
    expect(Object.isFrozen(added)).toBe(true);
    expect(() => Object.assign(added, { type: "other" })).toThrow(TypeError);
    expect(Object.isFrozen(defineRequest("a", payload(), payload()))).toBe(true);
  });

  it("is named after its type, for stacks and logs", () => {
    expect(added.name).toBe("cart.item-added");
  });

  it("makes drafts that carry what they were called with", () => {
    const input = { sku: "A" };
    const options = { subject: "cart 1" };
    expect(added(input, options)).toMatchObject({ type: "cart.item-added", input, options, definition: added });
    expect(added(input).options).toBeUndefined();
  });

  it("makes drafts without looking at the input: the bus validates", () => {
    expect(() => added(garbage(5))).not.toThrow();
  });

  it("knows its events, by type", () => {
    const bus = createBus();
    const event: BusEvent = bus.emit(added({ sku: "A" }));
    expect(added.is(event)).toBe(true);
    expect(added.is({ ...event, type: "cart.item-removed" })).toBe(false);
    expect(added.is({ ...event, topic: "elsewhere" })).toBe(true);
  });

  it("of a request has the schema of the reply", () => {
    const reply = payload<number>();
    expect({ ...defineRequest("price.get", payload<string>(), reply) }).toMatchObject({ type: "price.get", reply });
    const draft = defineRequest("price.get", payload<string>(), reply)("A");
    expect(draft).toMatchObject({ type: "price.get", input: "A" });
    expect(draft.definition.reply).toBe(reply);
  });
});

describe("a definition is refused", () => {
  it.each([undefined, null, {}, { "~standard": {} }, (value: unknown) => value])("without a Standard Schema: %s", (schema) => {
    expect(() => defineEvent("a.b", garbage(schema))).toThrow(
      new TypeError('the payload of "a.b" needs a Standard Schema (zod, valibot, arktype, …), or payload<T>() for none.'),
    );
    expect(() => defineRequest("a.b", payload(), garbage(schema))).toThrow(/reply of "a.b" needs a Standard Schema/);
  });

  it.each([
    ["priority", "urgent"],
    ["priority", ""],
    ["version", 0],
    ["version", -1],
    ["version", 1.5],
    ["version", "2"],
    ["version", Number.NaN],
    ["topic", ""],
    ["topic", 5],
    ["wire", {}],
  ])("with %s %s, naming the event", (option, value) => {
    expect(() => defineEvent("a.b", payload(), garbage({ [option]: value }))).toThrow(TypeError);
    expect(() => defineEvent("a.b", payload(), garbage({ [option]: value }))).toThrow(/"a\.b"/);
  });
});

describe("the topic of an event", () => {
  it("is the type, unless the definition or the emitter says otherwise", () => {
    const bus = createBus();
    const moved = defineEvent("window.moved", payload<number>(), { topic: "ui.window" });
    expect(bus.emit(added({ sku: "A" })).topic).toBe("cart.item-added");
    expect(bus.emit(moved(1)).topic).toBe("ui.window");
    expect(bus.emit(moved(1, { topic: "ui.other" })).topic).toBe("ui.other");
    expect(bus.emit({ type: "some.type", input: 1 }).topic).toBe("some.type");
  });

  it("may depend on the payload, as validated", () => {
    const bus = createBus();
    const sensed = defineEvent("sensor.read", payload<{ room: string }>(), { topic: ({ room }) => `rooms.${room}.temperature` });
    expect(bus.emit(sensed({ room: "kitchen" })).topic).toBe("rooms.kitchen.temperature");
    expect(bus.emit(sensed({ room: "kitchen" }, { topic: "override" })).topic).toBe("override");
  });

  it("may be any non-empty string", () => {
    const bus = createBus();
    const heard: string[] = [];
    bus.subscribe(/./, ({ topic }) => heard.push(topic));
    const topics = ["..", "a b", "*", "#", "é😀", "__proto__"];
    for (const topic of topics) bus.emit({ type: "a", input: 1, options: { topic, priority: "immediate" } });
    expect(heard).toEqual(topics);
  });

  it.each([[""], [undefined], [5]])("that a function makes may not be %j", (returned) => {
    const bus = createBus();
    const odd = defineEvent("odd", payload(), { topic: () => garbage(returned) });
    expect(() => bus.emit(odd({}))).toThrow(/topic function of "odd" returned .*non-empty string/);
    expect(bus.history.size).toBe(0);
  });
});
