import { createBus, type BusEvent } from "eventdeck";
import { captureConsole, consoleLine, type ConsoleOptions } from "eventdeck/capture";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { garbage } from "../garbage.ts";

const ends: (() => void)[] = [];
let written: unknown[][] = [];

beforeEach(() => {
  written = [];
  for (const level of ["error", "warn", "log"] as const)
    vi.spyOn(console, level).mockImplementation((...args: unknown[]) => void written.push([level, ...args]));
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.restoreAllMocks();
});

function capturing(options?: ConsoleOptions, onError?: () => void) {
  const published: BusEvent[] = [];
  const bus = createBus({ onError, middleware: [{ name: "test", beforePublish: (event) => void published.push(event) }] });
  const end = captureConsole(bus, options);
  ends.push(end);
  return { bus, published, end, types: () => published.map(({ type }) => type) };
}

describe("captureConsole", () => {
  it("makes events of lines, which are written as before", () => {
    const { published } = capturing();
    const item = { sku: "A-1" };
    console.error("failed", new RangeError("deep", { cause: item }));
    console.warn("%s", item);
    console.log();
    console.info("not this one");
    expect(written).toEqual([["error", "failed", expect.any(RangeError)], ["warn", "%s", item], ["log"]]);
    expect(published.map(({ payload }) => payload)).toEqual([
      { level: "error", args: ["failed", expect.objectContaining({ name: "RangeError", message: "deep" })] },
      { level: "warn", args: ["%s", { sku: "A-1" }] },
      { level: "log", args: [] },
    ]);
    expect(consoleLine.error.is(published[0]!)).toBe(true);
    expect(Object.isFrozen(item)).toBe(false);
  });

  it("takes only the levels that are asked for, and gives all back", () => {
    const original = console.warn;
    const { end, types } = capturing({ levels: ["warn"] });
    console.error("no");
    console.warn("yes");
    end();
    console.warn("later");
    expect(types()).toEqual(["console.warn"]);
    expect(console.warn).toBe(original);
    expect(() => capturing({ levels: garbage(["trace"]) })).toThrow(/level "trace"/);
  });

  it("leaves out what a handler of its events writes: at once, and after an await", async () => {
    const { bus, types } = capturing();
    bus.subscribe("console.#", async ({ payload }) => {
      console.log("handled", payload);
      await Promise.resolve();
      console.log("and again");
    });
    console.error("first");
    await bus.flush();
    expect(types()).toEqual(["console.error"]);
    expect(written.length).toBe(3);
  });

  it("leaves out what is written about a failed handler of its events, by whoever writes it", async () => {
    const { bus, types } = capturing({}, () => console.error("the bus says"));
    const failing = () => {
      throw new Error("handler");
    };
    bus.subscribe("console.#", failing);
    bus.subscribe("console.#", failing, { onError: () => console.error("the subscription says") });
    bus.subscribe("console.#", () => Promise.reject(new Error("late")));
    console.warn("first");
    await bus.flush();
    expect(types()).toEqual(["console.warn"]);
    expect(written.map(([, text]) => text)).toEqual(["first", "the bus says", "the subscription says", "the bus says"]);
  });

  it("leaves out what handlers of consequences write", async () => {
    const { bus, types } = capturing();
    bus.subscribe("console.#", (_, { emit }) => void emit({ type: "audit.written", input: 1 }));
    bus.subscribe("audit.written", () => console.log("audited"));
    console.error("first");
    await bus.flush();
    expect(types()).toEqual(["console.error", "audit.written"]);
  });

  it("does not play ping-pong between two buses", async () => {
    const [first, second] = [capturing(), capturing()];
    for (const { bus } of [first, second]) bus.subscribe("console.#", () => console.log("heard"));
    console.error("once");
    for (const { bus } of [first, second]) await bus.flush();
    for (const { bus } of [first, second]) await bus.flush();
    expect([first.types(), second.types()]).toEqual([["console.error"], ["console.error"]]);
  });

  it("does not capture what copying writes", () => {
    const { published } = capturing();
    const noisy: object = new Proxy({ a: 1 }, { ownKeys: (target) => (console.log("looked into", noisy), Reflect.ownKeys(target)) });
    console.error(noisy);
    expect(published.length).toBe(1);
  });

  it("ends a chain of consequences that runs in a wider circle", async () => {
    const { bus, published } = capturing();
    bus.subscribe("console.log", (_, { emit }) => void emit({ type: "a", input: 1 }));
    bus.subscribe("a", (_, { emit }) => void emit({ type: "b", input: 1 }));
    bus.subscribe("b", () => console.log("round"));
    console.log("first");
    await bus.flush();
    expect(published.length).toBeGreaterThan(1000);
    expect(published.length).toBeLessThan(4000);
  });
});
