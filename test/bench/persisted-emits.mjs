import { createBus, defineEvent, payload } from "eventdeck";
import { memoryStore, persistHistory } from "eventdeck/store";
import { spreadOf } from "./compare.mjs";

// Two buses take turns, one of which is stored. A turn's time ends with its microtasks, in which the events are taken over; encoding and writing follow in tasks of
// their own, are waited for and collected before the next turn, and are timed apart.

const eventsPerTurn = 1_000;
const turns = 600;
const warmUpTurns = 100;
const collect = /** @type {(options: { type: "minor" }) => void} */ (globalThis.gc);

const added = defineEvent("cart.item-added", payload(), { priority: "immediate" });
const store = memoryStore();
await store.open();
const [stored, plain] = [made(), made()];
const persistence = persistHistory(stored.bus, store, { maxEvents: 10_000 });

/** @type {Record<"stored" | "plain" | "later", number[]>} */
const times = { stored: [], plain: [], later: [] };
/** @type {number[]} */
const ratios = [];
for (let turn = 0; turn < warmUpTurns + turns; turn++) {
  const first = turn % 2 === 0;
  const before = first ? undefined : await nsOf(plain);
  const ours = await nsOf(stored);
  const beganAt = performance.now();
  await persistence.flush();
  const later = ((performance.now() - beganAt) / eventsPerTurn) * 1e6;
  const theirs = before ?? (await nsOf(plain));
  if (turn < warmUpTurns) continue;
  times.stored.push(ours);
  times.plain.push(theirs);
  times.later.push(later);
  ratios.push(ours / theirs);
}
const expected = (warmUpTurns + turns) * eventsPerTurn;
if (persistence.stats.stored !== expected || stored.delivered() !== expected || plain.delivered() !== expected)
  throw new Error(`Stored ${persistence.stats.stored}, delivered ${stored.delivered()} and ${plain.delivered()} of ${expected} events.`);
process.send?.({ ...Object.fromEntries(Object.entries(times).map(([name, each]) => [name, spreadOf(each)])), ratio: spreadOf(ratios).median });

function made() {
  let delivered = 0;
  const bus = createBus({ source: "bench" });
  bus.subscribe(added, () => delivered++);
  return { bus, delivered: () => delivered };
}

/** Nanoseconds for an event of a turn. @param {ReturnType<typeof made>} side */
async function nsOf({ bus }) {
  collect({ type: "minor" });
  const startedAt = process.hrtime.bigint();
  for (let index = 0; index < eventsPerTurn; index++) bus.emit(added({ sku: "A-1", quantity: index, gift: false }));
  await Promise.resolve();
  return Number(process.hrtime.bigint() - startedAt) / eventsPerTurn;
}
