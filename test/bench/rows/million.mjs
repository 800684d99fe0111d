import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const millionModule = fileURLToPath(new URL("../million.mjs", import.meta.url));

/**
 * One million events in history: what they take and how fast they are found, in a process of its own that may ask for garbage collection.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  const child = fork(millionModule, [], { execArgv: ["--expose-gc", "--max-old-space-size=4096"] });
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`The process with a million events ended with ${code}.`);
  });
  exited.catch(() => {});
  /** @type {any[]} */
  const [found] = await Promise.race([once(child, "message"), exited]);
  child.kill();
  const limit = (/** @type {string} */ name, /** @type {string} */ unit, /** @type {number} */ ours, /** @type {number} */ atMost, peers = {}) => ({
    name: `one million events in history: ${name}`,
    unit,
    ours,
    peers,
    budget: { atMost },
  });
  return [
    limit("bytes each beyond the events", "bytes", found.bytesEach, 80),
    limit("query by type that matches 10 %", "ms", found.queryMs, 15, {
      "asked again": found.queryAgainMs,
      "a loop over an array of the events": found.loopMs,
    }),
    limit("text search, longest task", "ms", found.searchLongestMs, 50, { "whole search": found.searchMs }),
  ];
}
