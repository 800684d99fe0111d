import { defineEvent } from "eventdeck";
import { type Delivery, openQueue } from "eventdeck/queue";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { Disk } from "./crashing-store.ts";
import { logged, openBus, openOn, order } from "./open.ts";

test("what is not acknowledged when its context ends comes again, in its order, with its attempt counted", async () => {
  const disk = new Disk();
  const first = await openOn(disk);
  first.queue.consume(({ ack }) => ack.length, { autoAck: false, prefetch: 1 });
  for (const id of ["a", "b"]) await first.bus.publish(order(id, { partitionKey: "k" }));
  await first.bus.advance();
  first.crash();
  const second = await openOn(disk);
  expect(await second.queue.info()).toMatchObject({ ready: 2, published: 0 });
  const seen: unknown[] = [];
  second.queue.consume(({ event, attempt, redelivered }) => void seen.push([event.id, event.payload, attempt, redelivered, Object.isFrozen(event.payload)]));
  await second.queue.idle();
  expect(seen).toEqual([
    ["a", { order: "a" }, 2, true, true],
    ["b", { order: "b" }, 1, false, true],
  ]);
  await second.queue.close();
  expect(await (await openOn(disk)).queue.info()).toMatchObject({ ready: 0 });
});

test("a handler that ends its process is not called for ever: its attempts are counted before the call", async () => {
  const disk = new Disk();
  const attempts: number[] = [];
  for (let run = 0; run < 5; run++) {
    const { bus, queue, crash } = await openOn(disk, { maxRetries: 2 });
    queue.consume(({ attempt }) => {
      attempts.push(attempt);
      crash();
    });
    if (run === 0) await bus.publish(order("poison"));
    await bus.advance();
    if (run === 4) expect(await queue.deadLetters.list()).toMatchObject([{ event: { id: "poison" }, reason: "delivery-limit", attempts: 3 }]);
  }
  expect(attempts).toEqual([1, 2, 3]);
});

test("a delay, a count of retries and the memory of ids outlive the context", async () => {
  const disk = new Disk();
  const first = await openOn(disk);
  await first.queue.enqueue(order("later"), { delayMs: 500, maxRetries: 0 });
  first.queue.consume(() => {});
  await first.bus.publish(order("done"));
  await first.bus.advance();
  first.crash();
  const second = await openOn(disk);
  const { log, note } = logged();
  second.queue.consume((delivery) => {
    note(delivery);
    throw new Error("broken");
  });
  await Promise.all([second.bus.publish(order("done")), second.bus.publish(order("later"))]);
  await second.bus.advance(499);
  expect(log).toEqual([]);
  await second.bus.advance(1);
  expect([log, (await second.queue.info()).dead]).toEqual([["later:1"], 1]);
});

test("an event that asks for no persistence is handed out without the store, and gone with its context", async () => {
  const disk = new Disk();
  const first = await openOn(disk);
  await first.bus.publish(order("light", { persistent: false }));
  await first.bus.publish(order("kept"));
  expect(await first.queue.info()).toMatchObject({ ready: 2 });
  const written = disk.batches.length;
  const seen: Delivery[] = [];
  first.queue.consume((delivery) => void seen.push(delivery), { filter: ({ id }) => id === "light" });
  await first.bus.advance();
  expect([seen.length, disk.batches.length]).toEqual([1, written]);
  await first.bus.publish(order("lost", { persistent: false }));
  first.crash();
  const second = await openOn(disk);
  expect(await second.queue.info()).toMatchObject({ ready: 1 });
});

test("publishes and acknowledgements that arrive together are one batch, and each state change is within one", async () => {
  const disk = new Disk();
  const { bus, queue } = await openOn(disk, { maxRetries: 0 });
  const before = disk.batches.length;
  await Promise.all(["a", "b", "c", "d"].map((id) => bus.publish(order(id))));
  expect(disk.batches.slice(before).map((batch) => batch.length)).toEqual([8]);
  queue.consume(({ event }) => {
    if (event.id === "d") throw new Error("broken");
  });
  await queue.idle();
  // The attempts, then what they came to: a dead letter leaves one queue and enters the other in one batch.
  expect(disk.batches.slice(before + 1).map((batch) => batch.length)).toEqual([4, 10]);
  const written = disk.batches.length;
  await queue.deadLetters.redrive({ query: () => true });
  // Its attempt may be on its way to the store by then.
  expect(disk.batches[written]?.length).toBe(4);
});

test("leaves nothing behind but the ids that it remembers", async () => {
  const disk = new Disk();
  const { bus, queue } = await openOn(disk, { dedupeWindow: 3 });
  queue.consume(() => {});
  for (const id of ["a", "b", "c", "d", "e"]) await bus.publish(order(id));
  await queue.idle();
  expect((await disk.keys()).map((key) => key.replace(/[^/]+$/, ""))).toEqual(Array(3).fill("queue/orders/s/"));
  await queue.close();
  const { queue: smaller } = await openOn(disk, { dedupeWindow: 0 });
  await smaller.close();
  expect(await disk.keys()).toEqual([]);
});

test("an event is lifted to its definition when it comes out, and dead when its definition refuses it", async () => {
  const disk = new Disk();
  const first = await openOn(disk);
  await first.bus.publish({ ...order("a"), input: { cents: 250 } });
  await first.bus.publish({ ...order("b"), input: { cents: "many" } });
  first.crash();
  const upcast = { 1: (old: unknown) => ({ euros: (old as { cents: number }).cents / 100 }) };
  const placed = defineEvent("order.placed", z.object({ euros: z.number() }), { version: 2, upcast });
  const second = await openOn(disk, {}, [placed]);
  const payloads: unknown[] = [];
  second.queue.consume(({ event }) => void payloads.push([event.version, event.payload]));
  await second.queue.idle();
  expect(payloads).toEqual([[2, { euros: 2.5 }]]);
  expect(await second.queue.deadLetters.list()).toMatchObject([{ reason: "invalid", event: { id: "b", version: 1, payload: { cents: "many" } } }]);
  await expect(second.queue.deadLetters.redrive({ query: () => true })).rejects.toThrow("order.placed");
  expect(await second.queue.deadLetters.redrive({ query: () => true }, () => ({ euros: 1 }))).toBe(1);
  await second.queue.idle();
  expect(payloads.at(-1)).toEqual([2, { euros: 1 }]);
});

test("a record that nothing can read is dropped, counted and heard, and holds up nobody", async () => {
  const disk = new Disk();
  const first = await openOn(disk);
  for (const id of ["a", "b"]) await first.bus.publish(order(id, { partitionKey: "k" }));
  first.crash();
  const key = (await disk.keys()).find((name) => name.startsWith("queue/orders/m/"));
  await disk.store.batch([{ put: key ?? "", value: "garbage" }]);
  const { bus, queue, failures } = await openOn(disk);
  const { log, note } = logged();
  queue.consume(note);
  await bus.advance();
  expect(log).toEqual(["b:1"]);
  expect(await queue.info()).toMatchObject({ dropped: 1, ready: 0, unacked: 0 });
  expect(failures).toMatchObject([{ by: "queue orders", event: { type: "queue.unreadable" } }]);
});

test("one store and name is one queue: a second bus is told so", async () => {
  const disk = new Disk();
  const { bus, queue } = await openOn(disk);
  const view = disk.view();
  const other = openBus().bus;
  await openQueue(other, "shared", { store: view });
  await expect(openQueue(bus, "shared", { store: view })).rejects.toMatchObject({ code: "ERR_QUEUE_OPEN" });
  await expect(openQueue(bus, "orders", { store: view })).rejects.toThrow("open on another store");
  await queue.close();
});
