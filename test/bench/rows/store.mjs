import { measuredBy } from "../measured-child.mjs";

/**
 * A bus whose history is stored beside one whose history is not; and our store on LevelDB beside LevelDB itself. Each in a process of its own.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  return [await emits(), ...(await onDisk())];
}

/** @returns {Promise<import("../report.mjs").Result>} */
async function emits() {
  const { stored, plain, later, ratio } = await measuredBy(new URL("../persisted-emits.mjs", import.meta.url), { execArgv: ["--expose-gc"] });
  return {
    name: "draft, while persistHistory stores what is recorded, against not stored",
    unit: "ns per event",
    ours: stored.median,
    peers: { "not stored": plain.median },
    against: "not stored",
    ratio,
    budget: { atMost: 1.05 },
    spread: `eventdeck ${stored.min.toFixed(0)} to ${stored.max.toFixed(0)}, not stored ${plain.min.toFixed(0)} to ${plain.max.toFixed(0)}`,
    note: `Turns of 1,000 events, with what takes them over. Encoding and writing them to memory take another ${later.median.toFixed(0)} ns for each, in later tasks.`,
  };
}

/** @returns {Promise<import("../report.mjs").Result[]>} */
async function onDisk() {
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
