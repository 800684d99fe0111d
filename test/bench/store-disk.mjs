import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { createBus, defineEvent, payload, toCloudEvent } from "eventdeck";
import { levelStore } from "eventdeck/store/level";
import { spreadOf } from "./compare.mjs";

// LevelDB by our store and by itself, in turns, each round in a folder of its own; then a million events, of which opening must not read any.

const many = 20_000;
const batch = 100;
const rounds = 7;
const folder = mkdtempSync(join(tmpdir(), "eventdeck-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const added = defineEvent("cart.item-added", payload(), { priority: "immediate" });
const bus = createBus({ source: "/bench", history: { maxEvents: many } });
for (let index = 0; index < many; index++) bus.emit(added({ sku: `A-${index}`, quantity: index % 7, gift: false, note: "left at the door" }));
const events = [...bus.history].map(({ event }) => event);
const texts = events.map((event) => JSON.stringify(toCloudEvent(event)));
const quantityOf = (/** @type {import("eventdeck").BusEvent} */ event) => /** @type {{ quantity: number }} */ (event.payload).quantity;
const expected = events.reduce((sum, event) => sum + quantityOf(event), 0);

/** @type {Record<"append" | "rawBatch" | "read" | "rawParse" | "rawRead", number[]>} */
const times = { append: [], rawBatch: [], read: [], rawParse: [], rawRead: [] };

/** Microseconds per event. @param {number[]} into @param {() => Promise<number>} work counts, so that every side is seen to have had all events */
async function timed(into, work) {
  const startedAt = performance.now();
  const counted = await work();
  into.push(((performance.now() - startedAt) / many) * 1000);
  if (counted !== expected) throw new Error(`A side counted ${counted} where there are ${expected}.`);
}

/** @param {string} location */
async function ours(location) {
  const store = levelStore({ location });
  await store.open();
  await timed(times.append, async () => {
    for (let from = 0; from < many; from += batch) await store.append("log", events.slice(from, from + batch));
    return expected;
  });
  await timed(times.read, async () => {
    let sum = 0;
    for await (const { event } of store.read("log")) sum += quantityOf(event);
    return sum;
  });
  await store.close();
}

/** @param {string} location */
async function raw(location) {
  /** @type {ClassicLevel} */
  const level = new ClassicLevel(location, { keyEncoding: "utf8", valueEncoding: "utf8" });
  await level.open();
  await timed(times.rawBatch, async () => {
    for (let from = 0; from < many; from += batch) {
      await level.batch(
        texts.slice(from, from + batch).map((value, index) => ({ type: "put", key: `elog\0\0${String(from + index).padStart(16, "0")}`, value })),
      );
    }
    return expected;
  });
  await timed(times.rawParse, async () => {
    let sum = 0;
    for await (const [, text] of level.iterator()) sum += JSON.parse(text).data.quantity;
    return sum;
  });
  await timed(times.rawRead, async () => {
    let length = 0;
    for await (const [, text] of level.iterator()) length += text.length;
    return length > many ? expected : length;
  });
  await level.close();
}

for (let round = 0; round < rounds; round++) {
  const sides = [() => ours(join(folder, `ours-${round}`)), () => raw(join(folder, `raw-${round}`))];
  for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side();
}

async function openMillion() {
  const location = join(folder, "million");
  const filling = levelStore({ location });
  await filling.open();
  for (let appended = 0; appended < 1_000_000; appended += many) await filling.append("log", events);
  await filling.close();
  const store = levelStore({ location });
  const startedAt = performance.now();
  await store.open();
  const { last } = await store.append("log", []);
  const ms = performance.now() - startedAt;
  if (last !== 1_000_000) throw new Error(`There are ${last} events and not a million.`);
  await store.close();
  return ms;
}
const openMs = await openMillion();
process.send?.({ ...Object.fromEntries(Object.entries(times).map(([name, each]) => [name, spreadOf(each)])), openMs });
