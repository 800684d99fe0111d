import { fileURLToPath } from "node:url";
import { openBenchPage } from "../bench-page.mjs";
import { spreadOf } from "../compare.mjs";

const pageModule = fileURLToPath(new URL("../react-page.mjs", import.meta.url));
const components = 1000;
const changes = 1000;
const rounds = 7;
const sides = ["eventdeck", "zustand, immer middleware"];

/** @typedef {import("../react-page.mjs").Renders} Renders */

/**
 * What it takes until a change is on the page, and that nothing else is rendered.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  const { page, close } = await openBenchPage(pageModule);
  try {
    /** @type {Record<string, Renders[]>} */
    const renders = Object.fromEntries(sides.map((side) => [side, []]));
    // The first round of each is for the compiler.
    for (let round = 0; round <= rounds; round++) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        /** @type {Renders} */
        const render = await page.evaluate(`bench.render(${JSON.stringify(side)}, ${components}, ${changes})`);
        requireRight(side, render);
        if (round > 0) renders[side]?.push(render);
      }
    }
    return toResults(renders);
  } finally {
    await close();
  }
}

/** @param {string} side @param {Renders} render */
function requireRight(side, { mounted, rendered, shown }) {
  if (mounted === components && rendered === changes && shown === changes) return;
  throw new Error(`${side} rendered ${mounted} components, then ${rendered} for ${changes} changes, of which ${shown} are on the page.`);
}

/** @param {Record<string, Renders[]>} renders @returns {import("../report.mjs").Result[]} */
function toResults(renders) {
  const row = (/** @type {string} */ name, /** @type {string} */ unit, /** @type {(render: Renders) => number} */ figure) => {
    const [ours = [], ...theirs] = Object.values(renders).map((all) => all.map(figure));
    const { median, min, max } = spreadOf(ours);
    const peers = Object.fromEntries(theirs.map((all, index) => [sides[index + 1] ?? "", spreadOf(all).median]));
    return { name, unit, ours: median, peers, against: sides[1], spread: `eventdeck ${min.toFixed(3)} to ${max.toFixed(3)}` };
  };
  return [
    {
      ...row(
        "1,000 components show an item each, one item changed, in Chromium: until it is on the page",
        "ms per change",
        ({ changesMs }) => changesMs / changes,
      ),
      note: "Both rendered the component of the changed item and no other, once per change: counted. Ours also recorded the event and keeps the change's patches.",
    },
    row("1,000 components show an item each: mounted and subscribed", "ms", ({ mountMs }) => mountMs),
  ];
}
