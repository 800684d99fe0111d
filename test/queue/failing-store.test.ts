import { BusError } from "eventdeck";
import { type Delivery, openQueue } from "eventdeck/queue";
import { expect, test } from "vitest";
import { Disk } from "./crashing-store.ts";
import { logged, openOn, openOrders, order } from "./open.ts";

test("a store that fails loses nothing: the publisher is told, and what could not be settled comes again", async () => {
  const disk = new Disk();
  const { bus, queue, failures } = await openOn(disk, { visibilityTimeoutMs: 5000 });
  const failure = new Error("disk full");
  disk.failure = failure;
  expect((await bus.publish(order("refused"))).deliveries).toMatchObject([{ outcome: "failed", error: failure }]);
  disk.failure = undefined;
  const { log, note } = logged();
  queue.consume((delivery) => {
    note(delivery);
    disk.failure = log.length === 1 ? failure : undefined;
  });
  await bus.publish(order("a"));
  await bus.advance(4999);
  expect([log, failures.length]).toEqual([["a:1"], 2]);
  disk.failure = undefined;
  await bus.advance(1);
  await queue.idle();
  expect(log).toEqual(["a:1", "a:2"]);
  // The refused one was never stored, and is no duplicate.
  await bus.publish(order("refused"));
  await queue.idle();
  expect(log.at(-1)).toBe("refused:1");
});

test("an attempt that cannot be counted is not made, until the store works again", async () => {
  const disk = new Disk();
  const { bus, queue, failures } = await openOn(disk);
  const { log, note } = logged();
  await bus.publish(order("a"));
  disk.failure = new Error("disk full");
  queue.consume(note);
  await bus.advance(1500);
  expect([log, failures.length]).toEqual([[], 2]);
  disk.failure = undefined;
  await bus.advance(500);
  await queue.idle();
  expect(log).toEqual(["a:1"]);
});

test("what the store refused to settle can be settled again, by its handler or by the next", async () => {
  const disk = new Disk();
  const { bus, queue } = await openOn(disk, { visibilityTimeoutMs: 5000 });
  const held: Delivery[] = [];
  queue.consume((delivery) => void held.push(delivery), { autoAck: false });
  for (const id of ["a", "b"]) await bus.publish(order(id));
  await bus.advance();
  disk.failure = new Error("disk full");
  for (const delivery of held) await expect(delivery.ack()).rejects.toThrow("disk full");
  disk.failure = undefined;
  await held[0]?.ack();
  expect(await queue.info()).toMatchObject({ acked: 1, unacked: 1 });
  await bus.advance(5000);
  expect(held.map(({ event, attempt }) => [event.id, attempt])).toEqual([
    ["a", 1],
    ["b", 1],
    ["b", 2],
  ]);
  await held[2]?.ack();
  expect(await queue.info()).toMatchObject({ acked: 2, unacked: 0, ready: 0 });
});

test("what a stopping consumer could not give back is no longer its to settle, and comes again", async () => {
  const disk = new Disk();
  const { bus, queue } = await openOn(disk, { visibilityTimeoutMs: 5000 });
  const held: Delivery[] = [];
  const take = (delivery: Delivery) => void held.push(delivery);
  const first = queue.consume(take, { autoAck: false });
  await bus.publish(order("a"));
  await bus.advance();
  disk.failure = new Error("disk full");
  await first.stop();
  disk.failure = undefined;
  expect(held[0]?.signal.aborted).toBe(true);
  await expect(held[0]?.ack()).rejects.toThrow("left behind by its consumer");
  queue.consume(take, { autoAck: false });
  await bus.advance(5000);
  expect(held[1]).toMatchObject({ attempt: 2, redelivered: true });
  await held[1]?.ack();
  expect(await queue.info()).toMatchObject({ acked: 1, unacked: 0 });
});

test("a dead letter that could not be put back is still the same event to a publisher", async () => {
  const disk = new Disk();
  const { bus, queue } = await openOn(disk, { maxRetries: 0 });
  const consumer = queue.consume(() => {
    throw new Error("broken");
  });
  await bus.publish(order("a"));
  await queue.idle();
  await consumer.stop();
  disk.failure = new Error("disk full");
  await expect(queue.deadLetters.redrive({ query: () => true })).rejects.toThrow("disk full");
  disk.failure = undefined;
  await bus.publish(order("a"));
  expect(await queue.info()).toMatchObject({ ready: 0, dead: 1 });
  expect(await queue.deadLetters.redrive({ query: () => true })).toBe(1);
  await bus.publish(order("a"));
  expect(await queue.info()).toMatchObject({ ready: 1, dead: 0 });
});

test("a consumer with a filter goes on once what it is asked about can be read again", async () => {
  const view = new Disk().view();
  let fails = true;
  const get = (key: string) => (fails ? Promise.reject(new BusError("ERR_STORE_FAILED", "no answer")) : view.get(key));
  const { bus, queue, failures } = await openOrders({ ...view, get });
  const { log, note } = logged();
  queue.consume(note, { filter: () => true });
  await bus.publish(order("a"));
  await bus.advance(1500);
  expect([log, failures.length]).toEqual([[], 2]);
  fails = false;
  await bus.advance(500);
  expect(log).toEqual(["a:1"]);
});

test("a dead letter whose redriving comes to nothing while it is on its way to a handler is handled once", async () => {
  const view = new Disk().view();
  let written = Promise.resolve();
  const batch = async (...args: Parameters<typeof view.batch>) => written.then(() => view.batch(...args));
  const { bus, queue } = await openOrders({ ...view, batch }, { maxRetries: 0 });
  queue.consume(() => {
    throw new Error("broken");
  });
  await bus.publish(order("a"));
  await queue.idle();
  const dead = await openQueue(bus, "dlq.orders");
  let write: (() => void) | undefined;
  written = new Promise((resolve) => {
    write = resolve;
  });
  const { log, note } = logged();
  let finish: (() => void) | undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  dead.consume((delivery) => {
    note(delivery);
    return finished;
  });
  await bus.advance();
  const refuse = () => {
    throw new Error("no edit");
  };
  await expect(queue.deadLetters.redrive({ query: () => true }, refuse)).rejects.toThrow("no edit");
  write?.();
  await bus.advance();
  finish?.();
  await dead.idle();
  expect(log).toEqual(["a:2"]);
  expect(await dead.info()).toMatchObject({ acked: 1 });
});

test("what should have expired while the store fails is not tried over and over, also behind another of its key", async () => {
  const disk = new Disk();
  const { bus, queue, failures } = await openOn(disk, { messageTtlMs: 1000 });
  queue.consume(() => new Promise(() => {}), { prefetch: 1 });
  for (const id of ["a", "b"]) await bus.publish(order(id, { partitionKey: "k" }));
  await bus.advance();
  disk.failure = new Error("disk full");
  await bus.advance(3500);
  expect(failures.length).toBe(3);
  disk.failure = undefined;
  await bus.advance(1000);
  expect(await queue.info()).toMatchObject({ expired: 1, unacked: 1, ready: 0, dead: 1 });
});

test("a backoff that throws is heard, and the event comes again", async () => {
  const backoff = () => {
    throw new RangeError("no such attempt");
  };
  const { bus, queue, failures } = await openOn(new Disk(), { backoff, visibilityTimeoutMs: 5000 });
  const { log, note } = logged();
  queue.consume((delivery) => {
    note(delivery);
    if (delivery.attempt === 1) throw new Error("broken");
  });
  await bus.publish(order("a"));
  await bus.advance(5000);
  await queue.idle();
  expect(log).toEqual(["a:1", "a:2"]);
  expect(failures.map(({ error }) => String(error))).toEqual(["RangeError: no such attempt"]);
});

test("an error whose fields are no texts is a reason to die of like another", async () => {
  const { bus, queue } = await openOn(new Disk(), { maxRetries: 0 });
  queue.consume(() => {
    throw Object.assign(new Error(), { name: Symbol("odd"), message: { code: 7 }, stack: null });
  });
  await bus.publish(order("a"));
  await queue.idle();
  expect(await queue.deadLetters.list()).toMatchObject([{ reason: "delivery-limit", error: { name: "Symbol(odd)", message: "[object Object]" } }]);
});
