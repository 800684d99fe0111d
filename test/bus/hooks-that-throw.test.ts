import type { Middleware } from "eventdeck";
import { describe, expect, it } from "vitest";
import { immediate, openBus, undelivered } from "../scheduling/virtual-bus.ts";

const error = new Error("no");
const fail = () => {
  throw error;
};
/** A bus with one bad middleware between two good ones, and a listener. */
function openBad(bad: Partial<Middleware>) {
  const opened = openBus();
  const passed: string[] = [];
  const hooks = Object.keys(bad);
  const good = (name: string): Middleware => ({
    name,
    ...Object.fromEntries(
      hooks.map((hook) => [
        hook,
        (event: unknown, subscription: unknown, next: unknown) => (passed.push(name), typeof next === "function" ? next() : undefined),
      ]),
    ),
  });
  opened.bus.use(good("before"));
  opened.bus.use({ name: "bad", ...bad });
  opened.bus.use(good("after"));
  const subscription = opened.listen();
  return { ...opened, passed, subscription };
}

describe("a hook that throws", () => {
  it("in beforePublish reaches the emitter, and leaves a trace", async () => {
    const { bus, failures, heard, passed } = openBad({ beforePublish: fail });
    expect(() => bus.emit(immediate("a"))).toThrow(error);
    expect(() => bus.emitMany([immediate("a")])).toThrow(error);
    await expect(bus.publish(immediate("a"))).rejects.toBe(error);
    expect(undelivered(bus)).toEqual(["a: stopped by bad", "a: stopped by bad", "a: stopped by bad"]);
    expect(bus.metrics().undelivered.stopped).toBe(3);
    expect({ heard, failures, passed }).toEqual({ heard: [], failures: [], passed: ["before", "before", "before"] });
  });

  it("in afterPublish is a failure; the event was delivered and the others are asked", () => {
    const { bus, failures, heard, passed } = openBad({ afterPublish: fail });
    const event = bus.emit(immediate("a"));
    expect(failures).toEqual([{ event, error, by: "bad" }]);
    expect(heard).toEqual(["a"]);
    expect(passed).toEqual(["after", "before"]);
  });

  it("in beforeRecord is a failure and keeps the event out: the hook may be the one that hides a secret", () => {
    const { bus, failures, heard } = openBad({ beforeRecord: fail });
    const event = bus.emit(immediate("a"));
    expect(failures).toEqual([{ event, error, by: "bad" }]);
    expect(heard).toEqual(["a"]);
    expect(bus.history.size).toBe(0);
  });

  it("in onRecord is a failure; the event is recorded and delivered", () => {
    const { bus, failures, heard, passed } = openBad({ onRecord: fail });
    bus.emit(immediate("a"));
    expect(failures).toMatchObject([{ error, by: "bad" }]);
    expect(heard).toEqual(["a"]);
    expect(passed).toEqual(["before", "after"]);
    expect(bus.history.size).toBe(1);
  });

  it("in beforeHandle fails that handler, which is not called", async () => {
    const { bus, failures, heard, subscription } = openBad({ beforeHandle: fail });
    const { deliveries, event } = await bus.publish(immediate("a"));
    expect(failures).toEqual([{ event, subscription, error, by: "bad" }]);
    expect(heard).toEqual([]);
    expect(deliveries).toMatchObject([{ outcome: "failed", error }]);
    expect(bus.history.get(1)?.outcome).toMatchObject({ handlers: 1, failed: 1 });
  });

  it("in aroundHandle fails that handler, by its own name and not its neighbours'", () => {
    const { bus, failures, heard, subscription, passed } = openBad({ aroundHandle: fail });
    const event = bus.emit(immediate("a"));
    expect(failures).toEqual([{ event, subscription, error, by: "bad" }]);
    expect(heard).toEqual([]);
    expect(passed).toEqual(["before"]);
  });

  it("in afterHandle is a failure of its own: the handler has delivered", async () => {
    const { bus, failures, subscription, passed } = openBad({ afterHandle: fail });
    const { deliveries, event } = await bus.publish(immediate("a"));
    expect(failures).toEqual([{ event, subscription, error, by: "bad" }]);
    expect(deliveries).toMatchObject([{ outcome: "ok" }]);
    expect(passed).toEqual(["after", "before"]);
    expect(subscription.stats).toMatchObject({ delivered: 1, failed: 0 });
  });

  it("in onError is a failure of its own; the others are asked about the first", () => {
    const { bus, failures, passed } = openBad({ onError: fail });
    const handlerError = new Error("handler");
    bus.subscribe("a", () => {
      throw handlerError;
    });
    bus.emit(immediate("a"));
    expect(failures).toMatchObject([{ error, by: "bad" }, { error: handlerError }]);
    expect(passed).toEqual(["before", "after"]);
  });
});
