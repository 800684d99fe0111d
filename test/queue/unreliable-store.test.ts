import { BusError } from "eventdeck";
import { openQueue, type QueueStore } from "eventdeck/queue";
import { memoryStore } from "eventdeck/store";
import { describe, expect, test } from "vitest";
import { openBus, order } from "./open.ts";

/** A store whose writes go through what a test says of them. */
function storeWith(write: (batch: () => Promise<void>, operations: number) => Promise<void>): QueueStore {
  const store = memoryStore();
  return {
    name: "unreliable",
    durable: true,
    open: () => store.open(),
    get: (key) => store.get(key),
    range: (options) => store.range(options),
    batch: (operations, options) => write(() => store.batch(operations, options), operations.length),
  };
}

describe.each([3, 5, 7])("on a store of which every write with a number divisible by %i fails", (every) => {
  test("nothing that was stored is lost, nothing that was acknowledged comes again, and keys keep their order", async () => {
    let writes = 0;
    const { bus, failures } = openBus();
    const store = storeWith(async (batch) => {
      if (++writes % every === 0) throw new BusError("ERR_STORE_FAILED", "input/output error");
      await batch();
    });
    const queue = await openQueue(bus, "orders", { bind: "order.#", store, maxRetries: 1000, backoff: () => 10, visibilityTimeoutMs: 100, prefetch: 3 });
    const [handled, acknowledged, again]: [string[], Set<string>, string[]] = [[], new Set(), []];
    queue.consume(
      async (delivery) => {
        const { id } = delivery.event;
        if (acknowledged.has(id)) again.push(id);
        if (!handled.includes(id)) handled.push(id);
        if (id.endsWith("5") && delivery.attempt === 1) throw new Error("broken");
        await delivery.ack();
        acknowledged.add(id);
      },
      { autoAck: false },
    );
    const stored: string[] = [];
    for (let index = 0; index < 60; index++) {
      const id = `k${index % 4}-${index}`;
      const { deliveries } = await bus.publish(order(id, { partitionKey: id.slice(0, 2) }));
      if (deliveries[0]?.outcome === "ok") stored.push(id);
      else expect(deliveries[0]).toMatchObject({ outcome: "failed", error: { code: "ERR_STORE_FAILED" } });
      await bus.advance(1);
    }
    await bus.advance(100_000);
    expect(again).toEqual([]);
    expect(stored.length).toBeLessThan(60);
    expect([...acknowledged].toSorted()).toEqual(stored.toSorted());
    for (const key of ["k0", "k1", "k2", "k3"]) expect(handled.filter((id) => id.startsWith(key))).toEqual(stored.filter((id) => id.startsWith(key)));
    expect(await queue.info()).toMatchObject({ ready: 0, unacked: 0, delayed: 0, dead: 0 });
    expect(failures.length).toBeGreaterThan(0);
  });
});

describe("on a store that takes seconds for each write", () => {
  test("a flood is taken in few writes, up to maxLength; all else is refused at once, and no more than that is held", async () => {
    const { bus } = openBus();
    const sizes: number[] = [];
    const store = storeWith(async (batch, operations) => {
      sizes.push(operations);
      await new Promise<void>((resolve) => void bus.clock.schedule(() => resolve(), 3000, "normal"));
      await batch();
    });
    const opening = openQueue(bus, "orders", { bind: "order.#", store, maxLength: 1000 });
    await bus.advance();
    const queue = await opening;
    const outcomes: (string | undefined)[] = [];
    const published = Array.from({ length: 20_000 }, async (_, index) => {
      const { deliveries } = await bus.publish(order(`e${index}`));
      outcomes.push(deliveries[0]?.outcome);
    });
    await bus.advance(2999);
    expect(outcomes).toEqual(Array(19_000).fill("failed"));
    await bus.advance(3001);
    await Promise.all(published);
    expect(outcomes.slice(19_000)).toEqual(Array(1000).fill("ok"));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2000);
    expect(sizes.length).toBeLessThan(5);
    const handled = new Set<string>();
    queue.consume(({ event }) => void handled.add(event.id), { prefetch: 100 });
    await bus.advance(3_600_000);
    expect(handled.size).toBe(1000);
    expect(await queue.info()).toMatchObject({ ready: 0, acked: 1000, dead: 0 });
  });
});
