import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createBus, defineEvent, defineRequest, type EventDraft, payload } from "eventdeck";
import { expect, it } from "vitest";

const buses = 1000;
const draft = (type: string, priority: "immediate" | "normal" | "deferred" = "immediate"): EventDraft => ({
  type,
  input: { list: [type] },
  options: { priority },
});
const ask = defineRequest("ask", payload<number>(), payload<number>());
const tick = defineEvent("tick", payload<number>());

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
/** Bytes in use when all that can go has gone. */
async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    // Finalizers and weak references are done in tasks of their own.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** Everything a bus can open, used and closed. */
async function liveOnce(signal: AbortSignal): Promise<WeakRef<object>> {
  const bus = createBus({ events: [ask, tick], middleware: [{ name: "m", beforeHandle: () => undefined }] });
  const remove = bus.use({ name: "n", afterPublish: () => {} });
  bus.subscribe("#", () => {}, { signal });
  bus.subscribe("a.#", async () => {}, { signal, timeoutMs: 60_000, concurrency: "serial" });
  bus.subscribe("once", () => {}, { signal, once: true });
  const stuck = bus.subscribe("stuck", () => new Promise(() => {}), { timeoutMs: 60_000 });
  bus.respond(ask, ({ payload: n }) => n, { signal });
  const streams = [bus.stream("#", { signal }).subscribe(), bus.inspect$.subscribe(), bus.history.changes$.subscribe()];
  const next = bus.next("never", { signal, timeoutMs: 60_000 }).catch(() => {});
  const iterators = [bus.iterate("a.#", { signal, timeoutMs: 60_000 }), bus.iterate("#")];
  const waiting = iterators[0]?.next();
  bus.emitMany([draft("a.b"), draft("a.c", "normal"), draft("a.d", "deferred"), draft("once"), draft("stuck"), tick(1)], { signal });
  bus.emit(draft("late"), { delayMs: 60_000, signal });
  bus.emit(draft("key", "normal"), { conflateKey: "k", signal });
  const reply = bus.request(ask(1), { signal });
  bus.history.replay({ loop: true });
  await Promise.all([reply, waiting]);
  stuck.unsubscribe();
  remove();
  await bus.close({ timeoutMs: 1, drain: true });
  await next;
  expect(streams.map(({ closed }) => closed)).toEqual([true, true, true]);
  return new WeakRef(bus);
}

/** So many buses, one after another and many at a time. */
async function liveOften(signal: AbortSignal): Promise<WeakRef<object>[]> {
  const references: WeakRef<object>[] = [];
  for (let count = 0; count < buses; count += 50) references.push(...(await Promise.all(Array.from({ length: 50 }, () => liveOnce(signal)))));
  return references;
}

it(`${buses} buses that were opened, used and closed leave nothing behind`, { timeout: 120_000 }, async () => {
  const { signal } = new AbortController();
  const resources = process.getActiveResourcesInfo().length;
  const references = await liveOften(signal);
  await heapUsed();
  expect(references.filter((reference) => reference.deref() !== undefined).length).toBeLessThan(buses / 100);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(resources);
  // A leak grows in every round; code that the engine compiles, or what else the process keeps, does not.
  const growth: number[] = [];
  for (let round = 0; round < 2; round++) {
    const before = await heapUsed();
    await liveOften(signal);
    growth.push(((await heapUsed()) - before) / buses);
  }
  // Measured: below zero. A bus that stayed would be some 20 kB.
  expect(Math.min(...growth)).toBeLessThan(500);
});

it("subscriptions that come and go leave nothing behind on a bus that stays", { timeout: 120_000 }, async () => {
  const bus = createBus({ history: false });
  const { signal } = new AbortController();
  const live = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      const topic = `topic.${round}`;
      const subscription = bus.subscribe([topic, `#.${round}`], () => {}, { signal });
      const stream = bus.stream(topic, { signal }).subscribe();
      const next = bus.next(topic, { signal, timeoutMs: 60_000 });
      bus.emit({ type: "a", input: undefined, options: { topic, priority: "immediate" } });
      await next;
      await bus.iterate(topic, { signal }).return?.();
      stream.unsubscribe();
      subscription.unsubscribe();
    }
  };
  await live(5000);
  const before = await heapUsed();
  await live(10_000);
  expect(bus.subscriptions()).toEqual([]);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(((await heapUsed()) - before) / 10_000).toBeLessThan(100);
  await bus.close();
});
