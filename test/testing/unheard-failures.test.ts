import type { HandlerFailure } from "eventdeck";
import { createTestBus, microtasks } from "eventdeck/testing";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { immediate, normal } from "../scheduling/virtual-bus.ts";

function openFailing(...errors: readonly unknown[]) {
  const bus = createTestBus();
  for (const error of errors) {
    bus.subscribe(
      "e",
      () => {
        throw error;
      },
      { name: "careless" },
    );
  }
  return bus;
}
const caught = (work: Promise<unknown>) => work.then(() => "nothing thrown").catch((error: unknown) => error);

describe("a failure that nothing took", () => {
  const uncaught: unknown[] = [];
  const hear = (error: unknown) => void uncaught.push(error);
  /** Takes the place of the test runner, for what is thrown outside of everything. */
  function listen() {
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException").on("uncaughtException", hear);
    onTestFinished(() => {
      process.off("uncaughtException", hear);
      for (const other of others) process.on("uncaughtException", other);
    });
  }
  afterEach(() => void uncaught.splice(0));

  it.each(["advance", "flush", "close"] as const)("is thrown as it is by %s", async (method) => {
    const error = new Error("no stock");
    const bus = openFailing(error);
    bus.emit(normal("e"));
    expect(await caught(bus[method]())).toBe(error);
    await expect(bus.flush()).resolves.toBeUndefined();
  });

  it("of an immediate event is thrown by what is awaited after it", async () => {
    const error = new Error("no stock");
    const bus = openFailing(error);
    bus.emit(immediate("e"));
    expect(await caught(bus.advance())).toBe(error);
  });

  it("comes with the others when there are several, after all that was due has run", async () => {
    const bus = openFailing(new Error("no stock"), new TypeError("no price"));
    bus.emitMany([normal("e"), normal("fine")]);
    const error = await caught(bus.advance());
    expect(error).toBeInstanceOf(AggregateError);
    expect(error).toMatchObject({
      errors: [new Error("no stock"), new TypeError("no price")],
      message:
        '2 handlers failed, and nothing took their failures:\n  "careless" failed on "e": Error: no stock\n  "careless" failed on "e": TypeError: no price',
    });
    expect(bus.emitted("fine")).toHaveLength(1);
  });

  it("that is no error becomes one which says where it came from", async () => {
    const bus = openFailing("a string");
    bus.emit(normal("e"));
    expect(await caught(bus.advance())).toMatchObject({ message: '"careless" failed on "e": a string', cause: "a string" });
  });

  it("of an async handler is thrown by the advance in which it rejects", async () => {
    const bus = createTestBus();
    bus.subscribe("e", async () => {
      await new Promise<void>((resolve) => void bus.clock.schedule(() => resolve(), 10, "normal"));
      throw new Error("late");
    });
    bus.emit(immediate("e"));
    await bus.advance(9);
    expect(await caught(bus.advance(1))).toMatchObject({ message: "late" });
  });

  it("is thrown as uncaught, once, when the test awaits nothing of the bus", async () => {
    listen();
    const error = new Error("no stock");
    const bus = openFailing(error);
    bus.emit(immediate("e"));
    expect(uncaught).toEqual([]);
    await vi.waitUntil(() => uncaught.length > 0);
    await microtasks();
    expect(uncaught).toEqual([error]);
    await expect(bus.close()).resolves.toBeUndefined();
  });

  it("is not thrown when the subscription, a middleware or the bus's onError takes it", async () => {
    const taken: string[] = [];
    const take = (by: string) => (failure: HandlerFailure) => {
      taken.push(`${by}: ${String(failure.error)}`);
      return true;
    };
    const bus = createTestBus({ onError: take("onError") });
    const refuse = () => {
      throw new Error("no");
    };
    const subscription = bus.subscribe("e", refuse, { onError: take("subscription") });
    bus.emit(normal("e"));
    await bus.advance();
    subscription.unsubscribe();
    bus.subscribe("e", refuse);
    bus.emit(normal("e"));
    await bus.advance();
    bus.use({ name: "taker", onError: take("middleware") });
    bus.emit(normal("e"));
    await bus.advance();
    expect(taken).toEqual(["subscription: Error: no", "onError: Error: no", "middleware: Error: no"]);
  });
});
