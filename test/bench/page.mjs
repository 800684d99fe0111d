import { createBus, defineEvent, payload } from "eventdeck";
import { asapScheduler, asyncScheduler } from "rxjs";

// Runs in Chromium: a flood of events with handlers that take 20 µs each, while a timer publishes immediate ones and frames are counted.

const handlerMs = 0.02;
const eventsPerTurn = 500;
const urgentEveryMs = 10;
/** @type {Scheduler | undefined} */
const scheduler = /** @type {any} */ (globalThis).scheduler;

/**
 * @typedef {{ postTask(task: () => void, options?: { priority: string }): Promise<void> }} Scheduler
 * @typedef {{ publish(index: number): void, urgent(handle: () => void): void, handled(): number }} Side
 * @typedef {{ totalMs: number, longestTaskMs: number, framesPerSecond: number, urgentP50Ms: number, urgentP99Ms: number, handled: number }} Flood
 */

let spins = 1000;
let sink = 1;
function spin() {
  for (let left = spins; left > 0; left--) sink = (Math.imul(sink, 1_664_525) + 1_013_904_223) | 0;
}
/** So many turns as take 20 µs here and now: reading a clock in each handler would measure the clock. */
export function calibrate() {
  let best = Infinity;
  for (let round = 0; round < 40; round++) {
    const startedAt = performance.now();
    for (let call = 0; call < 200; call++) spin();
    best = Math.min(best, (performance.now() - startedAt) / 200);
  }
  spins = Math.round((spins * handlerMs) / best);
  return { spins, sink };
}

/** @param {number} events */
export function plainLoop(events) {
  const startedAt = performance.now();
  for (let index = 0; index < events; index++) spin();
  return performance.now() - startedAt;
}

/** @type {Record<string, () => Side>} */
const sides = {
  eventdeck() {
    const floodEvent = defineEvent("bench.flood", payload());
    /** @type {import("@standard-schema/spec").StandardSchemaV1<{ handle(): void }>} */
    const unchecked = payload();
    const urgentEvent = defineEvent("bench.urgent", unchecked, { priority: "immediate" });
    const bus = createBus({ source: "bench", lanes: { capacity: 200_000 } });
    let handled = 0;
    bus.subscribe(floodEvent, () => {
      spin();
      handled++;
    });
    bus.subscribe(urgentEvent, (event) => event.payload.handle());
    return { publish: (index) => void bus.emit(floodEvent({ index })), urgent: (handle) => void bus.emit(urgentEvent({ handle })), handled: () => handled };
  },
  "one postTask per event"() {
    let handled = 0;
    const handle = () => {
      spin();
      handled++;
    };
    return {
      publish: () => void scheduler?.postTask(handle),
      urgent: (urgent) => void scheduler?.postTask(urgent, { priority: "user-blocking" }),
      handled: () => handled,
    };
  },
  "RxJS asyncScheduler"() {
    let handled = 0;
    const handle = () => {
      spin();
      handled++;
    };
    return { publish: () => void asyncScheduler.schedule(handle), urgent: (urgent) => void asapScheduler.schedule(urgent), handled: () => handled };
  },
};

/** @param {string} name @param {number} events @returns {Promise<Flood>} */
export async function flood(name, events) {
  const side = /** @type {() => Side} */ (sides[name])();
  const longest = watchLongTasks();
  const frames = countFrames();
  const urgent = publishUrgently(side);
  const startedAt = performance.now();
  for (let index = 0; index < events;) {
    for (const end = Math.min(events, index + eventsPerTurn); index < end; index++) side.publish(index);
    await nextTask();
  }
  while (side.handled() < events) await nextTask();
  const totalMs = performance.now() - startedAt;
  const framesPerSecond = frames(totalMs);
  const waits = urgent();
  // Long tasks are reported late.
  await new Promise((resolve) => void setTimeout(resolve, 200));
  return { totalMs, longestTaskMs: longest(), framesPerSecond, urgentP50Ms: quantile(waits, 0.5), urgentP99Ms: quantile(waits, 0.99), handled: side.handled() };
}

/** A page that does nothing: what this machine can do at all. */
export async function idle() {
  const frames = countFrames();
  const urgent = publishUrgently({ urgent: (handle) => handle() });
  const startedAt = performance.now();
  await new Promise((resolve) => void setTimeout(resolve, 2000));
  const framesPerSecond = frames(performance.now() - startedAt);
  const waits = urgent();
  return { framesPerSecond, urgentP50Ms: quantile(waits, 0.5), urgentP99Ms: quantile(waits, 0.99) };
}

/** @param {number[]} values @param {number} share */
function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Infinity;
}

/** As late as possible: a publisher that never waits would be the long task itself. */
function nextTask() {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}

/** The browser reports tasks from 50 ms on; 0 when there was none. */
function watchLongTasks() {
  let longestMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
  });
  observer.observe({ type: "longtask" });
  return () => {
    observer.disconnect();
    return longestMs;
  };
}

function countFrames() {
  let frames = 0;
  let counting = true;
  const count = () => {
    if (!counting) return;
    frames++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  /** @param {number} elapsedMs */
  return (elapsedMs) => {
    counting = false;
    return (frames / elapsedMs) * 1000;
  };
}

/** Publishes an immediate event from a timer again and again; how long after the timer was due each was handled. @param {Pick<Side, "urgent">} side */
function publishUrgently(side) {
  /** @type {number[]} */
  const waits = [];
  let running = true;
  const next = () => {
    const due = performance.now() + urgentEveryMs;
    setTimeout(() => {
      if (!running) return;
      side.urgent(() => waits.push(performance.now() - due));
      next();
    }, urgentEveryMs);
  };
  next();
  return () => {
    running = false;
    return waits;
  };
}
