import { measuredBy } from "../measured-child.mjs";
import { shown } from "../report.mjs";
import { keepers, shapes, size } from "../state-peers.mjs";

/** @typedef {import("../compare.mjs").Comparison} Comparison */

const changesPerBatch = 100;
/** Coprime to the size: each item comes round, neighbours far apart. */
const stride = 7919;

/** @param {import("../state-peers.mjs").Shape} shape @param {string} name @param {(typeof keepers)[string]} newKeeper */
function changing(shape, name, newKeeper) {
  return () => {
    const expected = Array.from({ length: size }, () => 0);
    let changes = 0;
    let heard = 0;
    const keeper = newKeeper(shape, () => void heard++);
    return {
      run() {
        for (let left = changesPerBatch; left > 0; left--) {
          const index = (changes++ * stride) % size;
          const by = 1 + (changes % 3);
          expected[index] = (expected[index] ?? 0) + by;
          keeper.change({ index, by });
        }
      },
      delivered: () => heard,
      verify() {
        const items = keeper.items();
        const wrong = expected.findIndex((quantity, index) => {
          const item = shape.at(items, index);
          return item.id !== index || item.name !== `item ${index}` || item.quantity !== quantity || !Object.isFrozen(item);
        });
        if (wrong !== -1) throw new Error(`${name} has another item ${wrong} than expected after ${changes} changes, or has not frozen it.`);
        if (heard !== changes || Object.keys(items).length !== size || !Object.isFrozen(items))
          throw new Error(`${name} told its listener of ${heard} of ${changes} changes, or has not kept its ${size} items frozen.`);
      },
    };
  };
}

/** @param {string} what @param {import("../state-peers.mjs").Shape} shape @returns {Comparison} */
function changingRow(what, shape) {
  return {
    name: `one item changed in a state of 10,000, ${what}, one listener told`,
    batch: changesPerBatch,
    unit: "µs",
    sides: Object.fromEntries(Object.entries(keepers).map(([name, newKeeper]) => [name, changing(shape, name, newKeeper)])),
    judged: { "plain immer produceWithPatches": { atMost: 1.3 } },
    note:
      "Ours emits a draft, stamps it, records it and keeps patches of every change; plain immer keeps its patches in a ring of as many. Redux Toolkit and zustand keep no patches, " +
      "its devtools enhancer the newest 50 states (the extension's panel, and what is sent there, left out). Redux Toolkit runs as in a production build.",
  };
}

/**
 * What the projections of a bus cost the events that they do not care about.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  /** @type {Record<string, Record<string, number>>} */
  const found = await measuredBy(new URL("../bystanders.mjs", import.meta.url));
  return Object.entries(found).map(([what, { none = NaN, beside = NaN, noneAgain = NaN, besideAgain = NaN }]) => ({
    name: `${what} event, one handler, beside 20 projections that do not care`,
    unit: "ns of processor time",
    ours: Math.min(beside, besideAgain),
    peers: { "no projections": Math.min(none, noneAgain) },
    against: "no projections",
    budget: { atMost: 1.05 },
    note: `Two buses of each kind took turns in one process; with projections ${shown(beside)} and ${shown(besideAgain)}, without ${shown(none)} and ${shown(noneAgain)}.`,
  }));
}

/** @type {Comparison[]} */
export const comparisons = [changingRow("an array", shapes.array), changingRow("a record by id", shapes.record)];
