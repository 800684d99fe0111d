import { config, firstValueFrom, map, merge, take, toArray } from "rxjs";
import { afterEach, describe, expect, it } from "vitest";
import { garbage } from "../garbage.ts";
import { immediate, normal, openBus } from "../scheduling/virtual-bus.ts";

afterEach(() => {
  config.onUnhandledError = null;
});

describe("a stream", () => {
  it("is cold: nothing listens before somebody subscribes, and each subscriber has a subscription of its own", () => {
    const { bus, heard } = openBus();
    const stream = bus.stream("a");
    expect(bus.subscriptions()).toEqual([]);
    const [first, second] = [stream.subscribe(({ topic }) => heard.push(`1 ${topic}`)), stream.subscribe(({ topic }) => heard.push(`2 ${topic}`))];
    expect(bus.subscriptions()).toHaveLength(2);
    bus.emit(immediate("a"));
    first.unsubscribe();
    bus.emit(immediate("a"));
    second.unsubscribe();
    expect(heard).toEqual(["1 a", "2 a", "2 a"]);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("completes when somebody ends its subscription", () => {
    const { bus, heard } = openBus();
    bus.stream("a").subscribe({ complete: () => heard.push("complete") });
    bus.unsubscribe(bus.subscriptions()[0]!.id);
    expect(heard).toEqual(["complete"]);
  });

  it("takes part in RxJS: operators, combination, promises", async () => {
    const { bus } = openBus();
    const topics = firstValueFrom(
      merge(bus.stream("a"), bus.stream("b")).pipe(
        map(({ topic }) => topic),
        take(3),
        toArray(),
      ),
    );
    for (const topic of ["a", "c", "b", "a", "b"]) bus.emit(immediate(topic));
    expect(await topics).toEqual(["a", "b", "a"]);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("takes the options of a subscription: filter, priority, name, replays", async () => {
    const { bus, clock, heard } = openBus();
    bus.stream("#", { filter: ({ topic }) => topic !== "x", priority: "normal", name: "panel", replays: false }).subscribe(({ topic }) => heard.push(topic));
    expect(bus.subscriptions()[0]?.name).toBe("panel");
    bus.emitMany([normal("x"), normal("a"), immediate("b")]);
    await clock.advance();
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(heard).toEqual(["a"]);
  });

  it("completes after its event with `once`, and when its signal aborts", () => {
    const { bus, heard } = openBus();
    const controller = new AbortController();
    const observer = (name: string) => ({ next: () => heard.push(name), complete: () => heard.push(`${name} completes`) });
    bus.stream("a", { once: true }).subscribe(observer("once"));
    bus.stream("a", { signal: controller.signal }).subscribe(observer("signal"));
    bus.stream("a", { signal: AbortSignal.abort() }).subscribe(observer("aborted"));
    bus.emit(immediate("a"));
    controller.abort();
    bus.emit(immediate("a"));
    expect(heard).toEqual(["aborted completes", "once", "once completes", "signal", "signal completes"]);
    expect(bus.subscriptions()).toEqual([]);
  });

  it("completes when the bus closes, after what was drained, and at once on a closed bus", async () => {
    const { bus, clock, heard } = openBus();
    const stream = bus.stream("#");
    const observer = { next: ({ topic }: { topic: string }) => heard.push(topic), error: () => heard.push("error"), complete: () => heard.push("complete") };
    stream.subscribe(observer);
    bus.emit(normal("waiting"));
    void bus.close();
    await clock.advance();
    expect(heard).toEqual(["waiting", "complete"]);
    stream.subscribe(observer);
    expect(heard).toEqual(["waiting", "complete", "complete"]);
  });

  it("never errors: a failing filter is heard where failures are", () => {
    const { bus, failures, heard } = openBus();
    const filter = ({ topic }: { topic: string }) => {
      if (topic === "bad") throw new Error("no");
      return true;
    };
    bus.stream("#", { filter }).subscribe({ next: ({ topic }) => heard.push(topic), error: () => heard.push("error") });
    bus.emitMany([immediate("bad"), immediate("a")]);
    expect(heard).toEqual(["a"]);
    expect(failures).toMatchObject([{ by: "filter" }]);
  });

  it("leaves what an observer throws to RxJS; others and later events are delivered", async () => {
    const { bus, clock, failures, heard, listen } = openBus();
    const thrown = new Error("observer");
    const reported: unknown[] = [];
    config.onUnhandledError = (error) => reported.push(error);
    bus.stream("a").subscribe(({ subject }) => {
      heard.push(`stream ${subject}`);
      throw thrown;
    });
    listen();
    bus.emitMany([immediate("a", { subject: "1" }), immediate("a", { subject: "2" })]);
    await clock.advance();
    await expect.poll(() => reported).toEqual([thrown, thrown]);
    expect(heard).toEqual(["stream 1", "a", "stream 2", "a"]);
    expect(failures).toEqual([]);
    expect(bus.history.get(1)?.outcome).toMatchObject({ failed: 0 });
  });

  it("keeps the order of events when an observer publishes: no later observer sees them reversed", () => {
    const { bus, heard } = openBus();
    const stream = bus.stream("#");
    stream.subscribe(({ topic }) => {
      heard.push(`1 ${topic}`);
      if (topic === "a") bus.emit(immediate("b"));
    });
    stream.subscribe(({ topic }) => heard.push(`2 ${topic}`));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["1 a", "2 a", "1 b", "2 b"]);
  });

  it("errors, where it is subscribed to, only over a bad selector or option", () => {
    const { bus } = openBus();
    const errors: unknown[] = [];
    bus.stream(garbage(5)).subscribe({ error: (error) => errors.push(error) });
    bus.stream("a", { timeoutMs: -1 }).subscribe({ error: (error) => errors.push(error) });
    expect(errors).toMatchObject([expect.any(TypeError), expect.any(RangeError)]);
    expect(bus.subscriptions()).toEqual([]);
  });
});
