import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ClassicLevel } from "classic-level";
import { createBus, defineEvent, payload } from "eventdeck";
import { openQueue } from "eventdeck/queue";
import { levelStore } from "eventdeck/store/level";
import { spreadOf } from "./compare.mjs";

// A queue on LevelDB, and LevelDB by itself with the batches that the queue has just written: as many, of the same sizes, with the same texts. In turns, each in a folder of its own.

const many = 5000;
const burst = 500;
const rounds = 7;
const job = defineEvent("job.ready", payload(), { priority: "immediate" });
/** @type {Record<"queue" | "raw", number[]>} */
const times = { queue: [], raw: [] };
let operations = 0;
let batches = 0;

const folder = mkdtempSync(join(tmpdir(), "eventdeck-bench-"));
try {
  await queueAndRaw("warm-up");
  times.queue.length = times.raw.length = 0;
  for (let round = 0; round < rounds; round++) await queueAndRaw(String(round));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.send?.({ queue: spreadOf(times.queue), raw: spreadOf(times.raw), operationsPerBatch: operations / batches, operationsPerEvent: operations / many });

/** @param {string} round */
async function queueAndRaw(round) {
  const written = await throughQueue(join(folder, `queue-${round}`));
  await throughLevel(join(folder, `raw-${round}`), written);
}

/** Each event put in, handed out and acknowledged. @param {string} location @returns {Promise<(readonly import("eventdeck/store").StoreOperation[])[]>} what it wrote */
async function throughQueue(location) {
  const store = levelStore({ location });
  const { name, durable } = store;
  /** @type {(readonly import("eventdeck/store").StoreOperation[])[]} */
  const written = [];
  /** @type {import("eventdeck/queue").QueueStore} */
  const watched = {
    name,
    durable,
    open: () => store.open(),
    get: (key) => store.get(key),
    range: (options) => store.range(options),
    batch(batch, options) {
      written.push(batch);
      return store.batch(batch, options);
    },
  };
  const bus = createBus({ source: "bench" });
  const queue = await openQueue(bus, "jobs", { store: watched });
  let handled = 0;
  queue.consume(async () => handled++);
  const startedAt = performance.now();
  for (let from = 0; from < many; from += burst) {
    await Promise.all(Array.from({ length: burst }, (_, index) => queue.enqueue(job({ sku: `A-${from + index}`, quantity: 1 }))));
    await queue.idle();
  }
  times.queue.push(((performance.now() - startedAt) / many) * 1000);
  if (handled !== many) throw new Error(`${handled} of ${many} events were handled.`);
  await bus.close();
  await queue.close();
  await store.close();
  return written;
}

/** @param {string} location @param {readonly (readonly import("eventdeck/store").StoreOperation[])[]} written */
async function throughLevel(location, written) {
  /** @type {ClassicLevel} */
  const level = new ClassicLevel(location, { keyEncoding: "utf8", valueEncoding: "utf8" });
  await level.open();
  const texts = written.map((batch) =>
    batch.map((operation) =>
      "put" in operation
        ? { type: /** @type {const} */ ("put"), key: operation.put, value: JSON.stringify(operation.value) }
        : { type: /** @type {const} */ ("del"), key: operation.del },
    ),
  );
  const startedAt = performance.now();
  for (const batch of texts) await level.batch(batch);
  times.raw.push(((performance.now() - startedAt) / many) * 1000);
  await level.close();
  batches = texts.length;
  operations = texts.reduce((sum, { length }) => sum + length, 0);
}
