import { defineRequest, payload, type Subscription } from "eventdeck";
import { describe, expect, it } from "vitest";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";

describe("while an event is delivered", () => {
  it("unsubscribing acts at once, on others and for the event being delivered", () => {
    const { bus, heard } = openBus();
    let last: Subscription | undefined = undefined;
    bus.subscribe("a", () => {
      heard.push("first");
      last?.unsubscribe();
    });
    bus.subscribe("a", () => heard.push("second"));
    last = bus.subscribe("a", () => heard.push("last"));
    bus.emit(immediate("a"));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["first", "second", "first", "second"]);
  });

  it("a handler may end itself, and earlier ones, without others being left out", () => {
    const { bus, heard } = openBus();
    const first = bus.subscribe("a", () => heard.push("first"));
    bus.subscribe("a", (_, { subscription }) => {
      heard.push("second");
      subscription.unsubscribe();
      first.unsubscribe();
    });
    bus.subscribe("a", () => heard.push("third"));
    bus.emit(immediate("a"));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["first", "second", "third", "third"]);
  });

  it("a handler that ends itself and returns has delivered, and is not called for events that it published", async () => {
    const { bus } = openBus();
    const subscription = bus.subscribe("#", (_, { emit, subscription: own }) => {
      own.unsubscribe();
      emit(immediate("nested"));
    });
    const { deliveries } = await bus.publish(immediate("a"));
    expect(deliveries).toMatchObject([{ outcome: "ok" }]);
    expect(subscription.stats).toEqual({ delivered: 1, failed: 0, skipped: 0, pending: 0 });
  });

  it("a new subscription starts with the next event, also with an immediate one that waits already", () => {
    const { bus, heard } = openBus();
    bus.subscribe(
      "a",
      (_, { emit }) => {
        emit(immediate("nested"));
        bus.subscribe("#", ({ topic }) => heard.push(`new ${topic}`));
      },
      { once: true },
    );
    bus.subscribe("#", ({ topic }) => heard.push(topic));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["a", "nested", "new nested"]);
  });

  it("subscribing in every handler grows by one each event, not for ever", () => {
    const { bus, heard } = openBus();
    const again = () => {
      heard.push("heard");
      bus.subscribe("a", again);
    };
    bus.subscribe("a", again);
    bus.emit(immediate("a"));
    expect(heard).toHaveLength(1);
    bus.emit(immediate("a"));
    expect(heard).toHaveLength(3);
  });

  it("a signal that aborts ends the subscription for this very event", () => {
    const { bus, heard } = openBus();
    const controller = new AbortController();
    bus.subscribe("a", () => controller.abort());
    bus.subscribe("a", () => heard.push("never"), { signal: controller.signal });
    bus.emit(immediate("a"));
    expect(heard).toEqual([]);
  });

  it("closing does not cut off the event that is being delivered", async () => {
    const { bus, heard } = openBus();
    bus.subscribe("a", () => void bus.close());
    bus.subscribe("a", () => heard.push("second"));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["second"]);
    expect(bus.closed).toBe(true);
  });
});

describe("the context of a handler", () => {
  it("works when it is taken apart", async () => {
    const { bus, clock } = openBus();
    bus.respond(defineRequest("ask", payload<unknown>(), payload<string>()), () => "answer");
    const seen: unknown[] = [];
    const subscription = bus.subscribe("a", async (event, { emit, emitMany, publish, request, signal, subscription: own }) => {
      seen.push(own === subscription, signal.aborted);
      seen.push(emit(immediate("b")).causationId === event.id, emitMany([immediate("b")])[0]?.causationId === event.id);
      seen.push((await publish(immediate("b"))).event.causationId === event.id);
      seen.push(await request(immediate("ask")));
    });
    bus.emit(immediate("a"));
    await clock.advance();
    expect(seen).toEqual([true, false, true, true, true, "answer"]);
    expect(bus.history.query("type:ask")[0]?.event.causationId).toBe(bus.history.get(1)?.event.id);
  });

  it("has a signal that aborts when the subscription ends", async () => {
    const { bus, clock } = openBus();
    const signals: AbortSignal[] = [];
    const subscription = bus.subscribe("a", async (_, { signal }) => {
      signals.push(signal);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    });
    bus.emit(immediate("a"));
    bus.emit(immediate("a"));
    subscription.unsubscribe();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(signals[0]?.reason).toMatchObject({ name: "AbortError" });
    await clock.advance();
    expect(subscription.stats).toEqual({ delivered: 0, failed: 0, skipped: 0, pending: 0 });
  });

  it("has a signal that aborts also when it is first looked at after the end", async () => {
    const { bus, clock } = openBus();
    const seen: boolean[] = [];
    const subscription = bus.subscribe("a", async (_, context) => {
      await Promise.resolve();
      seen.push(context.signal.aborted, context.signal === context.signal);
    });
    bus.emit(immediate("a"));
    subscription.unsubscribe();
    await clock.advance();
    expect(seen).toEqual([true, true]);
  });

  it("has a signal that aborts when one that heard its only event is ended while it still works", async () => {
    const { bus, clock } = openBus();
    let signal: AbortSignal | undefined;
    const subscription = bus.subscribe("a", (_, context) => ((signal = context.signal), new Promise(() => {})), { once: true });
    bus.emit(immediate("a"));
    expect(signal?.aborted).toBe(false);
    subscription.unsubscribe();
    await clock.advance();
    expect(signal?.aborted).toBe(true);
  });

  it("has a signal that stays quiet when the handler ends in time", async () => {
    const { bus, clock } = openBus();
    let signal: AbortSignal | undefined;
    const subscription = bus.subscribe("a", async (_, context) => void (signal = context.signal), { timeoutMs: 10 });
    bus.emit(immediate("a"));
    await clock.advance(20);
    subscription.unsubscribe();
    expect(signal?.aborted).toBe(false);
  });
});
