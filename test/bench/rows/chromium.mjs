import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { chromiumArguments, requireChromium } from "../../package/chromium.mjs";
import { root } from "../../package/install.mjs";
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
  const server = await serve(await bundle());
  const browser = await chromium.launch({ executablePath: await requireChromium(), args: chromiumArguments });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction("globalThis.bench !== undefined");
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
    await browser.close();
    await server.close();
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

/** The page's module with the built package in it, found by its public name. */
async function bundle() {
  const result = await build({
    configFile: false,
    root,
    logLevel: "warn",
    build: { write: false, target: "es2022", lib: { entry: pageModule, formats: ["es"] } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  return new Map(outputs.flatMap((output) => (output.type === "chunk" ? [[output.isEntry ? "/page.js" : `/${output.fileName}`, output.code]] : [])));
}

/** @param {Map<string, string>} modules */
async function serve(modules) {
  const html = '<!doctype html><title>bench</title><script type="module">globalThis.bench = await import("/page.js");</script>';
  const server = createServer((request, response) => {
    const code = modules.get(request.url ?? "");
    // Isolated pages get the clock in steps of 5 µs instead of 100.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin").setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Content-Type", code === undefined ? "text/html" : "text/javascript").end(code ?? html);
  });
  await new Promise((resolve) => void server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => new Promise((resolve) => void server.close(resolve)) };
}
