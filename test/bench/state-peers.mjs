import { instrument } from "@redux-devtools/instrument";
import { configureStore, createSlice } from "@reduxjs/toolkit";
import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { enablePatches, freeze, produceWithPatches } from "immer";
import { immer } from "zustand/middleware/immer";
import { createStore } from "zustand/vanilla";
import { createRing } from "./peers.mjs";

/**
 * One state of many items, kept by each library in its own way: one item is changed at a time, the result is frozen, one listener hears of it.
 *
 * @typedef {{ id: number, name: string, quantity: number }} Item
 * @typedef {readonly Item[] | Readonly<Record<string, Item>>} Items
 * @typedef {{ items: Items }} State
 * @typedef {{ index: number, by: number }} Change
 * @typedef {{ change(change: Change): void, items(): Items }} Keeper
 * @typedef {{ make(): Items, at(items: Items, index: number): Item }} Shape
 */

enablePatches();
export const size = 10_000;
/** As many as the bus keeps by default. */
const kept = 10_000;

const newItem = (/** @type {number} */ id) => ({ id, name: `item ${id}`, quantity: 0 });
const indexes = Array.from({ length: size }, (_, index) => index);

/** @satisfies {Record<string, Shape>} */
export const shapes = {
  array: { make: () => indexes.map(newItem), at: (items, index) => /** @type {any} */ (items)[index] },
  record: { make: () => Object.fromEntries(indexes.map((id) => [`id-${id}`, newItem(id)])), at: (items, index) => /** @type {any} */ (items)[`id-${index}`] },
};

/** @param {Shape} shape @returns {(state: State, change: Change) => void} */
export function changeOf({ at }) {
  return ({ items }, { index, by }) => {
    at(items, index).quantity += by;
  };
}

/** @type {Record<string, (shape: Shape, listener: () => void) => Keeper>} */
export const keepers = {
  eventdeck(shape, listener) {
    const change = changeOf(shape);
    /** @type {import("@standard-schema/spec").StandardSchemaV1<Change>} */
    const unchecked = payload();
    const changed = defineEvent("item.changed", unchecked, { priority: "immediate" });
    const bus = createBus({ source: "bench" });
    const projection = createProjection(bus, {
      name: "items",
      initial: { items: shape.make() },
      reducers: (on) => on(changed, (draft, event) => change(draft, event.payload)),
    });
    projection.subscribe(listener);
    return { change: (input) => void bus.emit(changed(input)), items: () => projection.state.items };
  },
  "plain immer produceWithPatches"(shape, listener) {
    const change = changeOf(shape);
    const patches = createRing(kept);
    /** @type {State} */
    let state = freeze({ items: shape.make() }, true);
    return {
      change(input) {
        const [next, forward, inverse] = produceWithPatches(state, (draft) => change(draft, input));
        state = next;
        patches.push({ patches: forward, inverse });
        listener();
      },
      items: () => state.items,
    };
  },
  "Redux Toolkit": (shape, listener) => reduxToolkit(shape, listener, []),
  // What the browser extension records with, at its default of the newest 50 actions; its panel and what it sends there are left out.
  "Redux Toolkit, devtools enhancer": (shape, listener) => reduxToolkit(shape, listener, [instrument(undefined, { maxAge: 50 })]),
  "zustand, immer middleware"(shape, listener) {
    const change = changeOf(shape);
    /** @type {import("zustand/vanilla").StateCreator<State, [["zustand/immer", never]]>} */
    const initial = () => ({ items: shape.make() });
    const store = createStore(immer(initial));
    store.subscribe(listener);
    return { change: (input) => store.setState((draft) => change(draft, input)), items: () => store.getState().items };
  },
};

/** @param {Shape} shape @param {() => void} listener @param {any[]} enhancers @returns {Keeper} */
function reduxToolkit(shape, listener, enhancers) {
  const { store, changed } = reduxStore(shape, enhancers);
  store.subscribe(listener);
  return { change: (input) => void store.dispatch(changed(input)), items: () => store.getState().items };
}

/** As a production build has it: without the checks for accidental changes, which walk the whole state. @param {Shape} shape @param {any[]} enhancers */
export function reduxStore(shape, enhancers) {
  const change = changeOf(shape);
  /** @type {State} */
  const initialState = { items: shape.make() };
  const slice = createSlice({
    name: "items",
    initialState,
    reducers: { changed: (draft, /** @type {{ payload: Change }} */ action) => change(draft, action.payload) },
  });
  const store = configureStore({
    reducer: slice.reducer,
    devTools: false,
    middleware: (defaults) => defaults({ immutableCheck: false, serializableCheck: false, actionCreatorCheck: false }),
    enhancers: (defaults) => defaults().concat(enhancers),
  });
  return { store, changed: slice.actions.changed };
}
