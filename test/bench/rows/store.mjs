import { createBus, defineEvent, payload } from "eventdeck";
import { memoryStore, persistHistory } from "eventdeck/store";
import { measuredBy } from "../measured-child.mjs";

/** @typedef {import("../compare.mjs").Comparison} Comparison */

const batch = 10_000;
const type = "cart.item-added";
const added = defineEvent(type, payload(), { priority: "immediate" });

/** @param {(bus: import("eventdeck").Bus) => void} [prepare] */
function drafts(prepare) {
  return () => {
    let delivered = 0;
    // What one round records is more than history holds; that this is told is not what the row is about.
    const bus = createBus({ source: "bench", onError: () => {} });
    bus.subscribe(type, () => delivered++);
    prepare?.(bus);
    return {
      run() {
        for (let index = 0; index < batch; index++) bus.emit(added({ sku: "A-1", quantity: index, gift: false }));
      },
      delivered: () => delivered,
    };
  };
}

/** @type {Comparison[]} */
export const comparisons = [
  {
    name: "draft, while persistHistory stores what is recorded",
    batch,
    sides: {
      eventdeck: drafts((bus) => {
        const store = memoryStore();
        void store.open();
        persistHistory(bus, store);
      }),
      "not stored": drafts(),
    },
    judged: { "not stored": { atMost: 1.05 } },
    note: "what emitting takes; encoding and writing come in later tasks",
  },
];

/**
 * Our store on LevelDB beside LevelDB itself, in a process of its own.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  const found = await measuredBy(new URL("../store-disk.mjs", import.meta.url));
  const spread = (/** @type {string[]} */ ...sides) => sides.map((side) => `${side} ${found[side].min.toFixed(1)} to ${found[side].max.toFixed(1)}`).join(", ");
  const unit = "µs per event";
  return [
    {
      name: "append to LevelDB in batches of 100",
      unit,
      ours: found.append.median,
      peers: { "classic-level's batch of the same texts": found.rawBatch.median },
      against: "classic-level's batch of the same texts",
      budget: { atLeast: 0.5 },
      spread: spread("append", "rawBatch"),
      note: "ours encodes the events too",
    },
    {
      name: "read from LevelDB",
      unit,
      ours: found.read.median,
      peers: { "classic-level's iterator and JSON.parse": found.rawParse.median, "classic-level's iterator, texts only": found.rawRead.median },
      against: "classic-level's iterator and JSON.parse",
      budget: { atLeast: 0.5 },
      spread: spread("read", "rawParse", "rawRead"),
      note: "ours gives checked and frozen events",
    },
    { name: "one million events on disk: open, and know where the stream ends", unit: "ms", ours: found.openMs, peers: {}, budget: { atMost: 1000 } },
  ];
}
