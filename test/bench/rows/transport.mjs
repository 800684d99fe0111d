import process from "node:process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { openBenchPage } from "../bench-page.mjs";
import { spreadOf } from "../compare.mjs";
import { drive, sides } from "../transport-sides.mjs";

const pageModule = fileURLToPath(new URL("../transport-page.mjs", import.meta.url));
const workerModule = new URL("../transport-worker.mjs", import.meta.url);
const events = 20_000;
const pings = 500;
/** For the compiler: after two, a round takes half as long as the first. */
const warmUps = 3;
const rounds = 7;
const raw = "postMessage";

/**
 * @typedef {{ throughput: number[], latency: number[], processorMs: number[] }} Measured milliseconds; of the processor where that can be told
 * @typedef {{ throughput(side: string): Promise<number>, latency(side: string): Promise<number[]>, processorMs?(): number }} Stage where sides are open
 */

/** @returns {Promise<import("../report.mjs").Result[]>} */
export async function measure() {
  return [...toResults("worker_threads", await measureInNode()), ...toResults("a worker in Chromium", await measureInChromium())];
}

async function measureInNode() {
  const opened = new Map();
  for (const side of sides) {
    const worker = new Worker(workerModule, { workerData: side });
    opened.set(side, { worker, driven: await drive(worker, side) });
  }
  const measured = await inTurns({
    throughput: (side) => opened.get(side).driven.throughput(events),
    latency: (side) => opened.get(side).driven.latency(pings),
    processorMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
  });
  for (const { worker, driven } of opened.values()) {
    await driven.close();
    await worker.terminate();
  }
  return measured;
}

async function measureInChromium() {
  const { page, close } = await openBenchPage(pageModule);
  const call = (/** @type {string} */ name, /** @type {unknown[]} */ ...parameters) =>
    page.evaluate(`bench.${name}(${parameters.map((parameter) => JSON.stringify(parameter)).join(", ")})`);
  try {
    for (const side of sides) await call("open", side);
    return await inTurns({ throughput: (side) => call("throughput", side, events), latency: (side) => call("latency", side, pings) });
  } finally {
    await close();
  }
}

/**
 * A round of each side after the other, so that what else the machine does meanwhile falls on all of them.
 *
 * @param {Stage} stage
 * @returns {Promise<Record<string, Measured>>}
 */
async function inTurns({ throughput, latency, processorMs = () => Number.NaN }) {
  /** @type {Record<string, Measured>} */
  const all = Object.fromEntries(sides.map((side) => [side, { throughput: [], latency: [], processorMs: [] }]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const [side, measured] of Object.entries(all)) {
      const before = processorMs();
      const tookMs = await throughput(side);
      if (round < 0) continue;
      measured.throughput.push(tookMs);
      measured.processorMs.push(processorMs() - before);
    }
  }
  for (const [side, measured] of Object.entries(all)) measured.latency = await latency(side);
  return all;
}

/** @param {string} where @param {Record<string, Measured>} measured @returns {import("../report.mjs").Result[]} */
function toResults(where, { eventdeck, ...peers }) {
  if (eventdeck === undefined) throw new Error("Ours was not measured.");
  const perEvent = (/** @type {Measured} */ { throughput }) => (spreadOf(throughput).median * 1000) / events;
  const processorPerEvent = (/** @type {Measured} */ { processorMs }) => (spreadOf(processorMs).median * 1000) / events;
  const oneWay = (/** @type {Measured} */ { latency }) => spreadOf(latency).median / 2;
  const of = (/** @type {(measured: Measured) => number} */ figure) =>
    Object.fromEntries(Object.entries(peers).map(([peer, measured]) => [peer, figure(measured)]));
  const latencies = of(oneWay);
  const processor = `${processorPerEvent(eventdeck).toFixed(1)} µs of the processor for each, on both sides together, and "${raw}" ${of(processorPerEvent)[raw]?.toFixed(1)} µs`;
  return [
    {
      name: `20,000 events to ${where}, until the last is handled`,
      unit: "µs per event",
      ours: perEvent(eventdeck),
      peers: of(perEvent),
      against: raw,
      budget: { atLeast: 0.6 },
      note:
        `"${raw}" writes each CloudEvent as JSON, posts it, and parses it on the other side, and no more: what would be written by hand. Ours does that in batches, and on top ` +
        `stamps, freezes, checks, records and delivers each event on both sides.${Number.isNaN(processorPerEvent(eventdeck)) ? "" : ` It takes ${processor}.`}`,
    },
    {
      name: `an event to ${where}, one way, beyond what postMessage takes`,
      unit: "ms",
      ours: oneWay(eventdeck) - (latencies[raw] ?? NaN),
      peers: {},
      budget: { atMost: 0.2 },
      note: `Medians of ${pings} there and back, halved: ours ${oneWay(eventdeck).toFixed(3)} ms, ${raw} ${latencies[raw]?.toFixed(3)} ms, postal ${latencies["postal"]?.toFixed(3)} ms.`,
    },
  ];
}
