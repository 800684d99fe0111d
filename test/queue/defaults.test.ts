import { type Delivery, openQueue, QueueClosedError } from "eventdeck/queue";
import { memoryStore } from "eventdeck/store";
import { describe, expect, test } from "vitest";
import { openBus, order } from "./open.ts";

/** A queue that was told nothing but what enters, and where it is kept. */
async function openDefault() {
  const { bus } = openBus();
  const queue = await openQueue(bus, "orders", { bind: "order.#", store: memoryStore() });
  return { bus, queue };
}

describe("a queue that was told nothing else", () => {
  test("retries three times, after up to 200, 400 and 800 ms, and then dead-letters", async () => {
    const { bus, queue } = await openDefault();
    const startedAt = bus.now();
    const times: number[] = [];
    queue.consume(() => {
      times.push(bus.now() - startedAt);
      throw new Error("broken");
    });
    await bus.publish(order("a"));
    await bus.advance(1400);
    expect(times).toHaveLength(4);
    for (const [index, mostMs] of [200, 400, 800].entries()) {
      const waitedMs = times[index + 1]! - times[index]!;
      expect(waitedMs).toBeGreaterThanOrEqual(0);
      expect(waitedMs).toBeLessThanOrEqual(mostMs);
    }
    expect(await queue.deadLetters.list()).toMatchObject([{ reason: "delivery-limit", attempts: 4 }]);
  });

  test("hands out ten at once, and again what is not settled in 30 seconds", async () => {
    const { bus, queue } = await openDefault();
    const out: Delivery[] = [];
    queue.consume((delivery) => void out.push(delivery), { autoAck: false });
    for (let index = 0; index < 12; index++) await bus.publish(order(`e${index}`));
    await bus.advance(29_999);
    expect([out.length, await queue.info()]).toMatchObject([10, { unacked: 10, ready: 2, oldestMs: 29_999 }]);
    await bus.advance(1);
    expect(out.slice(10).map(({ event, attempt }) => `${event.id}:${attempt}`)).toEqual(Array.from({ length: 10 }, (_, index) => `e${index}:2`));
  });

  test("takes a duplicate for one while ten thousand others have not come since", async () => {
    const { queue } = await openDefault();
    queue.consume(() => {});
    await queue.enqueue(order("a"));
    await Promise.all(Array.from({ length: 9999 }, (_, index) => queue.enqueue(order(`e${index}`))));
    await queue.enqueue(order("a"));
    expect((await queue.info()).published).toBe(10_000);
    await queue.enqueue(order("one more"));
    await queue.enqueue(order("a"));
    expect((await queue.info()).published).toBe(10_002);
  });

  test("says when an event came in, whenever it is handed out", async () => {
    const { bus, queue } = await openDefault();
    const enqueuedAt = bus.now();
    await bus.publish(order("a"));
    await bus.advance(5000);
    const seen: number[] = [];
    queue.consume((delivery) => {
      seen.push(delivery.enqueuedAt);
      return delivery.attempt === 1 ? delivery.retry({ delayMs: 1000 }) : undefined;
    });
    await bus.advance(1000);
    expect(seen).toEqual([enqueuedAt, enqueuedAt]);
  });

  test("is idle once nothing is ready, out or delayed, and not before", async () => {
    const { bus, queue } = await openDefault();
    await queue.idle();
    const steps: string[] = [];
    await queue.enqueue(order("delayed"), { delayMs: 1000 });
    const idle = queue.idle().then(() => steps.push("idle"));
    let settle = () => {};
    queue.consume(() => new Promise<void>((resolve) => (settle = resolve)));
    await bus.advance(999);
    steps.push("delayed");
    await bus.advance(1);
    steps.push("out");
    settle();
    await idle;
    expect(steps).toEqual(["delayed", "out", "idle"]);
  });

  test("ends with its scope, as a consumer does", async () => {
    const { bus, queue } = await openDefault();
    const consumer = queue.consume(() => {});
    await consumer[Symbol.asyncDispose]();
    await consumer.stop();
    await bus.publish(order("a"));
    await bus.advance();
    expect(await queue.info()).toMatchObject({ consumers: 0, ready: 1 });
    await queue[Symbol.asyncDispose]();
    await queue.close();
    await expect(queue.enqueue(order("b"))).rejects.toThrow(QueueClosedError);
    expect(await (await openQueue(bus, "orders", { store: memoryStore() })).info()).toMatchObject({ ready: 0 });
  });

  test("takes what a handler publishes into it, also while it waits for that, with room for one only", async () => {
    const { bus, queue } = await openDefault();
    const handled: string[] = [];
    queue.consume(
      async ({ event }) => {
        handled.push(event.id);
        const next = Number(event.id.slice(1)) + 1;
        if (next < 20) expect((await bus.publish(order(`e${next}`))).deliveries).toMatchObject([{ outcome: "ok" }]);
      },
      { prefetch: 1 },
    );
    await bus.publish(order("e0"));
    await bus.advance(100);
    await queue.idle();
    expect(handled).toEqual(Array.from({ length: 20 }, (_, index) => `e${index}`));
  });
});

test("a hundred thousand events published at once into a queue in memory are handled in order, and leave nothing behind", async () => {
  const { bus } = openBus();
  const queue = await openQueue(bus, "orders", { dedupeWindow: 0 });
  const many = 100_000;
  await Promise.all(Array.from({ length: many }, (_, index) => queue.enqueue(order(`${index}`))));
  expect(await queue.info()).toMatchObject({ ready: many });
  let next = 0;
  queue.consume(({ event }) => {
    if (event.id !== String(next)) throw new Error(`${event.id} came instead of ${next}`);
    next++;
  });
  await bus.advance();
  await queue.idle();
  expect([next, await queue.info()]).toMatchObject([many, { ready: 0, acked: many, retried: 0, dead: 0, oldestMs: 0 }]);
});
