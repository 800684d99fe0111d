import { defineRequest, type Middleware, payload } from "eventdeck";
import { describe, expect, it } from "vitest";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";

const fail = () => {
  throw new Error("no");
};

describe("beforeHandle", () => {
  it("skips this one handler by `false`, in the middleware's name", async () => {
    const { bus, heard } = openBus();
    const skips: unknown[] = [];
    bus.use({ name: "open", beforeHandle: () => undefined });
    bus.use({ name: "gate", beforeHandle: (_, { name }) => (name === "shut" ? false : undefined) });
    bus.use({ name: "never asked", beforeHandle: (_, { name }) => void (name === "shut" && fail()) });
    bus.inspect$.subscribe((record) => record.kind === "skipped" && skips.push([record.subscription.name, record.by, record.position]));
    const shut = bus.subscribe("a", () => heard.push("shut"), { name: "shut" });
    bus.subscribe("a", () => heard.push("other"), { name: "other" });
    const { status, deliveries } = await bus.publish(immediate("a"));
    expect(heard).toEqual(["other"]);
    expect(skips).toEqual([["shut", "gate", 1]]);
    expect(status).toBe("delivered");
    expect(deliveries.map(({ outcome, subscription }) => [subscription.name, outcome])).toEqual([
      ["shut", "skipped"],
      ["other", "ok"],
    ]);
    expect(shut.stats).toMatchObject({ skipped: 1, delivered: 0 });
    expect(bus.history.get(1)?.outcome).toMatchObject({ handlers: 2, skipped: 1 });
  });

  it("that skips does not use up `once`", () => {
    const { bus, heard } = openBus();
    const remove = bus.use({ name: "gate", beforeHandle: () => false });
    bus.subscribe("a", ({ subject }) => heard.push(String(subject)), { once: true });
    bus.emit(immediate("a", { subject: "1" }));
    remove();
    bus.emit(immediate("a", { subject: "2" }));
    bus.emit(immediate("a", { subject: "3" }));
    expect(heard).toEqual(["2"]);
  });

  it("is asked only for events that the subscription would get", () => {
    const { bus, heard } = openBus();
    bus.use({ name: "gate", beforeHandle: ({ topic }) => void heard.push(topic) });
    bus.subscribe("a", () => {}, { filter: () => false });
    bus.emit(immediate("a"));
    expect(heard).toEqual([]);
  });
});

describe("aroundHandle", () => {
  const around = (log: string[], name: string): Middleware => ({
    name,
    aroundHandle: (_, __, next) => {
      log.push(`${name} in`);
      try {
        return next();
      } finally {
        log.push(`${name} out`);
      }
    },
  });

  it("wraps the call of a handler, the one added first outermost", () => {
    const { bus, heard, listen } = openBus();
    bus.use(around(heard, "1"));
    bus.use(around(heard, "2"));
    listen();
    bus.emit(immediate("a"));
    expect(heard).toEqual(["1 in", "2 in", "a", "2 out", "1 out"]);
  });

  it("wraps an async handler to its end, and its failure", async () => {
    const { bus, clock, heard, failures } = openBus();
    bus.use({
      name: "async",
      aroundHandle: async (_, __, next) => {
        heard.push("in");
        try {
          return await next();
        } finally {
          heard.push("out");
        }
      },
    });
    bus.subscribe("a", async ({ subject }) => {
      await Promise.resolve();
      heard.push(String(subject));
      if (subject === "fails") fail();
    });
    bus.emit(immediate("a", { subject: "fine" }));
    await clock.advance();
    bus.emit(immediate("a", { subject: "fails" }));
    await clock.advance();
    expect(heard).toEqual(["in", "fine", "out", "in", "fails", "out"]);
    expect(failures).toMatchObject([{ error: new Error("no") }]);
  });

  it("sees what the handler throws, which stays the handler's failure", () => {
    const { bus, heard, failures } = openBus();
    bus.use(around(heard, "1"));
    bus.subscribe("a", fail);
    bus.emit(immediate("a"));
    expect(heard).toEqual(["1 in", "1 out"]);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.by).toBeUndefined();
  });

  it("that forgets to return an async handler's promise does not make it look done", async () => {
    const { bus, clock, failures } = openBus();
    bus.use({ name: "forgets", aroundHandle: (_, __, next) => void next() });
    let end: (() => void) | undefined;
    bus.subscribe("a", () => new Promise<void>((resolve) => (end = resolve)), { once: true });
    bus.subscribe("b", async () => fail());
    const published = bus.publish(immediate("a"));
    expect(bus.history.get(1)?.outcome.pending).toBe(1);
    end?.();
    expect((await published).deliveries).toMatchObject([{ outcome: "ok" }]);
    bus.emit(immediate("b"));
    await clock.advance();
    expect(failures).toHaveLength(1);
  });

  it("may throw in the handler's stead, or not call it", () => {
    const { bus, heard, failures, listen } = openBus();
    bus.use({ name: "shield", aroundHandle: ({ topic }, _, next) => (topic === "throw" ? fail() : topic === "none" ? undefined : next()) });
    listen();
    for (const topic of ["throw", "none", "a"]) bus.emit(immediate(topic));
    expect(heard).toEqual(["a"]);
    expect(failures).toMatchObject([{ by: "shield" }]);
  });

  it("may call a failing handler again", () => {
    const { bus, heard, failures } = openBus();
    bus.use({
      name: "retry",
      aroundHandle: (_, __, next) => {
        try {
          return next();
        } catch {
          return next();
        }
      },
    });
    bus.subscribe("a", () => {
      heard.push("try");
      if (heard.length === 1) fail();
    });
    bus.emit(immediate("a"));
    expect(heard).toEqual(["try", "try"]);
    expect(failures).toEqual([]);
  });

  it("passes a responder's answer on", async () => {
    const { bus, heard } = openBus();
    const double = defineRequest("double", payload<number>(), payload<number>(), { priority: "immediate" });
    bus.use(around(heard, "1"));
    bus.respond(double, (event) => event.payload * 2);
    expect(await bus.request(double(2))).toBe(4);
    expect(heard).toEqual(["1 in", "1 out"]);
  });
});

describe("afterHandle", () => {
  it("hooks run in reverse order when the handler has settled, with duration and error", async () => {
    const { bus, clock } = openBus();
    const log: unknown[] = [];
    for (const name of ["1", "2"]) bus.use({ name, afterHandle: ({ topic }, subscription, outcome) => log.push([name, topic, subscription.name, outcome]) });
    bus.inspect$.subscribe();
    bus.subscribe("sync", () => clock.spend(3), { name: "s" });
    bus.subscribe("async", () => new Promise<void>((resolve) => clock.schedule(() => resolve(), 10, "normal")), { name: "s" });
    bus.subscribe("fails", fail, { name: "s" });
    bus.subscribe("rejects", async () => fail(), { name: "s" });
    for (const topic of ["sync", "async", "fails", "rejects"]) {
      bus.emit(immediate(topic));
      await clock.advance(10);
    }
    const error = new Error("no");
    expect(log).toEqual([
      ["2", "sync", "s", { durationMs: 3 }],
      ["1", "sync", "s", { durationMs: 3 }],
      ["2", "async", "s", { durationMs: 10 }],
      ["1", "async", "s", { durationMs: 10 }],
      ["2", "fails", "s", { durationMs: 0, error }],
      ["1", "fails", "s", { durationMs: 0, error }],
      ["2", "rejects", "s", { durationMs: 0, error }],
      ["1", "rejects", "s", { durationMs: 0, error }],
    ]);
  });
});

describe("a replayed event", () => {
  it("passes through the three hooks around handlers only, and is not recorded again", async () => {
    const { bus, clock, listen } = openBus();
    listen();
    const event = bus.emit(immediate("a"));
    const log: string[] = [];
    bus.use({
      name: "m",
      beforePublish: () => void log.push("beforePublish"),
      afterPublish: () => void log.push("afterPublish"),
      beforeRecord: () => void log.push("beforeRecord"),
      onRecord: () => void log.push("onRecord"),
      beforeHandle: ({ replay, id }) => void log.push(`beforeHandle ${replay?.position} ${id === event.id}`),
      aroundHandle: (_, __, next) => (log.push("aroundHandle"), next()),
      afterHandle: () => void log.push("afterHandle"),
    });
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(log).toEqual(["beforeHandle 1 true", "aroundHandle", "afterHandle"]);
    expect(bus.history.size).toBe(1);
  });

  it("and what its handlers publish in a rerun passes through the same three", async () => {
    const { bus, clock } = openBus();
    bus.emit(immediate("a"));
    bus.subscribe("a", (_, { emit, emitMany }) => void [emit(immediate("b")), emitMany([immediate("b")])]);
    bus.subscribe("b", () => {});
    const log: string[] = [];
    bus.use({
      name: "m",
      beforePublish: ({ topic }) => void log.push(`beforePublish ${topic}`),
      afterPublish: ({ topic }) => void log.push(`afterPublish ${topic}`),
      onRecord: ({ event: { topic } }) => void log.push(`onRecord ${topic}`),
      afterHandle: ({ topic, replay }) => void log.push(`${topic} ${replay !== undefined}`),
    });
    bus.history.replay({ speed: "max", emissions: "rerun" });
    await clock.advance();
    expect(log).toEqual(["a true", "b true", "b true"]);
    expect(bus.history.size).toBe(1);
  });
});
