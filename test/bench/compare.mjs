import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Sides that do the same work, each by its own means.
 *
 * @typedef {{ atMost: number }} Limit how many times as long as that side ours may take, see `pairedRatio`
 * @typedef {{ name: string, batch: number, sides: Record<string, () => unknown>, judged: Record<string, number | Limit>, unit?: "ns" | "µs", waves?: number, note?: string }} Comparison
 *   `batch`: events per `run()`; `judged`: how many times as fast as that side ours has to be, or its limit
 * @typedef {import("./side.mjs").Round} Round
 * @typedef {{ median: number, min: number, max: number }} Spread
 * @typedef {Spread & { processor: readonly number[] }} Times `processor`: the least time on it in each wave
 */

const sideModule = fileURLToPath(new URL("./side.mjs", import.meta.url));
const roundsPerWave = 3;

/**
 * Measures all sides in turns, round by round, so that what else the machine does meets them alike; in several waves of fresh processes, since the compiler
 * does not always come to the same code.
 *
 * @param {URL} file the module that exports the comparison
 * @param {Comparison} comparison
 * @returns {Promise<Record<string, Times>>} nanoseconds per event
 * @throws when the sides did not deliver the same number of events
 */
export async function compare(file, { name, sides, waves = 3 }) {
  const names = Object.keys(sides);
  /** @type {Record<string, Round[]>} */
  const rounds = Object.fromEntries(names.map((side) => [side, []]));
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (let wave = 0; wave < waves; wave++) {
    // One after another: two that warm up at once would slow each other down.
    const running = [];
    for (const side of names) running.push(await start(fileURLToPath(file), name, side));
    for (let round = 0; round < roundsPerWave; round++) {
      // In turns also within a round: who comes first finds the machine as the other left it.
      for (const { side, measure } of round % 2 === 0 ? running : running.toReversed()) {
        const measured = await measure();
        rounds[side]?.push(measured);
        requireSame(name, counts, side, measured.deliveredPerBatch);
      }
    }
    for (const { child } of running) child.kill();
  }
  return Object.fromEntries(names.map((side) => [side, timesOf(rounds[side] ?? [])]));
}

/** @param {readonly Round[]} rounds @returns {Times} */
function timesOf(rounds) {
  const waves = Array.from({ length: rounds.length / roundsPerWave }, (_, wave) => rounds.slice(wave * roundsPerWave, (wave + 1) * roundsPerWave));
  return {
    ...spreadOf(rounds.map(({ nsPerEvent }) => nsPerEvent)),
    processor: waves.map((wave) => Math.min(...wave.map(({ processorNsPerEvent }) => processorNsPerEvent))),
  };
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

/**
 * How many times as long as a peer ours takes, for budgets of a few percent: by the time on the processor, to which other programs add little; the least of each
 * wave, since what they do add is never taken away; and the median of all waves, since the compiler is lucky now and then.
 *
 * @param {Times} ours
 * @param {Times} peer
 */
export function pairedRatio(ours, peer) {
  return spreadOf(ours.processor.map((time, wave) => time / (peer.processor[wave] ?? NaN))).median;
}

/** @param {number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { median: median ?? NaN, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}
