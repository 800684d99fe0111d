import type { HandlerFailure, Middleware } from "eventdeck";
import { createBus } from "eventdeck";
import { afterEach, describe, expect, it, vi } from "vitest";
import { immediate, openBus } from "../scheduling/virtual-bus.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});
const error = new Error("no");
const fail = () => {
  throw error;
};
/** Where a failure was heard, in order. */
function openEars(takes: { readonly middleware?: boolean } = {}) {
  const heard: string[] = [];
  const ear = (name: string) => (failure: HandlerFailure) =>
    void heard.push(`${name}: ${String(failure.error)}${failure.by === undefined ? "" : ` by ${failure.by}`}`);
  const asked: Middleware = { name: "asked", onError: (failure) => (ear("middleware")(failure), takes.middleware) };
  return { ...openBus({ middleware: [asked], onError: ear("bus") }), heard, ear };
}

describe("a handler that throws", () => {
  it("harms neither other handlers, nor the publisher, nor the events that follow, nor its own subscription", async () => {
    const { bus, heard } = openBus();
    bus.subscribe("a", () => heard.push("before"));
    const subscription = bus.subscribe("a", fail);
    bus.subscribe("a", () => heard.push("after"));
    bus.subscribe("a", async () => fail());
    expect(() => bus.emit(immediate("a"))).not.toThrow();
    await expect(bus.publish(immediate("a"))).resolves.toMatchObject({ status: "delivered" });
    expect(heard).toEqual(["before", "after", "before", "after"]);
    expect(subscription.active).toBe(true);
    expect(subscription.stats.failed).toBe(2);
  });

  it("harms no stream and no waiter", async () => {
    const { bus, heard } = openBus();
    bus.subscribe("a", fail);
    bus.stream("a").subscribe({ next: ({ topic }) => heard.push(topic), error: () => heard.push("error") });
    const next = bus.next("a");
    bus.emit(immediate("a"));
    bus.emit(immediate("a"));
    expect(heard).toEqual(["a", "a"]);
    expect((await next).topic).toBe("a");
  });

  it.each([undefined, null, "text", 0, Symbol("thrown")])("may throw anything: %s", async (thrown) => {
    const { bus, failures } = openBus();
    bus.subscribe("a", () => {
      // oxlint-disable-next-line typescript/only-throw-error -- that is the point
      throw thrown;
    });
    const { deliveries } = await bus.publish(immediate("a"));
    expect(deliveries).toMatchObject([{ outcome: "failed" }]);
    expect(failures).toMatchObject([{ error: thrown }]);
  });

  it("is in the report, the outcome, metrics, stats and inspection", async () => {
    const { bus } = openBus();
    const inspected: unknown[] = [];
    bus.inspect$.subscribe((record) => record.kind === "failed" && inspected.push([record.event.topic, record.position, record.error]));
    const subscription = bus.subscribe("a", fail);
    bus.subscribe("a", async () => fail());
    const { deliveries } = await bus.publish(immediate("a"));
    expect(deliveries).toMatchObject([
      { subscription, outcome: "failed", error },
      { outcome: "failed", error },
    ]);
    expect(bus.history.get(1)?.outcome).toMatchObject({ handlers: 2, failed: 2, pending: 0 });
    expect(bus.metrics()).toMatchObject({ emitted: 1, delivered: 0, failed: 2 });
    expect(bus.metrics().types.get("a")).toMatchObject({ failed: 2 });
    expect(subscription.stats.failed).toBe(1);
    expect(inspected).toEqual([
      ["a", 1, error],
      ["a", 1, error],
    ]);
    expect(bus.history.query("is:failed")).toHaveLength(1);
  });
});

describe("a failure is heard exactly once", () => {
  it("by the subscription, when it listens", () => {
    const { bus, heard, ear } = openEars();
    bus.subscribe("a", fail, { onError: ear("subscription") });
    bus.emit(immediate("a"));
    expect(heard).toEqual(["subscription: Error: no"]);
  });

  it("else by a middleware that deals with it", () => {
    const { bus, heard } = openEars({ middleware: true });
    bus.subscribe("a", fail);
    bus.emit(immediate("a"));
    expect(heard).toEqual(["middleware: Error: no"]);
  });

  it("else by the bus", () => {
    const { bus, heard } = openEars();
    bus.subscribe("a", fail);
    bus.emit(immediate("a"));
    expect(heard).toEqual(["middleware: Error: no", "bus: Error: no"]);
  });

  it("with event and subscription, and no `by` when the handler threw", () => {
    const { bus, failures } = openBus();
    const subscription = bus.subscribe("a", fail);
    const event = bus.emit(immediate("a"));
    expect(failures).toEqual([{ event, subscription, error }]);
    expect(failures[0]?.by).toBeUndefined();
  });

  it("also when it comes late, as a rejection", async () => {
    const { bus, clock, heard, ear } = openEars();
    bus.subscribe("a", async () => fail(), { onError: ear("subscription") });
    bus.emit(immediate("a"));
    expect(heard).toEqual([]);
    await clock.advance();
    expect(heard).toEqual(["subscription: Error: no"]);
  });

  it("by middleware in the order it was added, until one deals with it", () => {
    const { bus } = openBus();
    const asked: string[] = [];
    for (const name of ["first", "second", "third"]) bus.use({ name, onError: () => asked.push(name) > 1 });
    bus.subscribe("a", fail);
    bus.emit(immediate("a"));
    expect(asked).toEqual(["first", "second"]);
  });

  it("by nobody when the signal had aborted before: it was called off", async () => {
    const { bus, clock, heard, ear } = openEars();
    const controller = new AbortController();
    bus.subscribe("a", (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(error))), {
      signal: controller.signal,
      onError: ear("subscription"),
    });
    const published = bus.publish(immediate("a"));
    controller.abort();
    await clock.advance();
    expect(heard).toEqual([]);
    expect((await published).deliveries).toMatchObject([{ outcome: "cancelled" }]);
  });
});

describe("who fails while hearing a failure", () => {
  const worse = new Error("worse");
  const failWorse = () => {
    throw worse;
  };
  it("a subscription's `onError`: is news for the next", () => {
    const { bus, heard } = openEars();
    bus.subscribe("a", fail, { onError: failWorse });
    bus.emit(immediate("a"));
    expect(heard).toEqual(["middleware: Error: worse by onError", "bus: Error: worse by onError"]);
  });

  it("a middleware: both failures reach the bus", () => {
    const { bus, failures } = openBus({ middleware: [{ name: "bad", onError: failWorse }] });
    bus.subscribe("a", fail);
    bus.emit(immediate("a"));
    expect(failures).toMatchObject([{ error: worse, by: "bad" }, { error }]);
  });

  it("the bus's `onError`: is uncaught", () => {
    const reported: unknown[] = [];
    vi.stubGlobal("reportError", (thrown: unknown) => reported.push(thrown));
    const bus = createBus({ onError: failWorse });
    bus.subscribe("a", fail);
    bus.emit(immediate("a"));
    expect(reported).toEqual([worse]);
  });
});

describe("a failure that nobody listens for", () => {
  it("goes to `reportError`, as an uncaught error does", () => {
    const reported: unknown[] = [];
    vi.stubGlobal("reportError", (thrown: unknown) => reported.push(thrown));
    const bus = createBus();
    bus.subscribe("a", fail);
    expect(() => bus.emit(immediate("a"))).not.toThrow();
    expect(reported).toEqual([error]);
  });

  it("is thrown outside of everything where there is no `reportError`, as in Node", () => {
    vi.stubGlobal("reportError", undefined);
    const tasks: (() => void)[] = [];
    vi.stubGlobal("queueMicrotask", (task: () => void) => tasks.push(task));
    const bus = createBus();
    bus.subscribe("a", fail);
    expect(() => bus.emit(immediate("a"))).not.toThrow();
    const thrown = tasks.map((task) => {
      try {
        task();
      } catch (caught) {
        return caught;
      }
      return undefined;
    });
    expect(thrown).toContain(error);
  });
});
