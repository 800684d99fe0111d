import process from "node:process";
import { createBus, defineEvent, payload } from "eventdeck";

// In a process of its own: the figures are about the whole heap.

const total = 1_000_000;
const definitions = Array.from({ length: 10 }, (_, index) => defineEvent(`module-${index}.changed`, payload(), { priority: "immediate" }));
const bus = createBus({ source: "bench", history: { maxEvents: total, maxBytes: Infinity } });
const maker = createBus({ source: "bench", history: false });
let delivered = 0;
bus.subscribe("#", () => {
  delivered++;
});

const events = Array.from({ length: total }, (_, index) => {
  const definition = /** @type {(typeof definitions)[number]} */ (definitions[index % definitions.length]);
  return maker.emit(definition({ index, text: `entry ${index % 1000}` }));
});
const bytesBefore = heldBytes();
for (const event of events) bus.emit(event);
// `events` is still held: whatever history holds on to comes on top, its own list of them included.
const bytesEach = (heldBytes() - bytesBefore) / total;
requireThat(delivered === total && bus.history.size === total, `${delivered} of ${total} were delivered, ${bus.history.size} recorded`);

const wanted = "module-3.changed";
const [loopMs, matching] = timed(() => events.filter((event) => event.type === wanted).length);
const queries = [0, 1, 2, 3, 4].map((step) => timed(() => bus.history.query(`type:module-${step + 3}.changed`).length));
requireThat(
  queries.every(([, found]) => found === matching),
  "the query did not find what a loop finds",
);
const [queryAgainMs] = timed(() => bus.history.query(`type:${wanted}`).length);
const search = await searchWhileWatching("entry 777");
requireThat(search.found === total / 1000, `the search found ${search.found}`);

process.send?.({ bytesEach, loopMs, queryMs: median(queries.map(([ms]) => ms)), queryAgainMs, searchMs: search.ms, searchLongestMs: search.longestMs });

function heldBytes() {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The longest time that a task of somebody else's, who asks for one as soon as the last is over, had to wait. @param {string} text */
async function searchWhileWatching(text) {
  let longestMs = 0;
  let watching = true;
  let last = performance.now();
  const watch = () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    if (watching) setImmediate(watch);
  };
  const startedAt = performance.now();
  watch();
  let found = 0;
  for await (const entries of bus.history.search(`"${text}"`)) found += entries.length;
  const ms = performance.now() - startedAt;
  await new Promise((resolve) => void setImmediate(resolve));
  watching = false;
  return { found, ms, longestMs };
}

/** @template Value @param {() => Value} body @returns {[number, Value]} */
function timed(body) {
  const startedAt = performance.now();
  const value = body();
  return [performance.now() - startedAt, value];
}
/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
/** @param {boolean} holds @param {string} otherwise */
function requireThat(holds, otherwise) {
  if (!holds) throw new Error(`One million events: ${otherwise}.`);
}
