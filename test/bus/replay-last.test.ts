import type { BusEvent } from "eventdeck";
import { describe, expect, it } from "vitest";
import { immediate, normal, openBus } from "../scheduling/virtual-bus.ts";

const note = (heard: string[]) => (event: BusEvent) => heard.push(`${event.topic}${event.subject ?? ""}`);

describe("a subscription that asks for what was before it", () => {
  it("gets the newest matching events, oldest first, before `subscribe` returns", () => {
    const { bus, heard } = openBus();
    for (const subject of ["1", "2", "3", "4"]) bus.emitMany([immediate("a", { subject }), immediate("b", { subject })]);
    bus.subscribe("a", note(heard), { replayLast: 3 });
    expect(heard).toEqual(["a2", "a3", "a4"]);
  });

  it("gets all there is when that is less, and nothing for 0", () => {
    const { bus, heard } = openBus();
    bus.emitMany([immediate("a"), immediate("b")]);
    bus.subscribe("#", note(heard), { replayLast: 100 });
    bus.subscribe("#", note(heard), { replayLast: 0 });
    expect(heard).toEqual(["a", "b"]);
  });

  it("counts only what filter, priority and selector let through", async () => {
    const { bus, clock, heard } = openBus();
    for (const subject of ["1", "2", "3", "4", "5"]) bus.emitMany([immediate("a", { subject }), normal("a", { subject: `n${subject}` })]);
    await clock.advance();
    bus.subscribe(["a", "none"], note(heard), { replayLast: 2, priority: "immediate", filter: ({ subject }) => subject !== "5" });
    expect(heard).toEqual(["a3", "a4"]);
  });

  it("gets the recorded events themselves, not marked as a replay", () => {
    const { bus } = openBus();
    const event = bus.emit(immediate("a"));
    const heard: BusEvent[] = [];
    bus.subscribe("a", (one) => heard.push(one), { replayLast: 1, replays: false });
    expect(heard).toEqual([event]);
    expect(heard[0]).toBe(event);
  });

  it("does not wake anybody else, and records nothing twice", () => {
    const { bus, heard, listen } = openBus();
    bus.emit(immediate("a"));
    listen();
    bus.subscribe("a", () => {}, { replayLast: 1 });
    expect(heard).toEqual([]);
    expect(bus.history.size).toBe(1);
  });

  it("misses nothing and hears nothing twice when its handler publishes meanwhile", async () => {
    const { bus, clock, heard } = openBus();
    for (const topic of ["a", "b", "c"]) bus.emit(immediate(topic));
    bus.subscribe(
      "#",
      (event, { emit }) => {
        note(heard)(event);
        if (event.topic.length === 1) emit(immediate(`${event.topic}!`));
        if (event.topic === "b") emit(normal("later"));
      },
      { replayLast: 10 },
    );
    expect(heard).toEqual(["a", "b", "c", "a!", "b!", "c!"]);
    await clock.advance();
    expect(heard.slice(6)).toEqual(["later"]);
  });

  it("inside a handler includes the event that is being delivered, once, and goes on with what waits", () => {
    const { bus, heard } = openBus();
    bus.emit(immediate("before"));
    bus.subscribe(
      "#",
      (_, { emit }) => {
        emit(immediate("after"));
        bus.subscribe("#", note(heard), { replayLast: 10 });
      },
      { once: true },
    );
    bus.emit(immediate("now"));
    expect(heard).toEqual(["before", "now", "after"]);
  });

  it("leaves what still waits in a lane to be heard live", async () => {
    const { bus, clock, heard } = openBus();
    bus.emit(immediate("recorded"));
    bus.emit(normal("waiting"));
    bus.subscribe("#", note(heard), { replayLast: 10 });
    expect(heard).toEqual(["recorded"]);
    await clock.advance();
    expect(heard).toEqual(["recorded", "waiting"]);
  });

  it("takes them one after another when it is serial, and live ones after them", async () => {
    const { bus, clock } = openBus();
    const log: string[] = [];
    for (const topic of ["a", "b"]) bus.emit(immediate(topic));
    bus.subscribe(
      "#",
      async ({ topic }) => {
        log.push(`begin ${topic}`);
        await Promise.resolve();
        log.push(`end ${topic}`);
      },
      { replayLast: 10, concurrency: "serial" },
    );
    bus.emit(immediate("c"));
    await clock.advance();
    expect(log).toEqual(["begin a", "end a", "begin b", "end b", "begin c", "end c"]);
  });

  it("ends after the first of them with `once`", () => {
    const { bus, heard } = openBus();
    for (const topic of ["a", "b"]) bus.emit(immediate(topic));
    const subscription = bus.subscribe("#", note(heard), { replayLast: 2, once: true });
    bus.emit(immediate("c"));
    expect(heard).toEqual(["a"]);
    expect(subscription.active).toBe(false);
  });

  it("may end itself in the middle", () => {
    const { bus, heard } = openBus();
    for (const topic of ["a", "b", "c"]) bus.emit(immediate(topic));
    bus.subscribe(
      "#",
      (event, { subscription }) => {
        note(heard)(event);
        if (event.topic === "b") subscription.unsubscribe();
      },
      { replayLast: 3 },
    );
    expect(heard).toEqual(["a", "b"]);
  });

  it("fails over them as over live ones: handler and filter, without throwing from `subscribe`", () => {
    const { bus, failures, heard } = openBus();
    for (const topic of ["a", "b"]) bus.emit(immediate(topic));
    const filter = ({ topic }: BusEvent) => {
      if (topic === "a") throw new Error("filter");
      return true;
    };
    const subscription = bus.subscribe("#", note(heard), { replayLast: 2, filter });
    expect(heard).toEqual(["b"]);
    expect(failures).toMatchObject([{ by: "filter", subscription }]);
    expect(subscription.stats).toMatchObject({ delivered: 1, failed: 1 });
  });

  it("is not given what has expired since", async () => {
    const { bus, clock, heard } = openBus();
    bus.emitMany([immediate("short", { ttlMs: 10 }), immediate("long", { ttlMs: 1000 })]);
    await clock.advance(10);
    bus.subscribe("#", note(heard), { replayLast: 10 });
    expect(heard).toEqual(["long"]);
  });

  it("gets nothing where no history is kept", () => {
    const { bus, heard } = openBus({ history: false });
    bus.emit(immediate("a"));
    bus.subscribe("#", note(heard), { replayLast: 10 });
    bus.emit(immediate("b"));
    expect(heard).toEqual(["b"]);
  });

  it("sees what history sees: the redacted event", () => {
    const { bus, heard } = openBus({ middleware: [{ name: "redact", beforeRecord: (event) => ({ ...event, subject: "•" }) }] });
    bus.emit(immediate("a", { subject: "secret" }));
    bus.subscribe("#", note(heard), { replayLast: 10 });
    expect(heard).toEqual(["a•"]);
  });
});

it("a stream and its subscribers get what was before them too", () => {
  const { bus, heard } = openBus();
  for (const topic of ["a", "b"]) bus.emit(immediate(topic));
  bus.stream("#", { replayLast: 1 }).subscribe(note(heard));
  expect(heard).toEqual(["b"]);
});
