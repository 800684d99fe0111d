import { defineEvent, EventValidationError } from "eventdeck";
import { type Delivery, NonRetryableError, openQueue, type Queue, type QueueStore } from "eventdeck/queue";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { Disk } from "./crashing-store.ts";
import { logged, openBus, openOn, openOrders, order } from "./open.ts";
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

  test("tell which new events came of which by an edit, from either end, and what became of them, also when one dies again", async () => {
    const { bus, queue } = await openWithDead(makeStore());
    expect(await queue.deadLetters.edited("a")).toEqual([]);
    await queue.deadLetters.redrive({ query: "id:a" }, () => ({ amount: 2 }));
    const [first] = await queue.deadLetters.edited("a");
    expect(first).toMatchObject({ from: "a", state: "queued" });
    const again = queue.consume(() => {
      throw new NonRetryableError("refused again");
    });
    await queue.idle();
    await again.stop();
    const copy = first!.to;
    const [dead] = await queue.deadLetters.list(`id:${copy}`);
    expect(dead).toMatchObject({ redriven: 1, event: { causationId: "a" } });
    expect(await queue.deadLetters.edited("a")).toMatchObject([{ from: "a", to: copy, state: "dead", letter: dead?.id }]);
    await queue.deadLetters.redrive({ ids: [dead?.id ?? ""] }, () => ({ amount: 3 }));
    queue.consume(() => {});
    await queue.idle();
    const family = await queue.deadLetters.edited(copy);
    expect(family).toMatchObject([
      { from: "a", to: copy, state: "gone" },
      { from: copy, state: "gone" },
    ]);
    expect([await queue.deadLetters.edited("a"), await queue.deadLetters.edited(family[1]!.to)]).toEqual([family, family]);
    expect(await queue.deadLetters.edited("b")).toEqual([]);
    await bus.advance();
  });

  test("are got by their id, and their ids without them", async () => {
    const { queue } = await openWithDead(makeStore());
    const letters = await queue.deadLetters.list();
    const groups = await queue.deadLetters.groups();
    const { group } = groups[0]!;
    expect(await queue.deadLetters.ids()).toEqual(letters.map(({ id }) => id));
    expect(await queue.deadLetters.ids({ group, after: letters[0]?.id })).toEqual([letters[1]?.id]);
    expect(await queue.deadLetters.list(undefined, { group, limit: 1 })).toEqual([letters[0]]);
    expect(await queue.deadLetters.get(letters[2]!.id)).toEqual(letters[2]);
    await queue.deadLetters.discard({ ids: [letters[2]!.id] });
    expect(await queue.deadLetters.get(letters[2]!.id)).toBeUndefined();
    expect(await queue.deadLetters.get("nothing")).toBeUndefined();
    await expect(queue.deadLetters.ids({ limit: 0 })).rejects.toThrow(RangeError);
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

test("an edited redrive is announced by what the catalogue's definition takes, caused by the one that had died; others are not", async () => {
  const { systemRedriven } = await import("eventdeck/catalogue");
  const { bus, failures } = openBus([systemRedriven]);
  const queue = await openQueue(bus, "orders", { bind: "order.#", maxRetries: 0 });
  const failing = queue.consume(() => {
    throw new Error("no stock");
  });
  for (const id of ["a", "b"]) await bus.publish(order(id));
  await failing.stop();
  await queue.deadLetters.redrive({ query: "id:b" });
  await queue.deadLetters.redrive({ query: "id:a" }, () => ({ order: "edited" }));
  await bus.advance();
  const [edited] = await queue.deadLetters.edited("a");
  expect(bus.emitted(systemRedriven)).toMatchObject([
    {
      causationId: "a",
      correlationId: "a",
      payload: { queue: "orders", eventId: "a", eventType: "order.placed", eventSource: "test", redrivenId: edited?.to },
    },
  ]);
  expect(failures).toEqual([]);
});

test("which new events came of which is kept by the store, and not of a redrive that it refused", async () => {
  const disk = new Disk();
  const first = await openOn(disk, { maxRetries: 0 });
  first.queue.consume(() => {
    throw new Error("no stock");
  });
  for (const id of ["a", "b"]) await first.bus.publish(order(id));
  await first.queue.idle();
  disk.failure = new Error("full");
  await expect(first.queue.deadLetters.redrive({ query: "id:b" }, () => ({ order: "edited" }))).rejects.toThrow("full");
  disk.failure = undefined;
  expect(await first.queue.deadLetters.edited("b")).toEqual([]);
  await first.queue.deadLetters.redrive({ query: "id:a" }, () => ({ order: "edited" }));
  first.crash();
  const second = await openOn(disk);
  expect(await second.queue.deadLetters.edited("a")).toMatchObject([{ from: "a" }]);
  expect(await second.queue.deadLetters.edited("b")).toEqual([]);
});

test("the newest 500 pairs of an edit are known", async () => {
  const { bus, queue } = await openOrders(undefined, { maxRetries: 0 });
  const failing = queue.consume(() => {
    throw new Error("no stock");
  });
  for (let nth = 0; nth <= 500; nth += 1) await bus.publish(order(`o${nth}`));
  await queue.idle();
  await failing.stop();
  expect(await queue.deadLetters.redrive({ query: () => true }, () => ({ order: "edited" }))).toBe(501);
  expect(await queue.deadLetters.edited("o0")).toEqual([]);
  expect(await queue.deadLetters.edited("o1")).toMatchObject([{ from: "o1" }]);
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
