import { openQueue } from "eventdeck/queue";
import { memoryStore, StoreValueError } from "eventdeck/store";
import { describe, expect, test } from "vitest";
import { openBus, openOrders, order } from "./open.ts";

function nested(depth: number): unknown {
  let value: unknown = "innermost";
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

describe("an event that no store can carry", () => {
  test("is refused by name, and takes nobody with it that was published in the same turn", async () => {
    const { bus, queue } = await openOrders(memoryStore());
    const reports = await Promise.all([
      bus.publish(order("before")),
      bus.publish({ ...order("deep"), input: nested(1000) }),
      bus.publish({ ...order("deeper"), input: nested(2000) }),
      bus.publish(order("after")),
    ]);
    expect(reports.map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["ok", "failed", "failed", "ok"]);
    const error = reports[1]?.deliveries[0]?.error;
    expect(error).toBeInstanceOf(StoreValueError);
    expect(String(error)).toContain("is nested deeper than 500 levels");
    const handled: string[] = [];
    queue.consume(({ event }) => void handled.push(event.id));
    await queue.idle();
    expect(handled).toEqual(["before", "after"]);
    // It was never stored, and is no duplicate.
    await bus.publish(order("deep"));
    await queue.idle();
    expect(handled).toEqual(["before", "after", "deep"]);
  });

  test("is refused as well when it has no CloudEvents form, and is no duplicate when it comes again with one", async () => {
    const { bus, queue } = await openOrders(memoryStore());
    const reports = await Promise.all([bus.publish(order("a", { time: -1e14 })), bus.publish(order("b"))]);
    expect(reports.map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["failed", "ok"]);
    expect(reports[0]?.deliveries[0]?.error).toMatchObject({ code: "ERR_SESSION_FORMAT" });
    await bus.publish(order("a"));
    expect(await queue.info()).toMatchObject({ ready: 2, published: 2 });
  });

  test("enters a queue in memory, where nothing is carried", async () => {
    const { bus, queue } = await openOrders(undefined);
    await bus.publish({ ...order("deep"), input: nested(1000) });
    expect(await queue.info()).toMatchObject({ ready: 1 });
  });
});

describe("what is no event, option or name", () => {
  test.each([
    [undefined, "of type undefined"],
    [null, "null"],
    [7, "of type number"],
    ["order", "of type string"],
  ])("%s is refused by name", async (input, shown) => {
    const { queue } = await openOrders(undefined);
    await expect(queue.enqueue(input as never)).rejects.toThrow(`What is to enter the queue "orders" is ${shown}: give an event or a draft.`);
    expect(await queue.info()).toMatchObject({ ready: 0, published: 0 });
  });

  test("a number in a text is refused, which would be added to the time as a text", async () => {
    const { queue } = await openOrders(undefined);
    await expect(queue.enqueue(order("a"), { delayMs: "5" as never })).rejects.toThrow('delayMs is "5": give a number from 0 up.');
    await expect(queue.enqueue(order("a"), { maxRetries: "5" as never })).rejects.toThrow('maxRetries is "5"');
  });

  test("a queue's name is one that every store can carry", async () => {
    const { bus } = openBus();
    await expect(openQueue(bus, "a\ud800")).rejects.toThrow("has a lone surrogate, which no store's key can carry");
    for (const name of ["a/b", "100 %", "ü", "\u{1f600}", "dlq.", "queue/x"]) {
      const store = memoryStore();
      const queue = await openQueue(bus, name, { store });
      await queue.enqueue(order(name));
      expect([queue.name, await queue.info()]).toMatchObject([name, { ready: 1 }]);
    }
  });
});
