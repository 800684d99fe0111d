import { consumeAs, type Delivery, openQueue, QueueFullError } from "eventdeck/queue";
import { describe, expect, test } from "vitest";
import { logged, openBus, openOrders, order } from "./open.ts";
import { stores } from "./stores.ts";

describe.each(stores)("in %s", (_, makeStore) => {
  describe("events of one partition key", () => {
    test("are handled one at a time and in order, beside those of others", async () => {
      const { bus, queue } = await openOrders(makeStore());
      const out = new Map<string, Delivery>();
      queue.consume((delivery) => void out.set(delivery.event.id, delivery), { autoAck: false });
      for (const id of ["a1", "b1", "a2", "a3", "none1", "none2"]) await bus.publish(order(id, id.startsWith("none") ? {} : { partitionKey: id[0] }));
      await bus.advance();
      expect([...out.keys()]).toEqual(["a1", "b1", "none1", "none2"]);
      await out.get("a1")?.ack();
      await bus.advance();
      expect([...out.keys()].at(-1)).toBe("a2");
      expect(await queue.info()).toMatchObject({ ready: 1, unacked: 4 });
    });

    test("wait for the one that is to be retried, and go on when it is given up", async () => {
      const { bus, queue } = await openOrders(makeStore(), { maxRetries: 1 });
      const { log, note } = logged();
      queue.consume((delivery) => {
        note(delivery);
        if (delivery.event.id === "a1") throw new Error("broken");
      });
      await bus.publish(order("a1", { partitionKey: "a" }));
      await bus.publish(order("a2", { partitionKey: "a" }));
      await bus.publish(order("b1", { partitionKey: "b" }));
      await bus.advance(999);
      expect(log).toEqual(["a1:1", "b1:1"]);
      await bus.advance(1);
      expect(log).toEqual(["a1:1", "b1:1", "a1:2", "a2:1"]);
    });

    test("overtake one another where order is not asked for", async () => {
      const { bus, queue } = await openOrders(makeStore(), { ordered: false });
      const { log, note } = logged();
      queue.consume(note, { autoAck: false });
      await bus.publish(order("a1", { partitionKey: "a" }));
      await bus.publish(order("a2", { partitionKey: "a" }));
      await bus.advance();
      expect(log).toEqual(["a1:1", "a2:1"]);
    });
  });

  describe("a duplicate", () => {
    test("is not queued twice, also after it was handled, as long as its id is remembered", async () => {
      const { bus, queue } = await openOrders(makeStore(), { dedupeWindow: 2 });
      const { log, note } = logged();
      queue.consume(note);
      await Promise.all([bus.publish(order("a")), bus.publish(order("a"))]);
      await queue.idle();
      await bus.publish(order("a"));
      await bus.publish(order("a", { source: "elsewhere" }));
      await queue.idle();
      expect(log).toEqual(["a:1", "a:1"]);
      await bus.publish(order("b"));
      await bus.publish(order("a"));
      await queue.idle();
      expect(log).toEqual(["a:1", "a:1", "b:1", "a:1"]);
    });
  });

  describe("a time to live", () => {
    test("of an event ends its waiting", async () => {
      const { bus, queue } = await openOrders(makeStore());
      await bus.publish(order("short", { ttlMs: 50, partitionKey: "k" }));
      await bus.publish(order("long", { ttlMs: 5000, partitionKey: "k" }));
      await bus.advance(50);
      expect(await queue.info()).toMatchObject({ ready: 1, expired: 1, dead: 1 });
      expect(await queue.deadLetters.list()).toMatchObject([{ reason: "expired", attempts: 0, event: { id: "short" } }]);
      const { log, note } = logged();
      queue.consume(note);
      await queue.idle();
      expect(log).toEqual(["long:1"]);
    });

    test("of the queue ends it too, also while a retry waits, but never the handling", async () => {
      const { bus, queue } = await openOrders(makeStore(), { messageTtlMs: 500 });
      let out: Delivery | undefined;
      queue.consume(
        (delivery) => {
          if (delivery.event.id === "slow") out = delivery;
          else throw new Error("broken");
        },
        { autoAck: false },
      );
      await bus.publish(order("slow"));
      await bus.publish(order("failing"));
      await bus.advance(2000);
      expect(await queue.deadLetters.list()).toMatchObject([{ reason: "expired", attempts: 1, event: { id: "failing" } }]);
      await out?.ack();
      await queue.idle();
    });
  });

  describe("at its maxLength, a queue", () => {
    test("rejects, which the publisher is told, and takes more when there is room", async () => {
      const { bus, queue, failures } = await openOrders(makeStore(), { maxLength: 2 });
      const reports = await Promise.all(["a", "b", "c"].map((id) => bus.publish(order(id))));
      expect(reports.map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["ok", "ok", "failed"]);
      expect(reports[2]?.deliveries[0]?.error).toBeInstanceOf(QueueFullError);
      expect(failures).toMatchObject([{ error: { code: "ERR_QUEUE_FULL" } }]);
      await expect(queue.enqueue(order("d"))).rejects.toThrow(/"orders" holds 2 events, its maxLength/);
      await queue.purge();
      await queue.enqueue(order("c"));
      expect(await queue.info()).toMatchObject({ ready: 1, published: 3 });
    });

    test("gives up the oldest, if so told, behind a partition key or not", async () => {
      const { bus, queue } = await openOrders(makeStore(), { maxLength: 2, overflow: "drop-head" });
      for (const id of ["a", "b", "c"]) await bus.publish(order(id, { partitionKey: "k" }));
      await bus.advance();
      expect(await queue.deadLetters.list()).toMatchObject([{ reason: "max-length", event: { id: "a" } }]);
      const { log, note } = logged();
      queue.consume(note, { autoAck: false });
      await bus.advance();
      for (const id of ["d", "e"]) await bus.publish(order(id, { partitionKey: "k" }));
      await bus.advance();
      expect((await queue.deadLetters.list()).map(({ event }) => event.id)).toEqual(["a", "c"]);
      expect(log).toEqual(["b:1"]);
    });
  });

  describe("a filter", () => {
    test("leaves to other consumers what it does not match, and is not held up by it", async () => {
      const { bus, queue } = await openOrders(makeStore());
      const big = logged();
      const small = logged();
      queue.consume(big.note, { filter: ({ headers }) => headers["size"] === "big", prefetch: 1 });
      for (const id of ["a", "b", "c", "d"]) await bus.publish(order(id, { headers: { size: id < "c" ? "small" : "big" } }));
      await bus.advance();
      expect(big.log).toEqual(["c:1", "d:1"]);
      expect(await queue.info()).toMatchObject({ ready: 2, unacked: 0 });
      queue.consume(small.note, { filter: ({ headers }) => headers["size"] === "small" });
      await queue.idle();
      expect(small.log).toEqual(["a:1", "b:1"]);
    });

    test("that throws has not matched, and is heard", async () => {
      const { bus, queue, failures } = await openOrders(makeStore());
      const { log, note } = logged();
      queue.consume(note, {
        filter: () => {
          throw new Error("no filter");
        },
      });
      await bus.publish(order("a"));
      await bus.advance();
      expect([log, failures]).toMatchObject([[], [{ error: { message: "no filter" } }]]);
    });
  });

  test("consumeAs: each event goes to one member of every group", async () => {
    const { bus } = openBus();
    const store = makeStore();
    const heard: string[] = [];
    const join = (group: string, member: string) =>
      consumeAs(bus, group, "order.#", (event) => void heard.push(`${group}/${member} ${event.id}`), { store, prefetch: 1 });
    const leaveFirst = await join("billing", "1");
    const leaveSecond = await join("billing", "2");
    await join("shipping", "1");
    await Promise.all([bus.publish(order("a")), bus.publish(order("b"))]);
    await bus.advance();
    expect(heard.toSorted()).toEqual(["billing/1 a", "billing/2 b", "shipping/1 a", "shipping/1 b"]);
    await leaveFirst();
    await leaveSecond();
    await bus.publish(order("c"));
    await bus.advance();
    expect(heard.filter((text) => text.endsWith("c"))).toEqual(["shipping/1 c"]);
    await join("billing", "3");
    await bus.advance();
    expect(heard.at(-1)).toBe("billing/3 c");
    await expect(consumeAs(bus, "billing", "other.#", () => {}, { store })).rejects.toThrow('"billing" is open and bound to order.#, not to other.#');
  });
});

test("a queue is opened with options that make sense, or not at all", async () => {
  const { bus } = openBus();
  await expect(openQueue(bus, "")).rejects.toThrow("give a non-empty string");
  await expect(openQueue(bus, "q", { prefetch: 0 })).rejects.toThrow('prefetch of the queue "q" is 0: give a number from 1 up.');
  await expect(openQueue(bus, "q", { dedupeWindow: Infinity })).rejects.toThrow("give a number");
  const queue = await openQueue(bus, "q", {});
  expect(() => queue.consume(Object(1))).toThrow('The handler of a consumer of "q" is object: pass a function.');
  await expect(queue.enqueue(order("a"), { delayMs: -1 })).rejects.toThrow("delayMs");
  expect(await openQueue(bus, "q")).toBe(queue);
});
