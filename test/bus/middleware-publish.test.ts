import { type BusEvent, createBus, defineEvent, type InspectRecord, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { garbage } from "../garbage.ts";
import { immediate, normal, openBus, undelivered } from "../scheduling/virtual-bus.ts";

const mark =
  (by: string) =>
  (event: BusEvent): BusEvent => ({ ...event, subject: `${event.subject ?? ""}${by}` });

describe("beforePublish", () => {
  it("hooks run in the order they were added, each seeing what the one before made", () => {
    const { bus, heard } = openBus({
      middleware: [
        { name: "1", beforePublish: mark("1") },
        { name: "2", beforePublish: mark("2") },
      ],
    });
    bus.use({ name: "3", beforePublish: mark("3") });
    bus.subscribe("#", ({ subject }) => heard.push(String(subject)));
    expect(bus.emit(immediate("a")).subject).toBe("123");
    expect(heard).toEqual(["123"]);
  });

  it("sees the stamped, frozen event", () => {
    const { bus } = openBus();
    const seen: BusEvent[] = [];
    bus.use({ name: "see", beforePublish: (event) => void seen.push(event) });
    const emitted = bus.emit(immediate("a"));
    expect(seen[0]).toBe(emitted);
    expect(Object.isFrozen(seen[0])).toBe(true);
  });

  it("may replace the event: what it returns is frozen, of the one shape, and what everybody gets", async () => {
    const { bus } = openBus();
    const heard: BusEvent[] = [];
    const list = [1];
    bus.use({ name: "replace", beforePublish: (event) => ({ ...event, payload: { list }, topic: "elsewhere" }) });
    bus.subscribe("elsewhere", (event) => heard.push(event));
    const emitted = bus.emit(immediate("a"));
    const { event } = await bus.publish(immediate("a"));
    expect(heard).toEqual([emitted, event]);
    expect(heard[0]).toBe(emitted);
    expect(bus.history.get(1)?.event).toBe(emitted);
    expect(Object.isFrozen(emitted) && Object.isFrozen(list) && Object.isFrozen(emitted.headers)).toBe(true);
  });

  it("may leave out attributes: those that every event has stay, optional ones are gone", () => {
    const { bus } = openBus();
    bus.use({ name: "partly", beforePublish: () => garbage<BusEvent>({ type: "a", payload: 5 }) });
    const emitted = bus.emit(immediate("a", { subject: "kept" }));
    expect(emitted).toMatchObject({ payload: 5, subject: undefined, source: "test", priority: "immediate" });
  });

  it("is not validated: middleware may change what the schema would refuse", () => {
    const { bus } = openBus({ middleware: [{ name: "m", beforePublish: (event) => ({ ...event, payload: "text" }) }] });
    expect(bus.emit(defineEvent("a", z.number())(1)).payload).toBe("text");
  });

  it("may stop the event by `false`: nobody hears it, later hooks are not asked, and it is kept with who stopped it", async () => {
    const { bus, heard, listen } = openBus();
    const asked: string[] = [];
    bus.use({ name: "first", beforePublish: mark("1"), afterPublish: () => asked.push("after") });
    bus.use({ name: "guard", beforePublish: ({ topic }) => (topic === "stopped" ? false : undefined) });
    bus.use({ name: "last", beforePublish: ({ topic }) => void asked.push(topic) });
    listen();
    const emitted = bus.emit(immediate("stopped"));
    expect(emitted).toMatchObject({ topic: "stopped", subject: "1" });
    expect(Object.isFrozen(emitted)).toBe(true);
    expect(await bus.publish(immediate("stopped"))).toMatchObject({ status: "stopped", deliveries: [], event: { topic: "stopped" } });
    expect(heard).toEqual([]);
    expect(asked).toEqual([]);
    expect(bus.history.size).toBe(0);
    expect(undelivered(bus)).toEqual(["stopped: stopped by guard", "stopped: stopped by guard"]);
    expect(bus.history.undelivered()[0]).toMatchObject({ event: { subject: "1" }, after: 0 });
    expect(bus.metrics()).toMatchObject({ emitted: 0, undelivered: { stopped: 2 } });
    bus.emit(immediate("a"));
    expect(heard).toEqual(["a"]);
  });

  it.each([5, "text", true, {}])("that returns %j, which is no event, throws at the emitter by name", (returned) => {
    const { bus } = openBus();
    bus.use({ name: "odd", beforePublish: () => garbage(returned) });
    expect(() => bus.emit(immediate("a"))).toThrow(/"odd" returned .*return an event, false or nothing/);
    expect(bus.history.size).toBe(0);
  });

  it("may change the lane", async () => {
    const { bus, clock, heard, listen } = openBus();
    bus.use({ name: "later", beforePublish: (event) => ({ ...event, priority: "normal" }) });
    listen();
    bus.emit(immediate("a"));
    expect(heard).toEqual([]);
    await clock.advance();
    expect(heard).toEqual(["a"]);
  });

  it("is called with its own `this`", () => {
    class Counting {
      readonly name = "counting";
      count = 0;
      beforePublish(): void {
        this.count++;
      }
    }
    const counting = new Counting();
    createBus({ middleware: [counting] }).emit(immediate("a"));
    expect(counting.count).toBe(1);
  });

  it("may publish something else, with the handler that runs as its cause", () => {
    const { bus } = openBus();
    bus.use({ name: "twice", beforePublish: ({ topic }) => void (topic === "b" && bus.emit(immediate("extra"))) });
    bus.subscribe("a", (_, { emit }) => void emit(immediate("b")));
    const { id } = bus.emit(immediate("a"));
    expect([...bus.history].map(({ event }) => [event.topic, event.causationId])).toEqual([
      ["a", undefined],
      ["extra", id],
      ["b", id],
    ]);
  });
});

describe("afterPublish", () => {
  it("hooks run in reverse order, as `emit` returns: after an immediate event's delivery, before a normal one's", async () => {
    const { bus, clock, heard, listen } = openBus();
    for (const name of ["1", "2"]) bus.use({ name, afterPublish: ({ topic }) => heard.push(`${topic} after ${name}`) });
    listen();
    bus.emit(immediate("i"));
    bus.emit(normal("n"));
    heard.push("returned");
    await clock.advance();
    expect(heard).toEqual(["i", "i after 2", "i after 1", "n after 2", "n after 1", "returned", "n"]);
  });

  it("see the event as middleware left it, once for each of many", () => {
    const { bus, heard } = openBus();
    bus.use({ name: "m", beforePublish: mark("!"), afterPublish: ({ topic, subject }) => heard.push(`${topic}${subject}`) });
    bus.emitMany([immediate("a"), immediate("b")]);
    expect(heard).toEqual(["a!", "b!"]);
  });

  it("inside a handler run as its `emit` returns, before the event is delivered", () => {
    const { bus, heard } = openBus();
    bus.use({ name: "m", afterPublish: ({ topic }) => heard.push(`published ${topic}`) });
    bus.subscribe("a", (_, { emit }) => {
      emit(immediate("b"));
      heard.push("returned");
    });
    bus.subscribe("b", () => heard.push("delivered b"));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["published b", "returned", "delivered b", "published a"]);
  });
});

describe("what middleware changed", () => {
  it("is listed with the accepted event: by whom, before and after", () => {
    const { bus } = openBus({
      middleware: [
        { name: "one", beforePublish: mark("1") },
        { name: "none", beforePublish: () => undefined },
        { name: "same", beforePublish: (event) => event },
        { name: "two", beforePublish: mark("2") },
      ],
    });
    const accepted: Extract<InspectRecord, { kind: "accepted" }>[] = [];
    bus.inspect$.subscribe((record) => record.kind === "accepted" && accepted.push(record));
    const emitted = bus.emit(immediate("a"));
    expect(accepted).toHaveLength(1);
    expect(accepted[0]?.event).toBe(emitted);
    expect(accepted[0]?.changes?.map(({ by, before, after }) => [by, before.subject, after.subject])).toEqual([
      ["one", undefined, "1"],
      ["two", "1", "12"],
    ]);
  });

  it("is left out where nothing changed, and for a stopped event there is no acceptance", () => {
    const { bus } = openBus({ middleware: [{ name: "guard", beforePublish: ({ topic }) => (topic === "stopped" ? false : undefined) }] });
    const kinds: unknown[] = [];
    bus.inspect$.subscribe((record) => kinds.push([record.kind, "changes" in record]));
    bus.emit(immediate("a"));
    bus.emit(immediate("stopped"));
    expect(kinds).toEqual([
      ["accepted", false],
      ["recorded", false],
      ["undelivered", false],
    ]);
  });
});

it("an event is what its definition says until middleware says otherwise", () => {
  const { bus } = openBus();
  const tick = defineEvent("tick", payload<number>(), { priority: "immediate" });
  bus.use({ name: "version", beforePublish: (event) => ({ ...event, version: 7 }) });
  expect(bus.emit(tick(1))).toMatchObject({ version: 7, payload: 1 });
});
