import { measuredBy } from "../measured-child.mjs";

/**
 * One million events in history: what they take and how fast they are found, in a process of its own that may ask for garbage collection.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  const found = await measuredBy(new URL("../million.mjs", import.meta.url), { execArgv: ["--expose-gc", "--max-old-space-size=4096"] });
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
