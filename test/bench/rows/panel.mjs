import { fileURLToPath } from "node:url";
import { openBenchPage } from "../bench-page.mjs";
import { spreadOf } from "../compare.mjs";

const pageModule = fileURLToPath(new URL("../panel-page.mjs", import.meta.url));
const million = 1_000_000;
/** As many as each bears: with ten times as many, both stand still for minutes. */
const peers = { "Redux DevTools inspector monitor": 2_000, "TanStack Query devtools": 2_000 };
const floodPerSecond = 20_000;
const historyBytes = 64 * 1024 * 1024;

/**
 * @typedef {import("@playwright/test").Page} Page
 * @typedef {import("../report.mjs").Result} Result
 * @typedef {import("../panel-page.mjs").Opened} Opened
 */

/** What the panel costs, and how fast it is, in Chromium. @returns {Promise<Result[]>} */
export async function measure() {
  return [
    ...(await onPage(aMillion)),
    ...(await peersOpened()),
    ...(await onPage(large)),
    ...(await onPage(live)),
    ...(await onPage(heap)),
    ...(await emits()),
  ];
}

/** @template Value @param {(page: Page) => Promise<Value>} body @returns {Promise<Value>} */
async function onPage(body) {
  const { page, close } = await openBenchPage(pageModule);
  try {
    return await body(page);
  } finally {
    await close();
  }
}

/** @param {Page} page @returns {Promise<Result[]>} */
async function aMillion(page) {
  const size = await page.evaluate(`bench.fill(${million})`);
  if (size !== million) throw new Error(`History retained ${size} of ${million} events.`);
  /** @type {Opened} */
  const opened = await page.evaluate("bench.mount(true)");
  const what = "the panel with 1,000,000 events, in Chromium";
  /** @type {{ framesPerSecond: number, longestTaskMs: number }} */
  const scrolled = await page.evaluate("bench.scrollFor(4000)");
  const keys = await keystrokes(page);
  return [
    { name: `${what}: opened`, unit: "ms", ours: opened.openMs, peers: {}, budget: { atMost: 3000 } },
    {
      name: `${what}: longest task while it opens`,
      unit: "ms",
      ours: opened.longestTaskMs,
      peers: {},
      budget: { atMost: 100 },
      note: "0: no task of 50 ms or more.",
    },
    { name: `${what}: scrolled from end to end and back`, unit: "frames per second", ours: scrolled.framesPerSecond, peers: {}, budget: { atLeast: 55 } },
    {
      name: `${what}: a keystroke in the filter until its first result is on the page`,
      unit: "ms",
      ours: keys.median,
      peers: {},
      spread: `${keys.min.toFixed(0)} to ${keys.max.toFixed(0)}`,
      budget: { atMost: 100 },
    },
    {
      name: `${what}: longest task while somebody types a filter`,
      unit: "ms",
      ours: keys.longestTaskMs,
      peers: {},
      budget: { atMost: 100 },
      note: "0: no task of 50 ms or more.",
    },
  ];
}

/** From the key's own time to the frame after the list ends with another event: each of these keys makes another one the newest that matches. @param {Page} page */
async function keystrokes(page) {
  const filter = page.getByRole("combobox", { name: "Filter events" });
  await filter.fill("A-");
  await page.waitForFunction("bench.isListed()");
  await page.evaluate("bench.watchTasks()");
  const waits = [];
  for (const key of ["1", "2", "3", "4", "Backspace", "Backspace", "Backspace"]) {
    await filter.evaluate((input) => {
      const list = /** @type {ShadowRoot} */ (input.getRootNode()).querySelector('[role=treegrid][aria-label="Events"]');
      if (!list) throw new Error("The panel shows no list.");
      const newest = () => Math.max(...[...list.querySelectorAll("[data-position]")].map((row) => Number(row.getAttribute("data-position"))));
      const before = newest();
      const measured = new Promise((resolve) => {
        input.addEventListener(
          "input",
          ({ timeStamp }) => {
            const next = () => void requestAnimationFrame(() => resolve(performance.now() - timeStamp));
            const observer = new MutationObserver(() => {
              if (newest() === before || newest() < 1) return;
              observer.disconnect();
              next();
            });
            observer.observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
          },
          { once: true, capture: true },
        );
      });
      Reflect.set(globalThis, "measured", measured);
    });
    await page.keyboard.press(key);
    waits.push(Number(await page.evaluate("globalThis.measured")));
  }
  return { ...spreadOf(waits), longestTaskMs: Number(await page.evaluate("bench.longestTask()")) };
}

/** @returns {Promise<Result[]>} */
async function peersOpened() {
  /** @type {Record<string, number>} */
  const theirs = {};
  /** @type {Opened | undefined} */
  let ours;
  for (const [peer, entries] of Object.entries(peers)) {
    await onPage(async (page) => {
      /** @type {Opened} */
      const opened = await page.evaluate(`bench.openPeer(${JSON.stringify(peer)}, ${entries})`);
      theirs[`${peer}, ${entries.toLocaleString("en")} entries`] = opened.openMs;
    });
  }
  await onPage(async (page) => {
    await page.evaluate("bench.fill(2000)");
    ours = await page.evaluate("bench.mount(true)");
  });
  return [
    { name: "a devtool opened, in Chromium, ours with 2,000 events", unit: "ms", ours: ours?.openMs ?? NaN, peers: theirs, against: Object.keys(theirs)[0] },
  ];
}

/** @param {Page} page @returns {Promise<Result[]>} */
async function large(page) {
  await page.evaluate("bench.fill(100)");
  await page.evaluate("bench.mount(true)");
  /** @type {Result[]} */
  const results = [];
  for (const [kind, name, shows] of /** @type {const} */ ([
    ["long", "a 50 MB payload", "text"],
    ["wide", "100,000 items", "items"],
  ])) {
    await page.evaluate(`bench.emitLarge("${kind}")`);
    const row = page.getByRole("row").filter({ hasText: `large.${kind}` });
    await row.waitFor();
    const ms = await row.evaluate(async (element, member) => {
      const root = /** @type {ShadowRoot} */ (element.getRootNode());
      const startedAt = performance.now();
      /** @type {HTMLElement} */ (element).click();
      const shown = () => [...root.querySelectorAll("[role=treeitem]")].some(({ textContent }) => textContent?.includes(member));
      while (!shown()) await new Promise((resolve) => void requestAnimationFrame(resolve));
      await new Promise((resolve) => void requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - startedAt;
    }, shows);
    results.push({
      name: `an event with ${name} selected, in Chromium: until its payload is on the page`,
      unit: "ms",
      ours: ms,
      peers: {},
      budget: { atMost: 200 },
    });
    await page.keyboard.press("Escape");
  }
  return results;
}

/** @param {Page} page @returns {Promise<Result[]>} */
async function live(page) {
  await page.evaluate("bench.fill(10000)");
  const without = await busyShare(page);
  await page.evaluate("bench.mount(true)");
  await page.evaluate(`bench.produce(${floodPerSecond})`);
  const framesPerSecond = Number(await page.evaluate("bench.framesOver(4000)"));
  await page.evaluate("bench.rest()");
  await page.waitForFunction("bench.isListed()");
  const withPanel = await busyShare(page);
  await page.evaluate(`bench.produce(${floodPerSecond})`);
  await page.waitForTimeout(500);
  const stopMs = await stop(page);
  await page.evaluate("bench.rest()");
  const what = "live at 20,000 events a second, in Chromium";
  return [
    { name: `${what}: frames`, unit: "per second", ours: framesPerSecond, peers: {}, budget: { atLeast: 55 } },
    {
      name: `${what}: main-thread time that the panel takes`,
      unit: "% of the time",
      ours: withPanel - without,
      peers: { "without a panel": without, "with it": withPanel },
      budget: { atMost: 10 },
    },
    { name: `${what}: from the press on Record until it is off`, unit: "ms", ours: stopMs, peers: {}, budget: { atMost: 100 } },
  ];
}

/** How much of four seconds of flood the main thread spends in tasks, in per cent. @param {Page} page */
async function busyShare(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const taskSeconds = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
  await page.evaluate(`bench.produce(${floodPerSecond})`);
  await page.waitForTimeout(500);
  const startedAt = performance.now();
  const before = await taskSeconds();
  await page.waitForTimeout(4000);
  const busy = (await taskSeconds()) - before;
  const seconds = (performance.now() - startedAt) / 1000;
  await page.evaluate("bench.rest()");
  await session.detach();
  return (busy / seconds) * 100;
}

/** @param {Page} page */
async function stop(page) {
  const button = page.getByRole("button", { name: "Record", exact: true });
  await button.evaluate((element) => {
    const measured = new Promise((resolve) => {
      element.addEventListener("pointerdown", ({ timeStamp }) => {
        const observer = new MutationObserver(() => {
          if (element.getAttribute("aria-pressed") === "false") resolve(performance.now() - timeStamp);
        });
        observer.observe(element, { attributes: true });
      });
    });
    Reflect.set(globalThis, "measured", measured);
  });
  await button.click();
  return Number(await page.evaluate("globalThis.measured"));
}

/** @param {Page} page @returns {Promise<Result[]>} */
async function heap(page) {
  await page.evaluate("bench.fill(20000, 10000)");
  await page.evaluate("bench.mount(true)");
  const before = await heapBytes(page);
  // An hour at 100 a second, as fast as it goes.
  for (let round = 0; round < 36; round++) {
    await page.evaluate("bench.emitNs(10000)");
    await page.evaluate("bench.framesOver(120)");
  }
  const after = await heapBytes(page);
  return [
    {
      name: "360,000 events through a history of 10,000 with the panel open: growth of the heap after a collection",
      unit: "MB",
      ours: (after - before) / 1e6,
      peers: {},
      budget: { atMost: historyBytes / 1e6 },
    },
  ];
}

/** What the heap holds after a collection. @param {Page} page */
async function heapBytes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** A draft's emit with the panel mounted and closed, beside none, in turns on one page. @returns {Promise<Result[]>} */
async function emits() {
  return onPage(async (page) => {
    await page.evaluate("bench.fill(10000)");
    /** @type {number[]} */
    const without = [];
    /** @type {number[]} */
    const closed = [];
    for (let round = 0; round < 9; round++) {
      // What mounting leaves to be collected is no cost of being mounted.
      await heapBytes(page);
      without.push(Number(await page.evaluate("bench.emitNsInTurns(100000, 7)")));
      await page.evaluate("bench.mount(false)");
      await page.evaluate("bench.framesOver(300)");
      await heapBytes(page);
      closed.push(Number(await page.evaluate("bench.emitNsInTurns(100000, 7)")));
      await page.evaluate("bench.unmount()");
    }
    const ratios = closed.slice(1).map((ns, index) => ns / (without[index + 1] ?? NaN));
    return [
      {
        name: "a draft's emit with the panel mounted and closed, in Chromium",
        unit: "ns",
        ours: spreadOf(closed).median,
        peers: { "without a panel": spreadOf(without).median },
        against: "without a panel",
        ratio: spreadOf(ratios).median,
        budget: { atMost: 1.05 },
      },
    ];
  });
}
