import { createBus, defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { useProjection } from "eventdeck/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { useStore } from "zustand";
import { immer } from "zustand/middleware/immer";
import { createStore } from "zustand/vanilla";

// Runs in Chromium: many components, each of which shows one item of a state, while one item after another is changed.

/**
 * @typedef {{ items: { quantity: number }[] }} State
 * @typedef {{ useQuantity(index: number): number, change(index: number): void }} Side
 * @typedef {{ mountMs: number, changesMs: number, mounted: number, rendered: number, shown: number }} Renders `shown`: the sum of the figures on the page
 */

/** @param {number} components @returns {State} */
function initialState(components) {
  return { items: Array.from({ length: components }, () => ({ quantity: 0 })) };
}

/** @type {Record<string, (components: number) => Side>} */
const sides = {
  eventdeck(components) {
    /** @type {import("@standard-schema/spec").StandardSchemaV1<{ index: number }>} */
    const unchecked = payload();
    const changed = defineEvent("item.changed", unchecked, { priority: "immediate" });
    const bus = createBus({ source: "bench" });
    const items = createProjection(bus, {
      name: "items",
      initial: initialState(components),
      reducers: (on) => on(changed, (draft, { payload: { index } }) => increment(draft, index)),
    });
    return {
      useQuantity: (index) => useProjection(items, (state) => state.items[index]?.quantity ?? NaN),
      change: (index) => void bus.emit(changed({ index })),
    };
  },
  "zustand, immer middleware"(components) {
    /** @type {import("zustand/vanilla").StateCreator<State, [["zustand/immer", never]]>} */
    const initial = () => initialState(components);
    const store = createStore(immer(initial));
    return {
      useQuantity: (index) => useStore(store, (state) => state.items[index]?.quantity ?? NaN),
      change: (index) => store.setState((draft) => increment(draft, index)),
    };
  },
};

/** @param {State} draft @param {number} index */
function increment(draft, index) {
  const item = draft.items[index];
  if (item) item.quantity++;
}

/** @param {string} name @param {number} components @param {number} changes @returns {Renders} */
export function render(name, components, changes) {
  const { useQuantity, change } = /** @type {(components: number) => Side} */ (sides[name])(components);
  let rendered = 0;
  /** @param {{ index: number }} props */
  function Quantity({ index }) {
    rendered++;
    return createElement("span", undefined, useQuantity(index));
  }
  const container = document.body.appendChild(document.createElement("div"));
  const root = createRoot(container);
  const [mountMs] = timed(() => flushSync(() => root.render(Array.from({ length: components }, (_, index) => createElement(Quantity, { key: index, index })))));
  // Effects, in which stores are subscribed to, run before the next synchronous render at the latest.
  flushSync(() => {});
  const mounted = rendered;
  const [changesMs] = timed(() => {
    for (let step = 0; step < changes; step++) flushSync(() => change((step * 7) % components));
  });
  const shown = [...container.querySelectorAll("span")].reduce((sum, { textContent }) => sum + Number(textContent), 0);
  root.unmount();
  container.remove();
  return { mountMs, changesMs, mounted, rendered: rendered - mounted, shown };
}

/** @template Value @param {() => Value} body @returns {[number, Value]} */
function timed(body) {
  const startedAt = performance.now();
  const value = body();
  return [performance.now() - startedAt, value];
}
