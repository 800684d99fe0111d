import { instrument, ActionCreators } from "@redux-devtools/instrument";
import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { applyPatches, enablePatches, freeze, Immer } from "immer";
import { changeOf, reduxStore, shapes, size } from "./state-peers.mjs";

// In a process of its own: the figures are about the whole heap. Which shape of state, and after how many events, its arguments say.

/** @typedef {import("./state-peers.mjs").State} State @typedef {import("./state-peers.mjs").Change} Change */

const total = Number(process.argv[3]);
const lookups = 1000;
const shapeName = process.argv[2] === "record" ? "record" : "array";
const shape = shapes[shapeName];
const change = changeOf(shape);
enablePatches();

/** @type {import("@standard-schema/spec").StandardSchemaV1<Change>} */
const unchecked = payload();
const changed = defineEvent("item.changed", unchecked, { priority: "immediate" });
const maker = createBus({ source: "bench", history: false });
// Held by all sides alike, so that an event is nobody's memory.
const events = Array.from({ length: total }, (_, index) => maker.emit(changed({ index: (index * 7919) % size, by: 1 + (index % 3) })));

const [historyBytes, unfolded] = heldBy(() => emitAll(false));
const [bothBytes, folded] = heldBy(() => emitAll(true));
const [patchesBytes, peer] = heldBy(foldByHand);
const ourBytes = bothBytes - historyBytes;
requireThat(unfolded.bus.history.size === total && folded.bus.history.size === total, "history has not kept every event");

/** How often each item was changed so far, and to which quantity the event at a position brought its own. */
const quantities = new Int32Array(size);
const after = events.map(({ payload: { index, by } }) => (quantities[index] = (quantities[index] ?? 0) + by));
requireThat(sameQuantities(folded.projection?.state, quantities), "the projection ended in another state than its events say");
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

const fromStart = positions.slice(0, 3).map((position) =>
  timed(() =>
    applyPatches(
      peer.initial,
      peer.changes.slice(0, position).flatMap(({ patches }) => patches),
    ),
  ),
);
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
        reducers: (on) => on(changed, (draft, event) => change(draft, event.payload)),
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
  const changes = events.map((event) => {
    const [next, patches, inverse] = produceWithPatches(state, (draft) => change(draft, event.payload));
    state = next;
    return { patches, inverse };
  });
  freeze(initial, true);
  return { initial, state, changes };
}

/** What the browser extension records with, told to keep every action: it keeps every state. @param {number} actions */
function recordWithDevtools(actions) {
  const [bytes, store] = heldBy(() => {
    const redux = reduxStore(shape, [instrument(undefined, { maxAge: Infinity })]);
    for (const event of events.slice(0, actions)) redux.store.dispatch(redux.changed(event.payload));
    return redux.store;
  });
  const lifted = /** @type {any} */ (store).liftedStore;
  const jumps = positions.slice(0, 100).map((position) => {
    const action = 1 + (position % actions);
    const [ms] = timed(() => lifted.dispatch(ActionCreators.jumpToState(action)));
    requireEvent(action, store.getState(), "the state that devtools jump to");
    return ms;
  });
  return { bytesEach: bytes / actions, jumpMs: median(jumps) };
}

/** How long each look at a position took. @param {readonly number[]} at */
function lookUp(at) {
  return at.map((position) => {
    const [ms, state] = timed(() => folded.projection?.at(position));
    requireThat(Object.isFrozen(state), `at(${position}) is not frozen`);
    requireEvent(position, state, `at(${position})`);
    return ms;
  });
}
/** The item that the event at a position changed has to be as that event left it. @param {number} position @param {State | undefined} state @param {string} whose */
function requireEvent(position, state, whose) {
  const { index } = /** @type {(typeof events)[number]} */ (events[position - 1]).payload;
  requireThat(state !== undefined && shape.at(state.items, index).quantity === after[position - 1], `${whose} is another state`);
}
/** @param {readonly number[]} at */
function checkWholeStates(at) {
  for (const position of at) {
    const expected = new Int32Array(size);
    for (const {
      payload: { index, by },
    } of events.slice(0, position))
      expected[index] = (expected[index] ?? 0) + by;
    requireThat(sameQuantities(folded.projection?.at(position), expected), `at(${position}) is another state than the first ${position} events make`);
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
