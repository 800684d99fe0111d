import { type DeadLetters, NonRetryableError, openQueue, type QueueStore } from "eventdeck/queue";
import { memoryStore } from "eventdeck/store";
import { expect, test } from "vitest";
import { openBus, order } from "./open.ts";

const many = 700;

interface Work {
  read: number;
  written: number[];
}
/** A store that counts the records that are read, and what each batch writes. */
function counting(work: Work): QueueStore {
  const store = memoryStore();
  return {
    name: store.name,
    durable: false,
    open: () => store.open(),
    get: (key) => {
      work.read += 1;
      return store.get(key);
    },
    async *range(options) {
      for await (const each of store.range(options)) {
        work.read += 1;
        yield each;
      }
    },
    batch: (operations, options) => {
      work.written.push(operations.length);
      return store.batch(operations, options);
    },
  };
}

/** Many dead letters, every tenth of another group than the rest. */
async function openWithMany(): Promise<{ letters: DeadLetters; work: Work; reset: () => void }> {
  const work: Work = { read: 0, written: [] };
  const { bus } = openBus();
  const queue = await openQueue(bus, "orders", { store: counting(work), maxRetries: 0, prefetch: 100 });
  const failing = queue.consume(({ event }) => {
    if (event.id.endsWith("0")) throw new NonRetryableError("refused");
    throw new Error("no stock");
  });
  await Promise.all(Array.from({ length: many }, (_, nth) => queue.enqueue(order(`o${nth}`))));
  await queue.idle();
  await failing.stop();
  const reset = (): void => {
    work.read = 0;
    work.written = [];
  };
  reset();
  return { letters: queue.deadLetters, work, reset };
}

test("what is read of many dead letters is what is asked for", async () => {
  const { letters, work, reset } = await openWithMany();
  const groups = await letters.groups();
  expect(groups.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual([many / 10, many - many / 10]);
  const ids = await letters.ids({ limit: Infinity });
  expect([ids.length, work.read]).toEqual([many, 0]);
  expect((await letters.list(undefined, { limit: 100, after: ids[many / 2] })).map(({ id }) => id)).toEqual(ids.slice(many / 2 + 1, many / 2 + 101));
  expect(work.read).toBe(100);
  reset();
  await letters.get(ids[many - 1] ?? "");
  expect(work.read).toBe(1);
  reset();
  // Those between are passed over, not read.
  const rare = groups.find(({ count }) => count === many / 10)?.group;
  expect(await letters.list(undefined, { limit: 50, group: rare })).toHaveLength(50);
  expect(work.read).toBe(50);
  reset();
  // A query reads each once.
  expect(await letters.list(`id:o${many - 1}`)).toHaveLength(1);
  expect(work.read).toBe(many);
});

test("a redrive reads what it moves, a discard nothing, and both write in batches that hold nobody up", async () => {
  const { letters, work, reset } = await openWithMany();
  const ids = await letters.ids({ limit: 50 });
  expect(await letters.redrive({ ids })).toBe(50);
  expect(work.read).toBe(50);
  reset();
  const [large] = (await letters.groups()).toSorted((a, b) => b.count - a.count);
  expect(await letters.discard({ group: large?.group ?? "" })).toBe(large?.count);
  expect(work.read).toBe(0);
  // The event and what is known of it, 500 times.
  expect(Math.max(...work.written)).toBe(1_000);
  reset();
  const rest = (await letters.groups())[0]?.count ?? 0;
  expect(await letters.redrive({ query: () => true })).toBe(rest);
  // Read by the query, and once more to be checked.
  expect(work.read).toBe(2 * rest);
  expect(Math.max(...work.written)).toBeLessThanOrEqual(500 * 4);
});

test("groups are kept up as letters come and go", async () => {
  const { letters } = await openWithMany();
  const before = await letters.groups();
  const { group, count } = before[0]!;
  const ids = await letters.ids({ group, limit: Infinity });
  await letters.discard({ ids: [ids[0]!, ids.at(-1)!] });
  const [first, last] = [await letters.get(ids[1]!), await letters.get(ids.at(-2)!)];
  const after = await letters.groups();
  expect(after.find((each) => each.group === group)).toEqual({
    group,
    reason: first?.reason,
    message: last?.error?.message,
    count: count - 2,
    firstAt: first?.deadAt,
    lastAt: last?.deadAt,
  });
  await letters.discard({ group });
  expect((await letters.groups()).map((each) => each.group)).not.toContain(group);
  expect(await letters.list(undefined, { group })).toEqual([]);
});
