import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Sides that do the same work, each by its own means.
 *
 * @typedef {{ name: string, batch: number, sides: Record<string, () => unknown>, judged: Record<string, number>, ours?: string, waves?: number }} Comparison
 *   `batch`: events per `run()`; `judged`: how many times as fast as that side ours has to be
 * @typedef {{ nsPerEvent: number, deliveredPerBatch: number }} Round
 * @typedef {{ median: number, min: number, max: number }} Spread
 */

const sideModule = fileURLToPath(new URL("./side.mjs", import.meta.url));
const roundsPerWave = 3;

/**
 * Measures all sides in turns, round by round, so that what else the machine does meets them alike; in several waves of fresh processes, since the compiler
 * does not always come to the same code.
 *
 * @param {URL} file the module that exports the comparison
 * @param {Comparison} comparison
 * @returns {Promise<Record<string, Spread>>} nanoseconds per event
 * @throws when the sides did not deliver the same number of events
 */
export async function compare(file, { name, sides, waves = 3 }) {
  const names = Object.keys(sides);
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(names.map((side) => [side, []]));
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (let wave = 0; wave < waves; wave++) {
    // One after another: two that warm up at once would slow each other down.
    const running = [];
    for (const side of names) running.push(await start(fileURLToPath(file), name, side));
    for (let round = 0; round < roundsPerWave; round++) {
      for (const { side, measure } of running) {
        const { nsPerEvent, deliveredPerBatch } = await measure();
        times[side]?.push(nsPerEvent);
        requireSame(name, counts, side, deliveredPerBatch);
      }
    }
    for (const { child } of running) child.kill();
  }
  return Object.fromEntries(names.map((side) => [side, spreadOf(times[side] ?? [])]));
}

/** @param {string} name @param {Map<string, number>} counts @param {string} side @param {number} delivered */
function requireSame(name, counts, side, delivered) {
  counts.set(side, delivered);
  if (delivered > 0 && [...counts.values()].every((count) => count === delivered)) return;
  throw new Error(`"${name}": the sides delivered different numbers of events per batch: ${JSON.stringify(Object.fromEntries(counts))}`);
}

/** @param {string} file @param {string} comparison @param {string} side */
async function start(file, comparison, side) {
  const child = fork(sideModule, [file, comparison, side], { execArgv: [] });
  /** @returns {Promise<any>} */
  const answer = () =>
    new Promise((resolve, reject) => {
      const end = (/** @type {number | null} */ code) => reject(new Error(`"${comparison}": the process of ${side} ended with ${code}.`));
      child.once("exit", end);
      child.once("message", (message) => {
        child.off("exit", end);
        resolve(message);
      });
    });
  await answer();
  const measure = () => {
    const round = answer();
    child.send("round");
    return round;
  };
  return { side, child, measure };
}

/** @param {number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { median: median ?? NaN, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}
