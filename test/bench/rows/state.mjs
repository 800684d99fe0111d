import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
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

const batch = 10_000;
const bystanders = 20;
let sum = 0;
let delivered = 0;
process.once("exit", () => {
  if (!Number.isFinite(sum)) throw new Error("The handlers did not see the payloads.");
});
/** @type {import("@standard-schema/spec").StandardSchemaV1<{ sku: string, quantity: number, gift: boolean }>} */
const unchecked = payload();
const itemAdded = defineEvent("cart.item-added", unchecked, { priority: "immediate" });
const newPayload = (/** @type {number} */ quantity) => ({ sku: "A-1", quantity, gift: false });
const poked = Array.from({ length: bystanders }, (_, index) => defineEvent(`module-${index}.poked`, payload(), { priority: "immediate" }));

/** Every second one listens to a pattern. @param {import("eventdeck").Bus} bus */
function addBystanders(bus) {
  return poked.map((definition, index) =>
    createProjection(bus, {
      name: definition.type,
      initial: { count: 0 },
      reducers: (on) =>
        on(index % 2 === 0 ? definition : `module-${index}.#`, (draft) => {
          draft.count++;
        }),
    }),
  );
}

/** @param {boolean} withProjections @param {(bus: import("eventdeck").Bus) => (index: number) => unknown} emitter */
function besideProjections(withProjections, emitter) {
  return () => {
    const bus = createBus({ source: "bench" });
    bus.subscribe(itemAdded, (event) => {
      sum += event.payload.quantity;
      delivered++;
    });
    const projections = withProjections ? addBystanders(bus) : [];
    const emit = emitter(bus);
    let asked = 0;
    return {
      run() {
        for (let index = 0; index < batch; index++) emit(index);
      },
      delivered: () => delivered,
      verify() {
        asked++;
        for (const definition of poked) bus.emit(definition({}));
        if (projections.some(({ state }) => state.count !== asked))
          throw new Error("A projection has missed an event of its own, or changed by one that is not.");
      },
    };
  };
}

/** @param {string} what @param {(bus: import("eventdeck").Bus) => (index: number) => unknown} emitter @returns {Comparison} */
function bystandersRow(what, emitter) {
  return {
    name: `${what}, one handler, beside 20 projections that do not care`,
    batch,
    waves: 9,
    sides: {
      eventdeck: besideProjections(true, emitter),
      "no projections": besideProjections(false, emitter),
      "no projections, once more": besideProjections(false, emitter),
    },
    judged: { "no projections": { atMost: 1.05 } },
    note: "The third is the second again, in a process of its own: what they differ by is noise.",
  };
}

/** @type {Comparison[]} */
export const comparisons = [
  bystandersRow("draft", (bus) => (index) => bus.emit(itemAdded(newPayload(index)))),
  bystandersRow("stamped event", (bus) => {
    const event = bus.emit(itemAdded(newPayload(1)));
    return () => bus.emit(event);
  }),
  changingRow("an array", shapes.array),
  changingRow("a record by id", shapes.record),
];
