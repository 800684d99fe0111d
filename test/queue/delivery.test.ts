import type { BusEvent } from "eventdeck";
import { type Delivery, DeliverySettledError, NonRetryableError, openQueue, queues } from "eventdeck/queue";
import { describe, expect, test } from "vitest";
import { logged, openBus, openOrders, order } from "./open.ts";
import { stores } from "./stores.ts";

describe.each(stores)("a queue in %s", (_, makeStore) => {
  test("keeps what was published until somebody acknowledges it", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const { status, deliveries } = await bus.publish(order("a"));
    expect([status, deliveries.map(({ outcome }) => outcome)]).toEqual(["delivered", ["ok"]]);
    expect(await queue.info()).toMatchObject({ ready: 1, published: 1, acked: 0, consumers: 0, bindings: ["order.#"] });
    const seen: unknown[] = [];
    queue.consume(({ event, attempt, redelivered }) => void seen.push([event.id, event.payload, attempt, redelivered, Object.isFrozen(event.payload)]));
    await queue.idle();
    expect(seen).toEqual([["a", { order: "a" }, 1, false, true]]);
    expect(await queue.info()).toMatchObject({ ready: 0, unacked: 0, acked: 1, consumers: 1, dead: 0 });
  });

  test("hands out in order, each event to one of its competing consumers, no more at once than their prefetch", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const held: Delivery[] = [];
    const first = queue.consume((delivery) => void held.push(delivery), { prefetch: 2, autoAck: false, name: "first" });
    const second = queue.consume((delivery) => void held.push(delivery), { prefetch: 1, autoAck: false });
    expect([first.name, second.name]).toEqual(["first", "orders#1"]);
    for (const id of ["a", "b", "c", "d", "e"]) await bus.publish(order(id));
    await bus.advance();
    expect(held.map(({ event }) => event.id)).toEqual(["a", "b", "c"]);
    expect(await queue.info()).toMatchObject({ ready: 2, unacked: 3 });
    await held[1]?.ack();
    await bus.advance();
    expect(held.map(({ event }) => event.id)).toEqual(["a", "b", "c", "d"]);
  });

  test("fans out to every queue that is bound, and into each once", async () => {
    const { bus, queue } = await openOrders(makeStore(), { bind: ["order.*", "order.#", "order.placed"] });
    const audit = await openQueue(bus, "audit", { bind: "#", store: makeStore() });
    await bus.publish(order("a"));
    expect([(await queue.info()).ready, (await audit.info()).ready]).toEqual([1, 1]);
    expect(queues(bus)).toEqual([queue, audit]);
  });

  test("retries what throws after the backoff, and puts it into the dead letters when no retry is left", async () => {
    const { bus, queue, failures } = await openOrders(makeStore(), { maxRetries: 2, backoff: (attempt) => attempt * 100 });
    const notices: BusEvent[] = [];
    bus.subscribe("system.dead_letter", (event) => void notices.push(event));
    const times: number[] = [];
    const startedAt = bus.now();
    queue.consume(() => {
      times.push(bus.now() - startedAt);
      throw new RangeError("no stock");
    });
    await bus.publish(order("a", { correlationId: "c" }));
    await bus.advance(99);
    expect(await queue.info()).toMatchObject({ delayed: 1, retried: 1 });
    await bus.advance(1000);
    expect(times).toEqual([0, 100, 300]);
    const [letter] = await queue.deadLetters.list();
    expect(letter).toMatchObject({ queue: "orders", reason: "delivery-limit", attempts: 3, redriven: 0, error: { name: "RangeError", message: "no stock" } });
    expect([letter?.event.id, letter?.event.payload, letter?.firstFailedAt, letter?.deadAt]).toEqual(["a", { order: "a" }, startedAt, startedAt + 300]);
    expect(notices).toMatchObject([
      {
        correlationId: "c",
        causationId: "a",
        payload: { queue: "orders", eventId: "a", eventType: "order.placed", reason: "attempts-exhausted", attempts: 3 },
      },
    ]);
    expect(await queue.info()).toMatchObject({ ready: 0, delayed: 0, dead: 1, retried: 2 });
    expect(failures).toEqual([]);
  });

  test("dead-letters at once what throws NonRetryableError", async () => {
    const { bus, queue } = await openOrders(makeStore());
    queue.consume(async () => {
      await Promise.resolve();
      throw new NonRetryableError("not an order");
    });
    await bus.publish(order("a"));
    await queue.idle();
    expect(await queue.deadLetters.list()).toMatchObject([{ reason: "rejected", attempts: 1, error: { name: "NonRetryableError" } }]);
  });

  test("does as the handler says: release is not counted, retry comes when told, and nothing is settled twice", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const { log, note } = logged();
    let again: Promise<void> | undefined;
    queue.consume(async (delivery) => {
      note(delivery);
      if (log.length === 1) await delivery.release();
      else if (log.length === 2) await delivery.retry({ delayMs: 5 });
      else {
        await delivery.ack();
        again = delivery.deadLetter("late");
        again.catch(() => {});
      }
    });
    await bus.publish(order("a"));
    await bus.advance(4);
    expect(log).toEqual(["a:1", "a:1"]);
    await bus.advance(1);
    await queue.idle();
    expect(log).toEqual(["a:1", "a:1", "a:2"]);
    await expect(again).rejects.toThrow(DeliverySettledError);
    expect(await queue.info()).toMatchObject({ acked: 1, retried: 1, dead: 0 });
  });

  test("tells of a handler that throws after it has acknowledged", async () => {
    const { bus, queue, failures } = await openOrders(makeStore());
    queue.consume(async (delivery) => {
      await delivery.ack();
      throw new Error("too late");
    });
    await bus.publish(order("a"));
    await queue.idle();
    await bus.advance();
    expect(failures).toMatchObject([{ by: "queue orders", error: { message: "too late" } }]);
  });

  test("drops what it gives up when it keeps no dead letters, counts it, and is heard", async () => {
    const { bus, queue, failures } = await openOrders(makeStore(), { deadLetter: false, maxRetries: 0 });
    queue.consume(() => {
      throw new Error("broken");
    });
    await bus.publish(order("a"));
    await queue.idle();
    expect(await queue.info()).toMatchObject({ dropped: 1, dead: 0 });
    expect(failures).toMatchObject([{ by: "queue orders", error: { message: "broken" }, event: { id: "a" } }]);
  });

  test("waits with what was enqueued for later, and takes its own count of retries", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const { log, note } = logged();
    queue.consume((delivery) => {
      note(delivery);
      throw new Error("broken");
    });
    await queue.enqueue(order("later"), { delayMs: 500, maxRetries: 0 });
    await bus.advance(499);
    expect([log, await queue.info()]).toMatchObject([[], { delayed: 1, ready: 0 }]);
    await bus.advance(1);
    expect([log, (await queue.info()).dead]).toEqual([["later:1"], 1]);
  });

  test("hands out nothing while paused", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const { log, note } = logged();
    queue.consume(note);
    queue.pause();
    await bus.publish(order("a"));
    await bus.advance(1000);
    expect(log).toEqual([]);
    queue.resume();
    await queue.idle();
    expect(log).toEqual(["a:1"]);
  });

  test("purges what waits, and leaves what is being handled", async () => {
    const { bus, queue } = await openOrders(makeStore());
    let out: Delivery | undefined;
    queue.consume((delivery) => void (out = delivery), { prefetch: 1, autoAck: false });
    for (const id of ["a", "b", "c"]) await bus.publish(order(id));
    await queue.enqueue(order("d"), { delayMs: 10 });
    await bus.advance();
    expect(await queue.purge()).toBe(3);
    expect(await queue.info()).toMatchObject({ ready: 0, delayed: 0, unacked: 1 });
    await out?.ack();
    await queue.idle();
  });

  test("shows its state as it changes, changes of one task in one", async () => {
    const { bus, queue } = await openOrders(makeStore());
    const shown: string[] = [];
    const subscription = queue.info$.subscribe(({ ready, unacked, acked }) => void shown.push(`${ready} ${unacked} ${acked}`));
    await bus.publish(order("a"));
    await bus.publish(order("b"));
    await bus.advance();
    queue.consume(() => {});
    await queue.idle();
    await bus.advance();
    subscription.unsubscribe();
    await bus.publish(order("c"));
    await bus.advance();
    expect(shown).toEqual(["0 0 0", "2 0 0", "0 0 2"]);
  });
});

test("the default queue hands out the very event, with what only this process can carry", async () => {
  const { bus } = openBus();
  const queue = await openQueue(bus, "orders", { bind: "order.#" });
  const published = bus.emit(order("a", { actor: { userId: "u" } }));
  const seen: BusEvent[] = [];
  queue.consume(({ event }) => void seen.push(event));
  await queue.idle();
  expect(seen[0]).toBe(published);
});
