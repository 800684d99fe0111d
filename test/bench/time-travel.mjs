import { instrument, ActionCreators } from "@redux-devtools/instrument";
import { configureStore, createSlice } from "@reduxjs/toolkit";
import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { applyPatches, enablePatches, freeze, Immer } from "immer";
import { shapes, size } from "./state-peers.mjs";

// In a process of its own: the figures are about the whole heap.

/** @typedef {import("./state-peers.mjs").State} State @typedef {import("./state-peers.mjs").Change} Change */

const total = 100_000;
const lookups = 1000;
const shapeName = /** @type {keyof typeof shapes} */ (process.argv[2] ?? "array");
const shape = shapes[shapeName];
enablePatches();

/** @type {import("@standard-schema/spec").StandardSchemaV1<Change>} */
const unchecked = payload();
const changed = defineEvent("item.changed", unchecked, { priority: "immediate" });
const maker = createBus({ source: "bench", history: false });
// Held by all sides alike, so that an event is nobody's memory.
const events = Array.from({ length: total }, (_, index) => maker.emit(changed({ index: (index * 7919) % size, by: 1 + (index % 3) })));

const [historyBytes, historyOnly] = heldBy(() => emitAll(false));
const [bothBytes, { bus, projection }] = heldBy(() => emitAll(true));
const [patchesBytes, peer] = heldBy(foldByHand);
const ourBytes = bothBytes - historyBytes;
requireThat(historyOnly.bus.history.size === total && bus.history.size === total, "history has not kept every event");

/** How often each item was changed so far, and to which quantity the event at a position brought its own. */
const quantities = new Int32Array(size);
const after = events.map(({ payload: { index, by } }) => (quantities[index] = (quantities[index] ?? 0) + by));
requireThat(sameQuantities(projection?.state, quantities), "the projection ended in another state than its events say");
requireThat(sameQuantities(peer.state, quantities), "the patches ended in another state than their events say");

const random = generator(42);
const positions = Array.from({ length: lookups }, () => 1 + Math.floor(random() * total));
const middle = total / 2;
const steps = Array.from({ length: lookups }, (_, step) => middle + step);
// Each way of going once unmeasured: the compiler has not met it.
for (const warm of [positions, steps, steps.toReversed()]) lookUp(warm.slice(0, 100));
const atMs = lookUp(positions);
const forwardMs = lookUp(steps);
const backMs = lookUp(steps.toReversed());
checkWholeStates(positions.slice(0, 20));

const fromStart = positions.slice(0, 3).map((position) => timed(() => applyPatches(peer.initial, peer.changes.slice(0, position).flatMap(({ patches }) => patches))));
const recorder = recordWithDevtools(1000);

process.send?.({
  ourBytesEach: ourBytes / total,
  patchesBytesEach: patchesBytes / total,
  devtoolsBytesEach: recorder.bytesEach,
  devtoolsJumpMs: recorder.jumpMs,
  at: quantiles(atMs),
  forward: quantiles(forwardMs),
  back: quantiles(backMs),
  fromStartMs: median(fromStart.map(([ms]) => ms)),
});

/** @param {boolean} projected */
function emitAll(projected) {
  const bus = createBus({ source: "bench", history: { maxEvents: total, maxBytes: Infinity } });
  const projection = projected
    ? createProjection(bus, {
        name: "items",
        initial: { items: shape.make() },
        reducers: (on) => on(changed, (draft, { payload: { index, by } }) => void (shape.at(draft.items, index).quantity += by)),
      })
    : undefined;
  for (const event of events) bus.emit(event);
  return { bus, projection };
}

/** What the same changes come to as plain immer's patches. Freezing is off, since it takes minutes here and makes no difference to them. */
function foldByHand() {
  const { produceWithPatches } = new Immer({ autoFreeze: false });
  /** @type {State} */
  const initial = { items: shape.make() };
  let state = initial;
  const changes = events.map(({ payload: { index, by } }) => {
    const [next, patches, inverse] = produceWithPatches(state, (draft) => void (shape.at(draft.items, index).quantity += by));
    state = next;
    return { patches, inverse };
  });
  freeze(initial, true);
  return { initial, state, changes };
}

/** What the browser extension records with, told to keep every action: it keeps every state. @param {number} actions */
function recordWithDevtools(actions) {
  const slice = createSlice({
    name: "items",
    initialState: /** @type {State} */ ({ items: shape.make() }),
    reducers: { changed: (draft, /** @type {{ payload: Change }} */ { payload: { index, by } }) => void (shape.at(draft.items, index).quantity += by) },
  });
  const [bytes, store] = heldBy(() => {
    const made = configureStore({
      reducer: slice.reducer,
      devTools: false,
      middleware: (defaults) => defaults({ immutableCheck: false, serializableCheck: false, actionCreatorCheck: false }),
      enhancers: (defaults) => defaults().concat(/** @type {any} */ (instrument(undefined, { maxAge: Infinity }))),
    });
    for (const event of events.slice(0, actions)) made.dispatch(slice.actions.changed(event.payload));
    return made;
  });
  const lifted = /** @type {any} */ (store).liftedStore;
  const jumps = positions.slice(0, 100).map((position) => timed(() => lifted.dispatch(ActionCreators.jumpToState(position % actions)))[0]);
  return { bytesEach: bytes / actions, jumpMs: median(jumps) };
}

/** How long each look at a position took; the item of its event is compared with what it has to be. @param {readonly number[]} at */
function lookUp(at) {
  return at.map((position) => {
    const [ms, state] = timed(() => projection?.at(position));
    const { index } = /** @type {(typeof events)[number]} */ (events[position - 1]).payload;
    requireThat(state !== undefined && Object.isFrozen(state) && shape.at(state.items, index).quantity === after[position - 1], `at(${position}) is another state`);
    return ms;
  });
}
/** @param {readonly number[]} at */
function checkWholeStates(at) {
  for (const position of at) {
    const expected = new Int32Array(size);
    for (const { payload: { index, by } } of events.slice(0, position)) expected[index] = (expected[index] ?? 0) + by;
    requireThat(sameQuantities(projection?.at(position), expected), `at(${position}) is another state than the first ${position} events make`);
  }
}
/** @param {State | undefined} state @param {Int32Array} expected */
function sameQuantities(state, expected) {
  return state !== undefined && expected.every((quantity, index) => shape.at(state.items, index).quantity === quantity);
}

/** What a value holds on to, and the value. @template Value @param {() => Value} make @returns {[number, Value]} */
function heldBy(make) {
  const before = heldBytes();
  const value = make();
  return [heldBytes() - before, value];
}
function heldBytes() {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
/** @template Value @param {() => Value} body @returns {[number, Value]} */
function timed(body) {
  const startedAt = performance.now();
  const value = body();
  return [performance.now() - startedAt, value];
}
/** The same positions in every run. @param {number} seed */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
/** @param {readonly number[]} values @param {number} share */
function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
}
/** @param {readonly number[]} values */
function median(values) {
  return quantile(values, 0.5);
}
/** @param {readonly number[]} values */
function quantiles(values) {
  return { median: median(values), p95: quantile(values, 0.95) };
}
/** @param {boolean} holds @param {string} otherwise */
function requireThat(holds, otherwise) {
  if (!holds) throw new Error(`Time travel, ${shapeName}: ${otherwise}.`);
}
