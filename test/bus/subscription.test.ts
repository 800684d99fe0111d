import { type BusEvent, createBus, glob } from "eventdeck";
import { describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { deferred, immediate, normal, openBus } from "../scheduling/virtual-bus.ts";

describe("a subscription", () => {
  it("has an id of its own, its selector, when it was made, and is active until it ends", async () => {
    const { bus, clock } = openBus();
    const first = bus.subscribe("a", () => {});
    await clock.advance(5);
    const second = bus.subscribe("a", () => {});
    expect(second.id).not.toBe(first.id);
    expect(second).toMatchObject({ selector: "a", createdAt: clock.now(), active: true });
    expect(first.createdAt).toBe(clock.now() - 5);
    first.unsubscribe();
    expect(first.active).toBe(false);
    expect(second.active).toBe(true);
  });

  it("is named by its option, else its handler, else its selector", () => {
    const { bus } = openBus();
    function count() {}
    expect(bus.subscribe("a", count, { name: "counter" }).name).toBe("counter");
    expect(bus.subscribe("a", count).name).toBe("count");
    expect(bus.subscribe("a.*", () => {}).name).toBe("a.*");
    expect(bus.subscribe([glob("a?"), /b/], () => {}).name).toBe("glob(a?) | /b/");
  });

  it("is listed in the order of subscribing", () => {
    const { bus } = openBus();
    const [a, b, c] = ["a", "b", "c"].map((name) => bus.subscribe("#", () => {}, { name }));
    expect(bus.subscriptions()).toEqual([a, b, c]);
    b?.unsubscribe();
    const d = bus.subscribe("#", () => {});
    expect(bus.subscriptions()).toEqual([a, c, d]);
  });

  it("of an array delivers once, however many members match", () => {
    const { bus, heard } = openBus();
    bus.subscribe(["a", "#", /a/, glob("*"), ["a"]], ({ topic }) => heard.push(topic));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["a"]);
  });

  it("may be made twice with the same handler, and each ends by itself", () => {
    const { bus, heard } = openBus();
    const handler = ({ topic }: BusEvent) => heard.push(topic);
    const first = bus.subscribe("a", handler);
    bus.subscribe("a", handler);
    bus.emit(immediate("a"));
    first.unsubscribe();
    bus.emit(immediate("a"));
    expect(heard).toEqual(["a", "a", "a"]);
  });

  it("may be made while events wait, and hears them: who is subscribed when delivery begins gets it", async () => {
    const { bus, clock, heard, listen } = openBus();
    bus.emit(normal("waiting"));
    listen();
    await clock.advance();
    expect(heard).toEqual(["waiting"]);
  });

  it("ends by unsubscribing, by its id, by disposing and by its signal, more than once without harm", () => {
    const { bus, heard } = openBus();
    const controller = new AbortController();
    const handler = ({ topic }: BusEvent) => heard.push(topic);
    const subscriptions = [0, 1, 2, 3].map(() => bus.subscribe("a", handler, { signal: controller.signal }));
    const [first, second, third, fourth] = subscriptions;
    first?.unsubscribe();
    first?.unsubscribe();
    expect(bus.unsubscribe(second!.id)).toBe(true);
    expect(bus.unsubscribe(second!.id)).toBe(false);
    expect(bus.unsubscribe("nobody")).toBe(false);
    third?.[Symbol.dispose]();
    controller.abort();
    for (const subscription of subscriptions) expect(subscription.active).toBe(false);
    expect(fourth?.active).toBe(false);
    bus.emit(immediate("a"));
    expect(heard).toEqual([]);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("with a signal that has aborted before is never active", () => {
    const { bus, heard } = openBus();
    bus.emit(immediate("a"));
    const subscription = bus.subscribe("#", ({ topic }) => heard.push(topic), { signal: AbortSignal.abort(), replayLast: 5 });
    bus.emit(immediate("a"));
    expect(subscription.active).toBe(false);
    expect(heard).toEqual([]);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("counts what was delivered, failed and skipped, and what is pending", async () => {
    const { bus, clock } = openBus();
    const release: (() => void)[] = [];
    const subscription = bus.subscribe(
      "a",
      ({ subject }) => {
        if (subject === "fail") throw new Error("no");
        return subject === "wait" ? new Promise<void>((resolve) => release.push(resolve)) : undefined;
      },
      { concurrency: "exhaust" },
    );
    expect(subscription.stats).toEqual({ delivered: 0, failed: 0, skipped: 0, pending: 0 });
    for (const subject of ["fine", "fail", "wait", "skipped"]) bus.emit(immediate("a", { subject }));
    expect(subscription.stats).toEqual({ delivered: 1, failed: 1, skipped: 1, pending: 1 });
    release[0]?.();
    await clock.advance();
    expect(subscription.stats).toEqual({ delivered: 2, failed: 1, skipped: 1, pending: 0 });
  });
});

describe("options of a subscription", () => {
  it("`once` ends it with the first event that reaches its handler", () => {
    const { bus, heard } = openBus();
    const subscription = bus.subscribe("#", ({ topic }) => heard.push(topic), { once: true, filter: ({ topic }) => topic !== "filtered" });
    bus.emit(immediate("filtered"));
    expect(subscription.active).toBe(true);
    bus.emit(immediate("a"));
    bus.emit(immediate("b"));
    expect(heard).toEqual(["a"]);
    expect(subscription.active).toBe(false);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("`once` holds for events that the handler publishes itself, and for many at once", () => {
    const { bus, heard } = openBus();
    bus.subscribe(
      "#",
      ({ topic }, { emit }) => {
        heard.push(topic);
        emit(immediate("nested"));
      },
      { once: true },
    );
    bus.emitMany([immediate("a"), immediate("b")]);
    expect(heard).toEqual(["a"]);
  });

  it("`once` ends it also when the handler throws", () => {
    const { bus, failures } = openBus();
    const subscription = bus.subscribe(
      "#",
      () => {
        throw new Error("no");
      },
      { once: true },
    );
    bus.emit(immediate("a"));
    bus.emit(immediate("a"));
    expect(failures).toHaveLength(1);
    expect(subscription.stats).toMatchObject({ delivered: 0, failed: 1 });
  });

  it("`filter` keeps events from the handler without counting them as skipped", () => {
    const { bus, heard } = openBus();
    const subscription = bus.subscribe("#", ({ topic }) => heard.push(topic), { filter: ({ topic }) => topic.length === 1 });
    for (const topic of ["a", "bb", "c"]) bus.emit(immediate(topic));
    expect(heard).toEqual(["a", "c"]);
    expect(subscription.stats).toMatchObject({ delivered: 2, skipped: 0 });
    expect(bus.history.get(2)?.outcome.handlers).toBe(0);
  });

  it("`filter` that throws is the subscription's failure, by name; others hear the event", () => {
    const { bus, failures, heard } = openBus();
    const error = new Error("no");
    const subscription = bus.subscribe("a", () => heard.push("never"), {
      filter: () => {
        throw error;
      },
    });
    bus.subscribe("a", () => heard.push("other"));
    const event = bus.emit(immediate("a"));
    expect(failures).toEqual([{ event, subscription, error, by: "filter" }]);
    expect(heard).toEqual(["other"]);
    expect(subscription.stats.failed).toBe(1);
    expect(bus.history.get(1)?.outcome).toMatchObject({ handlers: 2, failed: 1 });
  });

  it.each([
    ["immediate" as const, ["i"]],
    [["immediate", "deferred"] as const, ["i", "d"]],
    [[] as const, ["i", "n", "d"]],
  ])("`priority` %j lets in only these", async (priority, expected) => {
    const { bus, clock, heard } = openBus();
    bus.subscribe("#", ({ topic }) => heard.push(topic), { priority });
    bus.emitMany([immediate("i"), normal("n"), deferred("d")]);
    await clock.advance();
    expect(heard).toEqual(expected);
  });

  it("`replays: false` leaves out events of a replay", async () => {
    const { bus, clock } = openBus();
    const heard: string[] = [];
    bus.emit(immediate("a"));
    bus.subscribe("#", ({ replay }) => heard.push(`all ${replay?.position}`));
    bus.subscribe("#", ({ replay }) => heard.push(`live ${replay?.position}`), { replays: false });
    bus.history.replay({ speed: "max" });
    await clock.advance();
    bus.emit(immediate("b"));
    expect(heard).toEqual(["all 1", "all undefined", "live undefined"]);
  });

  it.each([
    [{ priority: "urgent" }, TypeError],
    [{ concurrency: "queue" }, TypeError],
    [{ maxPending: -1 }, RangeError],
    [{ timeoutMs: Number.NaN }, RangeError],
    [{ replayLast: -5 }, RangeError],
    [{ filter: "a" }, TypeError],
    [{ onError: 5 }, TypeError],
  ])("are refused, naming option and subscription: %o", (options, error) => {
    const bus = createBus();
    const subscribe = () => bus.subscribe("a", () => {}, { name: "mine", ...garbage<object>(options) });
    expect(subscribe).toThrow(error);
    expect(subscribe).toThrow(new RegExp(`${Object.keys(options).join("")}.*"mine"`));
    expect(bus.subscriptions()).toEqual([]);
  });

  it("want a handler that is a function, and a selector that is one", () => {
    const bus = createBus();
    expect(() => bus.subscribe("a.b", garbage(undefined))).toThrow(/handler for a\.b/);
    expect(() => bus.subscribe(garbage(5), () => {})).toThrow(TypeError);
    expect(bus.subscriptions()).toEqual([]);
  });
});
