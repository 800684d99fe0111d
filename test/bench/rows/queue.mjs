import process from "node:process";
import { createBus, defineEvent, payload } from "eventdeck";
import { openQueue } from "eventdeck/queue";
import { memoryStore } from "eventdeck/store";
import fastq from "fastq";
import PQueue from "p-queue";
import { measuredBy } from "../measured-child.mjs";

/** @typedef {import("../compare.mjs").Comparison} Comparison */

const batch = 1000;
const concurrency = 10;
let delivered = 0;
const count = () => delivered;
/** What the handler adds up, so that no compiler can leave the call out. */
let sum = 0;
/** @param {number} index @returns {Promise<void>} */
const work = async (index) => {
  sum += index;
  delivered++;
};
process.once("exit", () => {
  if (!Number.isFinite(sum)) throw new Error("The handlers did not see the payloads.");
});
const job = defineEvent("job.ready", payload(), { priority: "immediate" });

/** Published on a bus with all on, stored, handed out, acknowledged. @param {Partial<import("eventdeck/queue").QueueOptions>} [options] */
function eventdeck(options) {
  return async () => {
    const bus = createBus({ source: "bench" });
    const queue = await openQueue(bus, "jobs", { bind: job, prefetch: concurrency, ...options });
    queue.consume(({ event }) => work(/** @type {number} */ (event.payload)));
    return {
      async run() {
        for (let index = 0; index < batch; index++) bus.emit(job(index));
        await queue.idle();
      },
      delivered: count,
    };
  };
}

const lists = {
  "fastq 1": () => {
    const queue = fastq.promise(work, concurrency);
    return {
      async run() {
        const pushed = [];
        for (let index = 0; index < batch; index++) pushed.push(queue.push(index));
        await Promise.all(pushed);
      },
      delivered: count,
    };
  },
  "p-queue 8": () => {
    const queue = new PQueue({ concurrency });
    return {
      async run() {
        const added = [];
        for (let index = 0; index < batch; index++) added.push(queue.add(() => work(index)));
        await Promise.all(added);
      },
      delivered: count,
    };
  },
};
const note = "theirs is a list of calls: no event, no id, no attempts, no retry, no dead letter";

/** @type {readonly Comparison[]} */
export const comparisons = [
  { name: "queue in memory: publish, hand out, acknowledge", batch, judged: {}, sides: { eventdeck: eventdeck(), ...lists }, note },
  {
    name: "queue in memory that remembers no ids",
    batch,
    judged: {},
    sides: { eventdeck: eventdeck({ dedupeWindow: 0 }), ...lists },
    note,
  },
  {
    name: "queue in a memory store, every record as text",
    batch,
    judged: {},
    sides: { eventdeck: eventdeck({ store: memoryStore() }), ...lists },
    note,
  },
];

/**
 * A queue on LevelDB beside LevelDB itself, in a process of its own.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  const { queue, raw, operationsPerEvent, operationsPerBatch } = await measuredBy(new URL("../queue-disk.mjs", import.meta.url));
  const limit = "the same batches by classic-level";
  return [
    {
      name: "queue on LevelDB: put in, hand out, acknowledge",
      unit: "µs per event",
      ours: queue.median,
      peers: { [limit]: raw.median },
      against: limit,
      spread: `eventdeck ${queue.min.toFixed(1)} to ${queue.max.toFixed(1)}, ${limit} ${raw.min.toFixed(1)} to ${raw.max.toFixed(1)}`,
      note: `${operationsPerEvent.toFixed(1)} operations per event, ${operationsPerBatch.toFixed(0)} in a batch; ours makes, encodes, reads back, checks and freezes the events too`,
    },
  ];
}
