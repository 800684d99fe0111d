import { measuredBy } from "../measured-child.mjs";

const timeTravel = new URL("../time-travel.mjs", import.meta.url);

/**
 * The states of the past: how fast they are there and what they take, in processes of their own that may ask for garbage collection.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  const array = await travel("array", 100_000);
  // Immer, and so every side, takes milliseconds to copy a record of 10,000 keys: 100,000 events would take half an hour.
  const record = await travel("record", 2000);
  return [...toResults("100,000 events, an array of 10,000 items", array), ...toResults("2,000 events, a record of 10,000 items by id", record)];
}

/** @param {"array" | "record"} shape @param {number} events @returns {Promise<any>} */
function travel(shape, events) {
  return measuredBy(timeTravel, { argv: [shape, String(events)], execArgv: ["--expose-gc", "--max-old-space-size=4096"] });
}

/** @param {string} what @param {any} found @returns {import("../report.mjs").Result[]} */
function toResults(what, found) {
  const name = (/** @type {string} */ figure) => `${what}: ${figure}`;
  const jump = { "Redux devtools' instrument, which keeps every state": found.devtoolsJumpMs };
  return [
    {
      name: name("at(position), random, median"),
      unit: "ms",
      ours: found.at.median,
      peers: { ...jump, "immer's applyPatches from the beginning": found.fromStartMs },
      budget: { atMost: 5 },
      note: `p95 ${found.at.p95.toFixed(2)} ms.`,
    },
    { name: name("at(position), one forward, median"), unit: "ms", ours: found.forward.median, peers: {}, note: `p95 ${found.forward.p95.toFixed(2)} ms.` },
    { name: name("at(position), one back, median"), unit: "ms", ours: found.back.median, peers: {}, note: `p95 ${found.back.p95.toFixed(2)} ms.` },
    {
      name: name("memory per event beyond history"),
      unit: "bytes",
      ours: found.ourBytesEach,
      peers: {
        "an array of plain immer's { patches, inverse }": found.patchesBytesEach,
        "Redux devtools' instrument, measured at 1,000": found.devtoolsBytesEach,
      },
      against: "an array of plain immer's { patches, inverse }",
      budget: { atMost: 3 },
      note: "The events themselves, and the history of a bus without the projection, are not counted on any side.",
    },
  ];
}
