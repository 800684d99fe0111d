import { type Delivery, NonRetryableError, openQueue } from "eventdeck/queue";
import { expect, test } from "vitest";
import { Disk } from "./crashing-store.ts";
import { logged, openBus, openOrders, order } from "./open.ts";

// What users of other queues complain of, by the issue where they do.

test("nestjs/nest#3082, #11641: what no consumer matches is neither acknowledged nor does it fill the prefetch", async () => {
  const { bus, queue } = await openOrders(new Disk().view());
  const { log, note } = logged();
  queue.consume(note, { prefetch: 1, filter: ({ type }) => type === "order.known" });
  for (let count = 0; count < 20; count++) await bus.publish(order(`unknown${count}`));
  await bus.publish(order("known", {}, "order.known"));
  await bus.advance();
  expect(log).toEqual(["known:1"]);
  expect(await queue.info()).toMatchObject({ ready: 20, unacked: 0, acked: 1 });
});

test("tulios/kafkajs#315: a poison message holds up its partition key only until its retries are used up, and nobody else", async () => {
  const { bus, queue } = await openOrders(new Disk().view(), { maxRetries: 2 });
  const { log, note } = logged();
  queue.consume((delivery) => {
    note(delivery);
    if (delivery.event.id === "poison") throw new Error("cannot be read");
  });
  for (const [id, key] of [
    ["poison", "a"],
    ["behind", "a"],
    ["beside", "b"],
  ] as const)
    await bus.publish(order(id, { partitionKey: key }));
  await bus.advance(5000);
  expect(log).toEqual(["poison:1", "beside:1", "poison:2", "poison:3", "behind:1"]);
});

test("icanbwell/fhir-server#2458: an event leaves its queue only together with its entering the dead letters", async () => {
  const disk = new Disk();
  const { bus, queue } = await openOrders(disk.view(), { visibilityTimeoutMs: 1000 });
  queue.consume(async (delivery) => {
    disk.failure = new Error("disk full");
    await delivery.deadLetter("refused");
  });
  await bus.publish(order("a"));
  await bus.advance(500);
  expect(await queue.info()).toMatchObject({ unacked: 1, dead: 0 });
  disk.failure = undefined;
  const again = await openOrders(disk.view());
  expect(await again.queue.info()).toMatchObject({ ready: 1, dead: 0 });
});

test("dapr/components-contrib#2204, dapr/dapr#5511: retries come first also where there are dead letters, and a restart between them loses nothing", async () => {
  const disk = new Disk();
  const attempts: number[] = [];
  for (let run = 0; run < 4; run++) {
    const view = disk.view();
    const { bus, queue } = await openOrders(view, { maxRetries: 3, backoff: () => 0 });
    if (run === 0) await bus.publish(order("a"));
    queue.consume(async (delivery) => {
      attempts.push(delivery.attempt);
      queue.pause();
      await delivery.retry();
    });
    await bus.advance();
    view.crash();
  }
  expect(attempts).toEqual([1, 2, 3, 4]);
  const { queue } = await openOrders(disk.view());
  expect(await queue.info()).toMatchObject({ ready: 0, delayed: 0, dead: 1 });
});

test("MassTransit/MassTransit#983: a retry and a redrive come back to their own queue, and no other sees them", async () => {
  const { bus, queue } = await openOrders(undefined, { maxRetries: 1 });
  const audit = await openQueue(bus, "audit", { bind: "order.#" });
  const { log, note } = logged();
  audit.consume(note);
  queue.consume(() => {
    throw new Error("broken");
  });
  const inProcess: string[] = [];
  bus.subscribe("order.#", ({ id }) => void inProcess.push(id));
  await bus.publish(order("a"));
  await bus.advance(5000);
  expect(await queue.deadLetters.redrive({ query: () => true })).toBe(1);
  await bus.advance(5000);
  expect([log, inProcess, (await queue.info()).retried]).toEqual([["a:1"], ["a"], 2]);
});

test("celery/celery#7651, redis/redis#13956: a long handler keeps its event, however short the visibility timeout", async () => {
  const { bus, queue } = await openOrders(new Disk().view(), { visibilityTimeoutMs: 10 });
  const { log, note } = logged();
  let finish = () => {};
  const handler = async (delivery: Delivery) => {
    note(delivery);
    await new Promise<void>((resolve) => (finish = resolve));
  };
  queue.consume(handler);
  queue.consume(handler);
  await bus.publish(order("a"));
  await bus.advance(3_600_000);
  finish();
  await queue.idle();
  expect(log).toEqual(["a:1"]);
});

test("redis/redis#5212: what somebody took and forgot comes back without anybody's claiming it", async () => {
  const { bus, queue } = await openOrders(new Disk().view(), { visibilityTimeoutMs: 1000, maxRetries: 2 });
  const { log, note } = logged();
  queue.consume(note, { autoAck: false });
  await bus.publish(order("a"));
  await bus.advance(10_000);
  expect(log).toEqual(["a:1", "a:2", "a:3"]);
  expect(await queue.deadLetters.list()).toMatchObject([{ reason: "delivery-limit", attempts: 3 }]);
});

test("moleculerjs/moleculer#724, #1105: publish tells that the event is stored, or that it is not", async () => {
  const disk = new Disk();
  const { bus } = await openOrders(disk.view());
  const stored = await bus.publish(order("a"));
  expect([stored.deliveries[0]?.subscription.name, stored.deliveries[0]?.outcome]).toEqual(["queue orders", "ok"]);
  expect(disk.batches.length).toBe(1);
  disk.failure = new Error("disk full");
  expect((await bus.publish(order("b"))).deliveries[0]).toMatchObject({ outcome: "failed", error: disk.failure });
});

test("moleculerjs/moleculer#1363: opening a queue twice, at once or later, makes no second consumer of its binding", async () => {
  const { bus } = openBus();
  const options = { bind: "order.#", store: new Disk().view() };
  const [first, second] = await Promise.all([openQueue(bus, "orders", options), openQueue(bus, "orders", options)]);
  expect(second).toBe(first);
  await bus.publish(order("a"));
  expect(await first.info()).toMatchObject({ ready: 1, published: 1 });
  expect(bus.subscriptions().length).toBe(1);
});

test("pipeshub-ai/pipeshub-ai#3037: a handler that never gets as far as its catch is called no more often than its retries allow", async () => {
  const disk = new Disk();
  let calls = 0;
  for (let run = 0; run < 10; run++) {
    const view = disk.view();
    const { bus, queue } = await openOrders(view, { maxRetries: 3 });
    if (run === 0) await bus.publish(order("a"));
    queue.consume(() => {
      calls++;
      view.crash();
    });
    await bus.advance();
  }
  expect(calls).toBe(4);
});

test("rabbitmq/rabbitmq-server discussion 16198: dead-lettering what overflows leaves nothing stuck, full or not", async () => {
  const { bus, queue } = await openOrders(new Disk().view(), { maxLength: 3, overflow: "drop-head" });
  const reports = await Promise.all(Array.from({ length: 10 }, (_, index) => bus.publish(order(`e${index}`))));
  await bus.advance();
  expect(reports.every(({ deliveries }) => deliveries[0]?.outcome === "ok")).toBe(true);
  expect((await queue.deadLetters.list()).map(({ event, reason }) => `${event.id} ${reason}`)).toEqual(
    Array.from({ length: 7 }, (_, index) => `e${index} max-length`),
  );
  expect(await queue.info()).toMatchObject({ ready: 3, unacked: 0, dead: 7 });
});

test("dapr/dapr#6282: giving back, trying again, giving up and being done are four things, and none of them is dropping", async () => {
  const { bus, queue } = await openOrders(new Disk().view());
  const { log, note } = logged();
  queue.consume(async (delivery) => {
    note(delivery);
    const { id } = delivery.event;
    if (id === "give-up") throw new NonRetryableError("no");
    if (log.filter((text) => text.startsWith(id)).length > 1) return;
    if (id === "give-back") await delivery.release();
    if (id === "try-again") await delivery.retry();
  });
  for (const id of ["done", "give-back", "try-again", "give-up"]) await bus.publish(order(id));
  await bus.advance(1000);
  await queue.idle();
  expect(log.toSorted()).toEqual(["done:1", "give-back:1", "give-back:1", "give-up:1", "try-again:1", "try-again:2"]);
  expect(await queue.info()).toMatchObject({ acked: 3, dead: 1, dropped: 0 });
});

test("MassTransit/MassTransit#3512, JasperFx/wolverine#689: who was not told that its event is stored publishes it again, and it is there once, in its place", async () => {
  const disk = new Disk();
  const view = disk.view();
  let cutOff = false;
  let end = () => {};
  const batch = async (...args: Parameters<typeof view.batch>) => {
    await view.batch(...args);
    // Stored, and the process ends before anybody hears of it.
    if (cutOff) await new Promise<void>((resolve) => (end = resolve));
  };
  const first = await openOrders({ ...view, batch });
  await first.bus.publish(order("a", { partitionKey: "k" }));
  cutOff = true;
  void first.bus.publish(order("b", { partitionKey: "k" }));
  await first.bus.advance();
  view.crash();
  const second = await openOrders(disk.view());
  const { log, note } = logged();
  const reports = [await second.bus.publish(order("b", { partitionKey: "k" })), await second.bus.publish(order("c", { partitionKey: "k" }))];
  expect(reports.map(({ deliveries }) => deliveries[0]?.outcome)).toEqual(["ok", "ok"]);
  second.queue.consume(note);
  await second.queue.idle();
  await second.bus.publish(order("b", { partitionKey: "k" }));
  await second.queue.idle();
  expect(log).toEqual(["a:1", "b:1", "c:1"]);
  end();
});

test("taskforcesh/bullmq#3185, OptimalBits/bull#2531: consumers go on by themselves once their store is back, and what failed meanwhile is heard", async () => {
  const disk = new Disk();
  const { bus, queue, failures } = await openOrders(disk.view(), { visibilityTimeoutMs: 5000 });
  const { log, note } = logged();
  queue.consume(note, { prefetch: 1 });
  queue.consume(note, { prefetch: 1, filter: ({ id }) => id > "b" });
  await bus.publish(order("a"));
  await queue.idle();
  queue.pause();
  for (const id of ["b", "c", "d"]) await bus.publish(order(id));
  disk.failure = new Error("connection lost");
  queue.resume();
  await bus.advance(60_000);
  expect(failures.length).toBeGreaterThan(10);
  expect(log).toEqual(["a:1"]);
  disk.failure = undefined;
  await bus.advance(10_000);
  await bus.publish(order("e"));
  await queue.idle();
  expect(log).toEqual(["a:1", "b:1", "c:1", "d:1", "e:1"]);
  expect(await queue.info()).toMatchObject({ ready: 0, unacked: 0, delayed: 0, dead: 0, acked: 5 });
});

test("amqp-node/amqplib#25: an acknowledgement of before is not taken for one of the delivery that came since", async () => {
  const { bus, queue } = await openOrders(new Disk().view(), { visibilityTimeoutMs: 1000 });
  const deliveries: Delivery[] = [];
  queue.consume((delivery) => void deliveries.push(delivery), { autoAck: false });
  await bus.publish(order("a"));
  await bus.advance(1000);
  expect(deliveries.map(({ attempt }) => attempt)).toEqual([1, 2]);
  await expect(deliveries[0]?.ack()).rejects.toMatchObject({ code: "ERR_DELIVERY_SETTLED" });
  expect(await queue.info()).toMatchObject({ unacked: 1, acked: 0 });
  await deliveries[1]?.ack();
  expect(await queue.info()).toMatchObject({ unacked: 0, acked: 1 });
});
