import { fileURLToPath } from "node:url";
import { openBenchPage } from "../bench-page.mjs";
import { spreadOf } from "../compare.mjs";

const pageModule = fileURLToPath(new URL("../page.mjs", import.meta.url));
const events = 200_000;
/** Of ours and of the plain loop, in turns. The peers have no budget to hold and run once. */
const rounds = 2;
const peers = ["one postTask per event", "RxJS asyncScheduler"];
const what = "200,000 normal events with 20 µs handlers, in Chromium";

/**
 * @typedef {import("../report.mjs").Result} Result
 * @typedef {import("../page.mjs").Flood} Flood
 * @typedef {Pick<Flood, "framesPerSecond" | "urgentP50Ms" | "urgentP99Ms">} Idle
 */

/** @returns {Promise<Result[]>} */
export async function measure() {
  const { page, close } = await openBenchPage(pageModule);
  try {
    await page.evaluate("bench.calibrate()");
    /** @type {Idle} */
    const idle = await page.evaluate("bench.idle()");
    /** @type {number[]} */
    const loops = [];
    /** @type {Flood[]} */
    const ours = [];
    for (let round = 0; round < rounds; round++) {
      loops.push(await page.evaluate(`bench.plainLoop(${events})`));
      ours.push(await flood(page, "eventdeck"));
    }
    /** @type {Record<string, Flood>} */
    const theirs = {};
    for (const peer of peers) theirs[peer] = await flood(page, peer);
    return toResults({ ours, theirs, loopMs: spreadOf(loops).median, idle });
  } finally {
    await close();
  }
}

/** @param {import("@playwright/test").Page} page @param {string} side @returns {Promise<Flood>} */
async function flood(page, side) {
  /** @type {Flood} */
  const result = await page.evaluate(`bench.flood(${JSON.stringify(side)}, ${events})`);
  if (result.handled !== events) throw new Error(`${side} handled ${result.handled} of ${events} events.`);
  return result;
}

/** @param {{ ours: Flood[], theirs: Record<string, Flood>, loopMs: number, idle: Idle }} measured @returns {Result[]} */
function toResults({ ours, theirs, loopMs, idle }) {
  /** @param {keyof Flood} key */
  const of = (key) => {
    const { median, min, max } = spreadOf(ours.map((flooded) => flooded[key]));
    return {
      ours: median,
      spread: `${min.toFixed(1)} to ${max.toFixed(1)}`,
      peers: Object.fromEntries(Object.entries(theirs).map(([peer, flooded]) => [peer, flooded[key]])),
    };
  };
  const total = of("totalMs");
  const frames = of("framesPerSecond");
  const urgent = of("urgentP99Ms");
  const atRest = "page that does nothing";
  return [
    { name: `${what}: total`, unit: "ms", ...total, peers: { "plain loop": loopMs, ...total.peers }, against: "plain loop", budget: { atMost: 1.2 } },
    { name: `${what}: longest task`, unit: "ms", ...of("longestTaskMs"), budget: { atMost: 50 }, note: "0: the browser reported no task of 50 ms or more." },
    { name: `${what}: frames`, unit: "per second", ...frames, peers: { ...frames.peers, [atRest]: idle.framesPerSecond }, budget: { atLeast: 55 } },
    {
      name: `${what}: immediate event from a timer, handled after the timer was due, p99`,
      unit: "ms",
      ...urgent,
      peers: { ...urgent.peers, [atRest]: idle.urgentP99Ms },
      budget: { atMost: 8 },
      note: `Median ${of("urgentP50Ms").ours.toFixed(1)} ms; on a page that does nothing ${idle.urgentP50Ms.toFixed(1)} ms.`,
    },
  ];
}
