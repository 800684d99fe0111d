import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const timeTravelModule = fileURLToPath(new URL("../time-travel.mjs", import.meta.url));
const what = "100,000 events, a state of 10,000 items";

/**
 * The states of the past: how fast they are there and what they take, in processes of their own that may ask for garbage collection.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  return [...toResults("an array", await travel("array"), 5), ...toResults("a record by id", await travel("record"))];
}

/** @param {"array" | "record"} shape */
async function travel(shape) {
  const child = fork(timeTravelModule, [shape], { execArgv: ["--expose-gc", "--max-old-space-size=4096"] });
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`The process that travels in time ended with ${code}.`);
  });
  exited.catch(() => {});
  /** @type {any[]} */
  const [found] = await Promise.race([once(child, "message"), exited]);
  child.kill();
  return found;
}

/** @param {string} shape @param {any} found @param {number} [atMostMs] of a look at a random position @returns {import("../report.mjs").Result[]} */
function toResults(shape, found, atMostMs) {
  const name = (/** @type {string} */ figure) => `${what} (${shape}): ${figure}`;
  const jump = { "Redux devtools' instrument, which keeps every state": found.devtoolsJumpMs };
  return [
    {
      name: name("at(position), random, median"),
      unit: "ms",
      ours: found.at.median,
      peers: { ...jump, "immer's applyPatches from the beginning": found.fromStartMs },
      budget: atMostMs === undefined ? undefined : { atMost: atMostMs },
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
