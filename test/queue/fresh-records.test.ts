import { type BusEvent, defineEvent } from "eventdeck";
import { openQueue, type QueueStore } from "eventdeck/queue";
import { memoryStore } from "eventdeck/store";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import * as fc from "../fast-check.ts";
import { openBus, order } from "./open.ts";

/** A store that counts what is read one by one. */
function countingStore() {
  const store = memoryStore();
  const reads = { count: 0 };
  const view: QueueStore = {
    name: "counting",
    durable: true,
    open: () => store.open(),
    range: (options) => store.range(options),
    batch: (operations, options) => store.batch(operations, options),
    get(key) {
      reads.count++;
      return store.get(key);
    },
  };
  return { view, reads };
}

test("what is handed out soon is what the store has, as it comes back from there: frozen, a copy, without who acted", async () => {
  const payloads = fc.oneof(fc.anything({ withMap: true, withSet: true, withDate: true, withBigInt: true, withTypedArray: true }), fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(payloads, fc.constantFrom(undefined, "k"), async (input, partitionKey) => {
      const { bus } = openBus();
      const { view, reads } = countingStore();
      const queue = await openQueue(bus, "orders", { store: view, backoff: () => 0 });
      const seen: BusEvent[] = [];
      const readsBefore: number[] = [];
      queue.consume(({ event }) => {
        seen.push(event);
        readsBefore.push(reads.count);
        if (seen.length === 1) throw new Error("once more");
      });
      await queue.enqueue({ ...order("a", { partitionKey, actor: { userId: "ann" } }), input });
      await queue.idle();
      expect(readsBefore[1]).toBe(1);
      expect(seen[0]).toStrictEqual(seen[1]);
      expect([seen[0]?.actor, Object.isFrozen(seen[0]), Object.isFrozen(seen[0]?.payload)]).toEqual([undefined, true, Object.isFrozen(seen[1]?.payload)]);
      await bus.close();
    }),
    { numRuns: 150 },
  );
});

test("an event is checked and lifted by its definition the first time too", async () => {
  const placed = defineEvent("order.placed", z.object({ euros: z.number() }), {
    version: 2,
    upcast: { 1: (old: unknown) => ({ euros: (old as { cents: number }).cents / 100 }) },
  });
  const { bus } = openBus([placed]);
  const queue = await openQueue(bus, "orders", { store: countingStore().view });
  const payloads: unknown[] = [];
  queue.consume(({ event }) => void payloads.push([event.version, event.payload]));
  const old = { id: "a", type: "order.placed", version: 1, payload: { cents: 250 } };
  await queue.enqueue(old as BusEvent);
  await queue.enqueue({ ...old, id: "b", payload: { cents: "many" } } as BusEvent);
  await queue.idle();
  expect(payloads).toEqual([[2, { euros: 2.5 }]]);
  expect(await queue.deadLetters.list()).toMatchObject([{ reason: "invalid", event: { id: "b", payload: { cents: "many" } } }]);
});

test("a queue that nobody consumes keeps no more than its bounds beside the store: some thousand events, and no large ones", async () => {
  const { bus } = openBus();
  const { view, reads } = countingStore();
  const queue = await openQueue(bus, "orders", { store: view });
  await queue.enqueue({ ...order("large"), input: "x".repeat(10_000) });
  await Promise.all(Array.from({ length: 1100 }, (_, index) => queue.enqueue(order(`e${index}`))));
  const handled: string[] = [];
  queue.consume(({ event }) => void handled.push(event.id));
  await bus.advance();
  await queue.idle();
  expect(handled).toHaveLength(1101);
  expect(reads.count).toBe(1 + 1100 - 1024);
});
