import { createBus, type BusEvent } from "eventdeck";
import { captureErrors, errorUncaught, errorUnhandledRejection } from "eventdeck/capture";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const stashed = new Map<"uncaughtException" | "unhandledRejection", ((...args: never) => void)[]>();
let uncaught: unknown[] = [];

beforeEach(() => {
  uncaught = [];
  for (const type of ["uncaughtException", "unhandledRejection"] as const) {
    stashed.set(type, process.listeners(type as "uncaughtException"));
    process.removeAllListeners(type);
  }
  process.on("uncaughtException", (error) => uncaught.push(error));
});
afterEach(() => {
  for (const [type, listeners] of stashed) {
    process.removeAllListeners(type);
    for (const listener of listeners) process.on(type, listener as (...args: unknown[]) => void);
  }
});

function capturing() {
  const published: BusEvent[] = [];
  const bus = createBus({ middleware: [{ name: "test", beforePublish: (event) => void published.push(event) }] });
  return { bus, published, end: captureErrors(bus) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("captureErrors, in Node", () => {
  it("makes events of errors that nobody caught, which are reported as before", async () => {
    const { published, end } = capturing();
    const thrown = new RangeError("thrown");
    const rejected = new TypeError("rejected");
    queueMicrotask(() => {
      throw thrown;
    });
    await turn();
    void Promise.reject(rejected);
    await turn();
    expect(uncaught).toEqual([thrown, rejected]);
    expect(published.map(({ type }) => type)).toEqual([errorUncaught.type, errorUnhandledRejection.type]);
    expect(published[0]!.payload).toEqual({ error: expect.objectContaining({ name: "RangeError", message: "thrown", stack: thrown.stack }) });
    end();
    queueMicrotask(() => {
      throw thrown;
    });
    await turn();
    expect(published.length).toBe(2);
    expect(process.listenerCount("uncaughtExceptionMonitor")).toBe(0);
  });

  it("does not capture the failures of handlers of its own events, without end", async () => {
    const { bus, published, end } = capturing();
    bus.subscribe("error.#", () => {
      throw new Error("handler");
    });
    queueMicrotask(() => {
      throw new Error("first");
    });
    for (let turns = 0; turns < 10; turns++) await turn();
    expect(published.length).toBe(1);
    expect(uncaught.map(String)).toEqual(["Error: first", "Error: handler"]);
    end();
  });

  it("captures the failures of other handlers", async () => {
    const { bus, published, end } = capturing();
    bus.subscribe("cart.added", () => {
      throw new Error("handler");
    });
    bus.emit({ type: "cart.added", input: 1 });
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(published.map(({ type }) => type)).toEqual(["cart.added", "error.uncaught"]);
    end();
  });
});
