import { type Delivery, NonRetryableError } from "eventdeck/queue";
import { describe, expect, test } from "vitest";
import { openOrders, order } from "./open.ts";
import { stores } from "./stores.ts";

const unreadable = "a value that throws when it is read";
const trap = () => {
  throw new Error("trap");
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable(new Error("gone"), {});
  revoke();
  return proxy;
};
/** What a handler throws, and what the dead letter says of it. */
const thrown: Record<string, readonly [make: () => unknown, error: object | undefined]> = {
  undefined: [() => undefined, undefined],
  null: [() => null, { name: "Error", message: "null" }],
  "a number": [() => 7, { name: "Error", message: "7" }],
  "a symbol": [() => Symbol("odd"), { name: "Error", message: "Symbol(odd)" }],
  "an object without a prototype": [() => Object.create(null), { name: "Error", message: "[object Object]" }],
  "an object whose tag throws": [() => Object.defineProperty({}, Symbol.toStringTag, { get: trap }), { name: "Error", message: unreadable }],
  "a function whose text throws": [() => Object.assign(() => {}, { toString: trap }), { name: "Error", message: unreadable }],
  "a frozen error": [() => Object.freeze(new RangeError("frozen")), { name: "RangeError", message: "frozen", stack: expect.stringContaining("RangeError") }],
  "an error whose stack throws": [() => Object.defineProperty(new Error("odd"), "stack", { get: trap }), { name: "Error", message: "odd" }],
  "an error of another realm": [() => ({ name: "TypeError", message: "from a frame", stack: "at a.js:1:2" }), { name: "TypeError", message: "from a frame" }],
  "a proxy whose members throw": [() => new Proxy(new Error("hidden"), { get: trap }), { name: "Error", message: unreadable }],
  "a proxy without a prototype to ask for": [() => new Proxy(new Error("odd"), { getPrototypeOf: trap }), { name: "Error", message: "odd" }],
  "a revoked proxy": [revoked, { name: "Error", message: unreadable }],
  "an error of some megabytes": [
    () => Object.assign(new Error("m".repeat(3_000_000)), { stack: "s".repeat(3_000_000) }),
    { name: "Error", message: `${"m".repeat(16_384)}…`, stack: `${"s".repeat(16_384)}…` },
  ],
};
/** How it comes to be a reason. */
const ways: Record<string, (delivery: Delivery, make: () => unknown) => unknown> = {
  "is thrown": (_, make) => {
    throw make();
  },
  "is rejected with": async (_, make) => {
    await Promise.resolve();
    throw make();
  },
  "is given to retry": (delivery, make) => delivery.retry({ reason: make() }),
  "is given to deadLetter": (delivery, make) => delivery.deadLetter(make()),
};

describe.each(stores)("in %s", (_, makeStore) => {
  test.each(Object.entries(thrown))("%s is a reason to die of like another, whichever way it comes, and harms nobody else", async (_name, [make, error]) => {
    const { bus, queue, failures } = await openOrders(makeStore(), { maxRetries: 0 });
    queue.consume((delivery) => ways[delivery.event.id]?.(delivery, make));
    for (const way of Object.keys(ways)) await bus.publish(order(way));
    await bus.publish(order("another"));
    await bus.advance(10);
    expect(await queue.info()).toMatchObject({ dead: 4, acked: 1, unacked: 0 });
    for (const letter of await queue.deadLetters.list()) {
      expect(letter.reason).toBe(letter.event.id === "is given to deadLetter" ? "rejected" : "delivery-limit");
      if (error) expect(letter.error).toMatchObject(error);
      else expect(letter.error).toBeUndefined();
    }
    expect(failures).toEqual([]);
  });

  test("what a handler returns may throw when it is asked whether it is a promise: that is a failure of the handler", async () => {
    const { bus, queue } = await openOrders(makeStore(), { maxRetries: 0 });
    const returned: Record<string, unknown> = {
      "a then that throws when read": Object.defineProperty({}, "then", { get: trap }),
      "a then that throws when called": { then: trap },
      "a proxy that does not say what it has": new Proxy({}, { has: trap }),
      "a revoked proxy": revoked(),
      "a function that is a promise": Object.assign(() => {}, { then: (_done: unknown, fail: (error: unknown) => void) => fail(new Error("no")) }),
    };
    queue.consume(({ event }) => returned[event.id]);
    for (const id of Object.keys(returned)) await bus.publish(order(id));
    await bus.publish(order("nothing"));
    await queue.idle();
    expect(await queue.info()).toMatchObject({ acked: 1, dead: 5 });
  });

  test("an error without retries is told from others also when others do not let themselves be asked", async () => {
    const { bus, queue } = await openOrders(makeStore(), { maxRetries: 1, backoff: () => 0 });
    const attempts: string[] = [];
    queue.consume(({ event, attempt }) => {
      attempts.push(`${event.id}:${attempt}`);
      throw event.id === "a" ? new NonRetryableError("no") : revoked();
    });
    for (const id of ["a", "b"]) await bus.publish(order(id));
    await queue.idle();
    expect(attempts.toSorted()).toEqual(["a:1", "b:1", "b:2"]);
  });
});
