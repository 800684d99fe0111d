import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBus } from "eventdeck";
import { fixed, openQueue, type QueueOptions } from "eventdeck/queue";
import { levelStore } from "eventdeck/store/level";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { logged, order } from "./open.ts";

let location: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "eventdeck-queue-"));
  location = join(folder, "queue");
  return () => rmSync(folder, { recursive: true, force: true });
});

/** The queue on the disk, for a process that lives until the next `end`. */
async function open(options: QueueOptions = {}) {
  const failures: unknown[] = [];
  const bus = createBus({ source: "test", onError: ({ error }) => void failures.push(error) });
  const store = levelStore({ location });
  const queue = await openQueue(bus, "orders", { bind: "order.#", backoff: fixed(0), ...options, store });
  const end = async () => {
    await bus.close();
    await queue.close();
    await store.close();
  };
  onTestFinished(end);
  return { bus, queue, store, failures, end };
}

test("on LevelDB events outlive the process, in their order, and leave when they are acknowledged", async () => {
  const first = await open();
  const ids = Array.from({ length: 50 }, (_, index) => `e${index}`);
  const reports = await Promise.all(ids.map((id, index) => first.bus.publish(order(id, { partitionKey: `k${index % 3}` }))));
  expect(reports.every(({ deliveries }) => deliveries[0]?.outcome === "ok")).toBe(true);
  await first.end();
  const second = await open();
  expect(await second.queue.info()).toMatchObject({ ready: 50 });
  const { log, note } = logged();
  second.queue.consume(note, { prefetch: 5 });
  await second.queue.idle();
  for (const key of [0, 1, 2])
    expect(log.filter((text) => Number(/\d+/.exec(text)?.[0]) % 3 === key)).toEqual(ids.filter((_, index) => index % 3 === key).map((id) => `${id}:1`));
  // Also the ids are remembered there.
  await second.end();
  const third = await open();
  await third.bus.publish(order("e7"));
  expect(await third.queue.info()).toMatchObject({ ready: 0, delayed: 0, unacked: 0 });
});

test("on LevelDB retries, dead letters and redriving are as in memory", async () => {
  const { bus, queue } = await open({ maxRetries: 2, sync: true });
  const { log, note } = logged();
  let broken = true;
  queue.consume((delivery) => {
    note(delivery);
    if (broken) throw new RangeError("no stock");
  });
  await bus.publish(order("a"));
  await queue.idle();
  expect(await queue.deadLetters.list()).toMatchObject([
    { reason: "delivery-limit", attempts: 3, event: { id: "a", payload: { order: "a" } }, error: { name: "RangeError" } },
  ]);
  broken = false;
  expect(await queue.deadLetters.redrive({ query: "type:order.placed" })).toBe(1);
  await queue.idle();
  expect(log).toEqual(["a:1", "a:2", "a:3", "a:1"]);
  expect(await queue.info()).toMatchObject({ dead: 0, acked: 1 });
});

test("on LevelDB what was out when the store was closed over it comes again, with its attempt counted", async () => {
  const first = await open();
  const handed = new Promise<void>((resolve) => {
    first.queue.consume(() => resolve(), { autoAck: false });
  });
  await first.bus.publish(order("a"));
  await handed;
  // As the end of a process does: nobody is asked.
  await first.store.close();
  const second = await open();
  const { log, note } = logged();
  second.queue.consume(note);
  await second.queue.idle();
  expect(log).toEqual(["a:2"]);
  // Giving it back is what the first one cannot do any more, and that is heard.
  await first.end();
  expect(first.failures).toMatchObject([{ code: "ERR_STORE_CLOSED" }]);
});
