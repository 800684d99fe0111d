import { createBus, defineEvent, payload } from "eventdeck";
import { mountDevtools } from "eventdeck/devtools/production";
import { createDevTools } from "@redux-devtools/core";
import { InspectorMonitor } from "@redux-devtools/inspector-monitor";
import { legacy_createStore as createStore } from "@reduxjs/toolkit";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ReactQueryDevtoolsPanel } from "@tanstack/react-query-devtools/production";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

// Runs in Chromium: the panel beside two others, each with as many entries as it bears.

/** @typedef {{ openMs: number, longestTaskMs: number }} Opened */

const added = defineEvent("cart.item-added", payload(), { priority: "immediate" });
const removed = defineEvent("cart.item-removed", payload(), { priority: "immediate" });
const ticked = defineEvent("clock.ticked", payload(), { priority: "immediate" });
const kinds = [added, added, removed, ticked];

/** @type {import("eventdeck").Bus | undefined} */
let bus;
/** @type {import("eventdeck/devtools/production").Devtools | undefined} */
let devtools;

/** @param {number} events retained at most */
function theBus(events = 10_000) {
  bus ??= createBus({ source: "bench", history: { maxEvents: events, maxBytes: Number.MAX_SAFE_INTEGER }, onError: () => {} });
  return bus;
}

/** A bus with a history, a listener, and a failure now and then. @param {number} events @param {number} [most] retained at most */
export function fill(events, most = events) {
  const shop = theBus(most);
  shop.subscribe("cart.#", ({ payload: item }) => fail(item), { name: "cart" });
  for (let index = 0; index < events; index++) shop.emit(kindOf(index)({ sku: `A-${index % 5000}`, quantity: index % 7, index }));
  return shop.history.size;
}

/** @param {number} index */
function kindOf(index) {
  return kinds[index % kinds.length] ?? added;
}

/** @param {unknown} item */
function fail(item) {
  const index = /** @type {{ index?: number }} */ (item).index ?? 0;
  if (index % 10_000 === 9_000) throw new RangeError("out of stock");
}

/** @param {boolean} initiallyOpen @returns {Promise<Opened>} */
export async function mount(initiallyOpen) {
  const longestOf = watchLongTasks();
  const startedAt = performance.now();
  devtools = mountDevtools({ bus: theBus(), initiallyOpen, preserve: false });
  if (initiallyOpen) await until(isListed);
  const openMs = performance.now() - startedAt;
  return { openMs, longestTaskMs: await longestOf() };
}

export function unmount() {
  devtools?.unmount();
  devtools = undefined;
}

function listOfEvents() {
  return [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('[role=treegrid][aria-label="Events"]') ?? [])])[0];
}

/** The list is full, and stands at the newest event. */
export function isListed() {
  const rows = [...(listOfEvents()?.querySelectorAll("[role=row][data-position]") ?? [])];
  const positions = rows.map((row) => Number(row.getAttribute("data-position")));
  return rows.length > 3 && Math.max(...positions) === theBus().history.lastPosition;
}

/** @type {Record<string, (entries: number) => void>} */
const peers = {
  "Redux DevTools inspector monitor"(entries) {
    // Its types ask for props that it fills in itself.
    const DevTools = createDevTools(/** @type {any} */ (createElement(InspectorMonitor)));
    const store = createStore((/** @type {number} */ state = 0) => state + 1, DevTools.instrument());
    for (let index = 0; index < entries; index++) store.dispatch({ type: "cart/itemAdded", payload: { sku: `A-${index}`, quantity: 1 } });
    createRoot(peerRoot()).render(createElement(DevTools, { store }));
  },
  "TanStack Query devtools"(entries) {
    const client = new QueryClient();
    for (let index = 0; index < entries; index++) client.setQueryData(["item", index], { sku: `A-${index}`, quantity: 1 });
    createRoot(peerRoot()).render(createElement(QueryClientProvider, { client }, createElement(ReactQueryDevtoolsPanel, { client })));
  },
};

function peerRoot() {
  const container = document.body.appendChild(document.createElement("div"));
  container.style.height = "500px";
  container.dataset["peer"] = "";
  return container;
}

/** @param {string} name @param {number} entries @returns {Promise<Opened>} */
export async function openPeer(name, entries) {
  const longestOf = watchLongTasks();
  const startedAt = performance.now();
  peers[name]?.(entries);
  await until(() => (document.querySelector("[data-peer]")?.textContent ?? "").length > 200);
  const openMs = performance.now() - startedAt;
  return { openMs, longestTaskMs: await longestOf() };
}

let producing = false;

/** Emits so many a second, in bursts of a few milliseconds, until `rest` is called. @param {number} perSecond */
export function produce(perSecond) {
  producing = true;
  let index = 0;
  let due = performance.now();
  const turn = () => {
    if (!producing) return;
    const now = performance.now();
    for (; due < now; due += 1000 / perSecond) theBus().emit(kindOf(index)({ sku: "A", quantity: 1, index: index++ }));
    setTimeout(turn, 4);
  };
  turn();
}

export function rest() {
  producing = false;
}

/** @param {number} ms @returns {Promise<number>} frames a second */
export async function framesOver(ms) {
  let frames = 0;
  const startedAt = performance.now();
  await new Promise((resolve) => {
    const count = () => {
      frames++;
      if (performance.now() - startedAt < ms) requestAnimationFrame(count);
      else resolve(undefined);
    };
    requestAnimationFrame(count);
  });
  return (frames / (performance.now() - startedAt)) * 1000;
}

/** Scrolls the list of the panel from end to end and back while frames are counted. @param {number} ms */
export async function scrollFor(ms) {
  const grid = listOfEvents();
  if (!grid) throw new Error("The panel shows no list.");
  const startedAt = performance.now();
  const longestOf = watchLongTasks();
  const move = () => {
    const share = (performance.now() - startedAt) / ms;
    if (share >= 1) return;
    grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * (0.5 + 0.5 * Math.cos(share * 2 * Math.PI));
    requestAnimationFrame(move);
  };
  requestAnimationFrame(move);
  const framesPerSecond = await framesOver(ms);
  return { framesPerSecond, longestTaskMs: await longestOf() };
}

/** Emits an event that is hard to show, and says which. @param {"long" | "wide"} kind */
export function emitLarge(kind) {
  const value =
    kind === "long"
      ? { text: "x".repeat(50 * 1024 * 1024) }
      : { items: Array.from({ length: 100_000 }, (_, index) => ({ sku: `A-${index}`, quantity: index })) };
  theBus().emit(defineEvent(`large.${kind}`, payload(), { priority: "immediate" })(value));
}

/** Nanoseconds of a draft's emit. @param {number} events */
export function emitNs(events) {
  const startedAt = performance.now();
  for (let index = 0; index < events; index++) theBus().emit(ticked({ index }));
  return ((performance.now() - startedAt) / events) * 1e6;
}

/** The median of several, each in a task of its own, from when the page has done what it does once. @param {number} events @param {number} turns */
export async function emitNsInTurns(events, turns) {
  await new Promise((resolve) => void setTimeout(() => requestIdleCallback(resolve), 300));
  const each = [];
  for (let turn = 0; turn < turns; turn++) {
    each.push(emitNs(events));
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
  return each.toSorted((left, right) => left - right)[turns >> 1] ?? NaN;
}

/** Waits for frames until something holds. @param {() => boolean} holds */
async function until(holds) {
  for (let frame = 0; frame < 6000; frame++) {
    await new Promise((resolve) => void requestAnimationFrame(resolve));
    if (holds()) return;
  }
  throw new Error("That did not come within 6,000 frames.");
}

/** @type {() => Promise<number>} */
let longest = () => Promise.resolve(NaN);

export function watchTasks() {
  longest = watchLongTasks();
}

/** In milliseconds, since `watchTasks`; 0 when none took 50 or more. */
export function longestTask() {
  return longest();
}

/** The browser reports tasks from 50 ms on, and late; 0 when there was none. */
function watchLongTasks() {
  let longestMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
  });
  observer.observe({ type: "longtask" });
  return async () => {
    await new Promise((resolve) => void setTimeout(resolve, 200));
    observer.disconnect();
    return longestMs;
  };
}
