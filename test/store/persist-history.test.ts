import { createBus, defineEvent, payload } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { memoryStore, persistHistory, type Store } from "eventdeck/store";
import { VirtualClock } from "eventdeck/testing";
import { afterEach, describe, expect, test } from "vitest";
import { all, ids, storedEvent } from "../contract/stored-events.ts";

const placed = defineEvent("order.placed", payload<{ readonly n: number; readonly password?: string }>(), { priority: "immediate" });
const other = defineEvent("cart.opened", payload<number>(), { priority: "immediate" });

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function opened(): Promise<Store> {
  const store = memoryStore();
  await store.open();
  ends.push(() => store.close());
  return store;
}
function busOf(options: Parameters<typeof createBus>[0] = {}) {
  const bus = createBus({ events: [placed, other], source: "/shop", ...options });
  ends.push(() => bus.close());
  return bus;
}
async function stored(store: Store, stream = "history"): Promise<unknown[]> {
  return (await all(store.read(stream))).map(({ event }) => event.payload);
}

describe("persistHistory", () => {
  test("stores what is recorded from now on, in order", async () => {
    const [store, bus] = [await opened(), busOf()];
    bus.emit(other(0));
    const persistence = persistHistory(bus, store);
    for (let n = 1; n <= 3; n++) bus.emit(placed({ n }));
    await persistence.flush();
    expect(await stored(store)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(persistence.stats).toEqual({ stored: 3, waiting: 0, dropped: 0 });
    expect(persistence.health().status).toBe("healthy");
    await persistence.close();
    bus.emit(placed({ n: 4 }));
    await persistence.close();
    expect(await stored(store)).toHaveLength(3);
  });

  test("writes after a while by itself, not in the turn of the emitter", async () => {
    const clock = new VirtualClock();
    const [store, bus] = [await opened(), busOf({ clock })];
    const persistence = persistHistory(bus, store);
    ends.push(() => persistence.close());
    bus.emit(placed({ n: 1 }));
    await clock.advance(50);
    expect(persistence.stats).toMatchObject({ stored: 0, waiting: 1 });
    await clock.advance(50);
    expect(persistence.stats).toMatchObject({ stored: 1, waiting: 0 });
  });

  test("keeps what it is told to, in the stream it is told", async () => {
    const [store, bus] = [await opened(), busOf()];
    const persistence = persistHistory(bus, store, { keep: "order.#", stream: "orders" });
    bus.emit(placed({ n: 1 }));
    bus.emit(other(2));
    await persistence.close();
    expect(await stored(store, "orders")).toEqual([{ n: 1 }]);
    expect(await stored(store)).toEqual([]);
  });

  test("stores events as history has them: redacted", async () => {
    const [store, bus] = [await opened(), busOf()];
    bus.use(redact({ keys: ["password"] }));
    const persistence = persistHistory(bus, store);
    let heard: unknown;
    bus.subscribe(placed, (event) => (heard = event.payload.password));
    bus.emit(placed({ n: 1, password: "secret" }));
    await persistence.close();
    expect(heard).toBe("secret");
    expect(JSON.stringify(await stored(store))).not.toContain("secret");
    expect(await stored(store)).toHaveLength(1);
  });

  test("puts stored events back, in order, undelivered, once", async () => {
    const store = await opened();
    const before = busOf();
    const written = persistHistory(before, store);
    for (let n = 1; n <= 5; n++) before.emit(placed({ n }));
    await written.close();

    const bus = busOf();
    let delivered = 0;
    bus.subscribe("#", () => delivered++);
    const persistence = persistHistory(bus, store);
    expect(await persistence.load()).toEqual({ added: 5, skipped: 0 });
    expect([...bus.history].map(({ event }) => event.id)).toEqual([...before.history].map(({ event }) => event.id));
    expect(delivered).toBe(0);
    expect(await persistence.load()).toEqual({ added: 0, skipped: 0 });
    bus.emit(placed({ n: 6 }));
    await persistence.close();
    expect(await stored(store)).toEqual([1, 2, 3, 4, 5, 6].map((n) => ({ n })));
  });

  test("loads the newest when there is more than history has room for", async () => {
    const store = await opened();
    await store.append(
      "history",
      Array.from({ length: 50 }, (_, n) => storedEvent(`e${n}`)),
    );
    const bus = busOf({ history: { maxEvents: 12 } });
    bus.emit(other(1));
    bus.emit(other(2));
    const persistence = persistHistory(bus, store);
    expect(await persistence.load()).toEqual({ added: 10, skipped: 0 });
    expect([...bus.history].map(({ event }) => event.id).slice(2)).toEqual(Array.from({ length: 10 }, (_, n) => `e${40 + n}`));
    await persistence.close();
  });

  test("passes over a stored event that the schema of today refuses, and says so", async () => {
    const store = await opened();
    const before = busOf();
    const written = persistHistory(before, store);
    before.emit(placed({ n: 1 }));
    before.emit({ type: "order.checked", input: "old", options: { priority: "immediate" } });
    before.emit(placed({ n: 2 }));
    await written.close();
    const checked = defineEvent("order.checked", { "~standard": { version: 1, vendor: "test", validate: () => ({ issues: [{ message: "no longer" }] }) } });
    const bus = createBus({ events: [placed, checked] });
    ends.push(() => bus.close());
    const loaded = await persistHistory(bus, store).load();
    expect(loaded).toMatchObject({ added: 2, skipped: 1 });
    expect(String(loaded.error)).toContain("no longer");
  });

  test("removes what is beyond its bounds in number and age", async () => {
    const clock = new VirtualClock();
    const [store, bus] = [await opened(), busOf({ clock })];
    const persistence = persistHistory(bus, store, { maxEvents: 20, maxAgeMs: 60_000 });
    for (let n = 1; n <= 100; n++) {
      bus.emit(placed({ n }));
      await persistence.flush();
      expect((await all(store.read("history"))).length).toBeLessThanOrEqual(22);
    }
    expect((await stored(store)).at(-1)).toEqual({ n: 100 });
    await clock.advance(61_000);
    bus.emit(placed({ n: 101 }));
    await persistence.close();
    expect(await stored(store)).toEqual([{ n: 101 }]);
    await clock.advance(61_000);
    expect(await persistHistory(busOf({ clock }), store, { maxAgeMs: 60_000 }).load()).toMatchObject({ added: 0 });
  });

  test("does not store what was read from a session file", async () => {
    const [store, bus] = [await opened(), busOf()];
    const lines = [
      ...(() => {
        const recorded = busOf();
        recorded.emit(placed({ n: 1 }));
        return recorded.history.export();
      })(),
    ];
    const persistence = persistHistory(bus, store);
    await bus.history.import(lines);
    bus.emit(placed({ n: 2 }));
    await persistence.close();
    expect(await stored(store)).toEqual([{ n: 2 }]);
  });

  test("stores what the bus delivers while it closes", async () => {
    const [store, bus] = [await opened(), busOf()];
    const persistence = persistHistory(bus, store);
    bus.emit({ type: "last.words", input: 1, options: { priority: "deferred" } });
    await bus.close();
    await persistence.close();
    expect(await ids(store.read("history"))).toMatch(/^1:/);
  });

  test("stores what leaves history in the turn in which it was recorded", async () => {
    const [store, bus] = [await opened(), busOf({ history: { maxEvents: 10 } })];
    const persistence = persistHistory(bus, store);
    for (let n = 1; n <= 25; n++) bus.emit(placed({ n }));
    bus.history.clear();
    for (let n = 26; n <= 28; n++) bus.emit(placed({ n }));
    await persistence.close();
    expect(await stored(store)).toEqual(Array.from({ length: 28 }, (_, index) => ({ n: index + 1 })));
    expect(persistence.stats).toEqual({ stored: 28, waiting: 0, dropped: 0 });
  });

  test("two that end apart both store all", async () => {
    const [first, second, bus] = [await opened(), await opened(), busOf({ history: { maxEvents: 3 } })];
    const [early, late] = [persistHistory(bus, first), persistHistory(bus, second, { keep: "order.#" })];
    for (let n = 1; n <= 10; n++) bus.emit(placed({ n }));
    await early.close();
    expect(early.stats).toEqual({ stored: 10, waiting: 0, dropped: 0 });
    for (let n = 11; n <= 20; n++) bus.emit(placed({ n }));
    await late.close();
    expect(early.stats).toEqual({ stored: 10, waiting: 0, dropped: 0 });
    expect(await stored(first)).toHaveLength(10);
    expect(await stored(second)).toHaveLength(20);
  });

  test("drops the oldest of what a single turn records past what may wait, and says so", async () => {
    const failures: unknown[] = [];
    const [store, bus] = [await opened(), busOf({ history: { maxEvents: 10 }, onError: ({ error }) => failures.push(error) })];
    const persistence = persistHistory(bus, store, { maxWaiting: 100 });
    for (let n = 1; n <= 125; n++) bus.emit(placed({ n }));
    await persistence.close();
    expect(await stored(store)).toEqual(Array.from({ length: 100 }, (_, index) => ({ n: index + 26 })));
    expect(persistence.stats).toEqual({ stored: 100, waiting: 0, dropped: 25 });
    expect(String(failures)).toMatch(/the oldest that wait are dropped.*raise maxWaiting/);
  });

  test("refuses a bus without a history, and bounds that are none", async () => {
    const store = await opened();
    expect(() => persistHistory(busOf({ history: false }), store)).toThrow(/keeps no history/);
    expect(() => persistHistory(busOf(), store, { maxEvents: 0 })).toThrow(RangeError);
    expect(() => persistHistory(busOf(), store, { stream: "" })).toThrow(TypeError);
  });
});
