import process from "node:process";
import { pathToFileURL } from "node:url";

/**
 * One side of a comparison, alone in a process of its own, so that what the compiler has learnt from the other sides cannot help or harm it.
 *
 * @typedef {{ run(): void | Promise<void>, delivered(): number, verify?(): void }} Side
 *   `run` emits one batch, and its promise is waited for, where it returns one; `delivered` is how many handler calls there have been so far; `verify` throws when what the batches left behind is not what it should be
 * @typedef {{ nsPerEvent: number, processorNsPerEvent: number, deliveredPerBatch: number }} Round
 */

const warmUpMs = 250;
const [file = "", comparison = "", name = "", roundMs = "60"] = process.argv.slice(2);

const { comparisons } = await import(pathToFileURL(file).href);
const { batch, sides } = comparisons.find((/** @type {{ name: string }} */ candidate) => candidate.name === comparison);
/** @type {Side} */
const side = await sides[name]();
// The first event of a bus makes its lanes, routes and columns; none of that is what the row is about.
await measure(warmUpMs);

process.on("message", () => void measure(Number(roundMs)).then((round) => process.send?.(round)));
process.send?.("ready");

/** @param {number} atLeastMs @returns {Promise<Round>} */
async function measure(atLeastMs) {
  const before = side.delivered();
  const usedBefore = process.cpuUsage();
  const startedAt = process.hrtime.bigint();
  const until = startedAt + BigInt(Math.round(atLeastMs * 1e6));
  let now = startedAt;
  let batches = 0;
  for (; now < until; now = process.hrtime.bigint()) {
    const running = side.run();
    // Waiting also where there is nothing to wait for would be measured with the rest.
    if (running !== undefined) await running;
    batches++;
  }
  const delivered = side.delivered();
  const { user, system } = process.cpuUsage(usedBefore);
  side.verify?.();
  return {
    nsPerEvent: Number(now - startedAt) / (batches * batch),
    processorNsPerEvent: ((user + system) * 1000) / (batches * batch),
    deliveredPerBatch: (delivered - before) / batches,
  };
}
