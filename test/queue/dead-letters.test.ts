import { defineEvent, EventValidationError } from "eventdeck";
import { type Delivery, NonRetryableError, openQueue, type Queue, type QueueStore } from "eventdeck/queue";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { logged, openBus, order } from "./open.ts";
import { stores } from "./stores.ts";

const placed = defineEvent("order.placed", z.object({ amount: z.number() }));

/** Three orders that died: two of the same failure. */
async function openWithDead(store: QueueStore | undefined) {
  const { bus, failures } = openBus([placed]);
  const queue = await openQueue(bus, "orders", { bind: "order.#", store, maxRetries: 0 });
  const failing = queue.consume(({ event }) => {
    if (event.id === "c") throw new NonRetryableError("refused");
    throw new Error("no stock");
  });
  for (const id of ["a", "b", "c"]) await bus.publish(placed({ amount: 1 }, { id, priority: "immediate", partitionKey: "k" }));
  await queue.idle();
  await failing.stop();
  return { bus, queue, failures, store };
}
const idsOf = async (queue: Queue) => (await queue.deadLetters.list()).map(({ event }) => event.id);

describe.each(stores)("dead letters in %s", (_, makeStore) => {
  test("are listed in pages and by query, and grouped by what they died of", async () => {
    const { queue } = await openWithDead(makeStore());
    const [first] = await queue.deadLetters.list(undefined, { limit: 1 });
    expect(first?.event.id).toBe("a");
    expect((await queue.deadLetters.list(undefined, { after: first?.id })).map(({ event }) => event.id)).toEqual(["b", "c"]);
    expect((await queue.deadLetters.list("id:b")).map(({ event }) => event.id)).toEqual(["b"]);
    expect((await queue.deadLetters.list(({ id }) => id > "a")).length).toBe(2);
    const groups = await queue.deadLetters.groups();
    expect(groups).toMatchObject([
      { reason: "delivery-limit", message: "no stock", count: 2 },
      { reason: "rejected", message: "refused", count: 1 },
    ]);
    expect(groups[0]?.group).toMatch(/^orders \| delivery-limit \| Error \| at .*dead-letters\.test\.ts:\d+/);
  });

  test("go back into the queue under the same id, and remember that they did", async () => {
    const { bus, queue } = await openWithDead(makeStore());
    const groups = await queue.deadLetters.groups();
    expect(await queue.deadLetters.redrive({ group: groups[0]?.group ?? "" })).toBe(2);
    expect(await idsOf(queue)).toEqual(["c"]);
    const { log, note } = logged();
    const consumer = queue.consume((delivery) => {
      note(delivery);
      if (delivery.event.id === "b") throw new Error("still no stock");
    });
    await queue.idle();
    await consumer.stop();
    expect(log).toEqual(["a:1", "b:1"]);
    expect(await queue.deadLetters.list("id:b")).toMatchObject([{ redriven: 1, error: { message: "still no stock" } }]);
    await bus.advance();
  });

  test("are redriven once each, however many redrives race", async () => {
    const { queue } = await openWithDead(makeStore());
    const letters = await queue.deadLetters.list();
    const ids = letters.map(({ id }) => id);
    const counts = await Promise.all([
      queue.deadLetters.redrive({ ids }),
      queue.deadLetters.redrive({ query: "type:order.placed" }),
      queue.deadLetters.discard({ ids }),
    ]);
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 3]);
    expect(await queue.info()).toMatchObject({ ready: 3, dead: 0 });
    expect(await queue.deadLetters.redrive({ ids })).toBe(0);
  });

  test("are validated after an edit, which makes a new event of each, caused by the old; one that is invalid keeps all where they are", async () => {
    const { queue } = await openWithDead(makeStore());
    const edit = queue.deadLetters.redrive({ query: "id:a OR id:b" }, ({ id }) => ({ amount: id === "b" ? "many" : 2 }));
    await expect(edit).rejects.toThrow(EventValidationError);
    expect([await idsOf(queue), (await queue.info()).ready]).toEqual([["a", "b", "c"], 0]);
    expect(await queue.deadLetters.redrive({ query: "id:a" }, () => ({ amount: 2, more: true }))).toBe(1);
    const seen: Delivery[] = [];
    queue.consume((delivery) => void seen.push(delivery));
    await queue.idle();
    expect(seen[0]?.event).toMatchObject({ causationId: "a", correlationId: "a", partitionKey: "k", payload: { amount: 2 } });
    expect(seen[0]?.event.id).not.toBe("a");
    expect(Object.isFrozen(seen[0]?.event.payload)).toBe(true);
    await expect(queue.deadLetters.redrive({ query: "id:b" }, async () => ({ amount: 1 }))).rejects.toThrow("edit returned a promise");
  });

  test("are counted as they come and go", async () => {
    const { bus, queue } = await openWithDead(makeStore());
    const counts: number[] = [];
    queue.deadLetters.count$.subscribe((count) => void counts.push(count));
    await queue.deadLetters.discard({ query: "id:a" });
    await bus.advance();
    await queue.deadLetters.discard({ query: () => true });
    await bus.advance();
    expect(counts).toEqual([3, 2, 0]);
    expect((await queue.info()).dead).toBe(0);
  });

  test("are the events of the queue dlq.{name}, in the same store, and leave either way", async () => {
    const { bus, queue } = await openWithDead(makeStore());
    const dead = await openQueue(bus, "dlq.orders");
    expect(await dead.info()).toMatchObject({ ready: 3 });
    const out: Delivery[] = [];
    dead.consume((delivery) => void out.push(delivery), { autoAck: false });
    await bus.advance();
    // Those of one key come one at a time here as well.
    expect(out.map(({ event }) => event.id)).toEqual(["a"]);
    const { signal } = out[0]!;
    expect(await queue.deadLetters.redrive({ query: "id:a" })).toBe(1);
    expect(signal.aborted).toBe(true);
    await expect(out[0]?.ack()).rejects.toThrow("was redriven or discarded before");
    await bus.advance();
    expect(out.map(({ event }) => event.id)).toEqual(["a", "b"]);
    await out[1]?.ack();
    expect(await idsOf(queue)).toEqual(["c"]);
    await bus.publish(placed({ amount: 1 }, { id: "d", priority: "immediate" }));
    queue.consume(() => {
      throw new NonRetryableError("again");
    });
    await bus.advance();
    // Of "c", "a" and "d", "a" waits for "c".
    expect(await dead.info()).toMatchObject({ ready: 1, unacked: 2 });
  });

  test("of the notice itself make no further notice", async () => {
    const { bus } = openBus();
    const queue = await openQueue(bus, "all", { bind: "#", store: makeStore(), maxRetries: 0 });
    queue.consume(() => {
      throw new Error("broken");
    });
    await bus.publish(order("a"));
    await queue.idle();
    await bus.advance(10_000);
    expect((await queue.deadLetters.list()).map(({ event }) => event.type)).toEqual(["order.placed", "system.dead_letter"]);
  });
});

test("a notice is what the catalogue's definition of it takes", async () => {
  const { systemDeadLetter } = await import("eventdeck/catalogue");
  const { bus, failures } = openBus([systemDeadLetter]);
  const queue = await openQueue(bus, "orders", { bind: "order.#", maxRetries: 0, maxLength: 1, overflow: "drop-head" });
  await bus.publish(order("full"));
  await bus.publish(order("expired", { ttlMs: 10 }));
  await bus.advance(10);
  queue.consume(({ event }) => {
    throw event.id === "refused" ? new NonRetryableError("refused") : new Error("");
  });
  await bus.publish(order("limit"));
  await bus.publish(order("refused"));
  await bus.advance();
  const notices = bus.emitted(systemDeadLetter).map(({ payload }) => [payload.eventId, payload.reason, payload.attempts]);
  expect(notices).toEqual([
    ["full", "overflow", 1],
    ["expired", "expired", 1],
    ["limit", "attempts-exhausted", 1],
    ["refused", "not-retryable", 1],
  ]);
  expect(failures).toEqual([]);
});
