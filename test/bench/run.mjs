import { writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./build.mjs";
import { compare, pairedRatio } from "./compare.mjs";
import { judge, print, printSummary, shown } from "./report.mjs";

/** @typedef {import("./report.mjs").Result} Result */

/** Every row of the budget table, group by group. `npm run bench -- sizes million` runs those two. */
const groups = [
  "one-handler",
  "many-types",
  "wildcards",
  "million",
  "state",
  "state-history",
  "queue",
  "react",
  "chromium",
  "transport",
  "panel",
  "store",
  "sizes",
];

const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !groups.includes(name));
if (unknown.length > 0) {
  console.error(`No group of rows is called ${unknown.join(", ")}. There are: ${groups.join(", ")}.`);
  process.exit(1);
}

const startedAt = performance.now();
ensureBuilt();
console.log(`Node ${process.versions.node} on ${process.arch}. Times are medians of rounds in turns; what else the machine does shows in lowest to highest.`);
/** @type {import("./report.mjs").Row[]} */
const rows = [];
for (const group of positionals.length > 0 ? groups.filter((name) => positionals.includes(name)) : groups) {
  const file = new URL(`./rows/${group}.mjs`, import.meta.url);
  try {
    await measureGroup(file);
  } catch (error) {
    // The other rows are worth having, but a run with a hole in it is a failed one.
    console.error(`\nThe rows of "${group}" could not be measured:`, error);
    process.exitCode = 1;
  }
}
printSummary(rows);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
console.log(`Finished in ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);

/** @param {URL} file */
async function measureGroup(file) {
  /** @type {{ comparisons?: import("./compare.mjs").Comparison[], measure?: () => Promise<Result[]> }} */
  const { comparisons = [], measure } = await import(file.href);
  for (const comparison of comparisons) add(toResults(comparison, await compare(file, comparison)));
  if (measure !== undefined) add(await measure());
}

/** @param {Result[]} results */
function add(results) {
  for (const row of results.map(judge)) {
    rows.push(row);
    print(row);
  }
}

/**
 * One row for each budget; one for information where there is none.
 *
 * @param {import("./compare.mjs").Comparison} comparison
 * @param {Record<string, import("./compare.mjs").Times>} times
 * @returns {Result[]}
 */
function toResults({ name, judged, unit = "ns", note }, { eventdeck, ...others }) {
  if (eventdeck === undefined) throw new Error(`"${name}" has no side called eventdeck.`);
  const scale = unit === "ns" ? 1 : 1000;
  const peers = Object.fromEntries(Object.entries(others).map(([peer, { median }]) => [peer, median / scale]));
  const spread = Object.entries({ eventdeck, ...others })
    .map(([side, { min, max }]) => `${side} ${shown(min / scale)} to ${shown(max / scale)}`)
    .join(", ");
  const row = { unit: `${unit} per event`, ours: eventdeck.median / scale, peers, spread, note };
  const budgets = Object.entries(judged);
  if (budgets.length === 0) return [{ ...row, name, against: Object.keys(peers)[0] }];
  return budgets.map(([against, budget]) => {
    const judgedRow = { ...row, name: `${name}, against ${against}`, against };
    if (typeof budget === "number") return { ...judgedRow, budget: { atLeast: budget } };
    const peer = others[against];
    return { ...judgedRow, budget, ratio: peer && pairedRatio(eventdeck, peer) };
  });
}
