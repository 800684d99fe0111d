import { createProjection } from "eventdeck/projection";
import { microtasks } from "eventdeck/testing";
import { describe, expect, it } from "vitest";
import { gate, openBus } from "../scheduling/virtual-bus.ts";
import { draft, emitSome, positionsOf } from "./deck.ts";

function fail() {
  throw new Error("no");
}

describe("an entry's outcome", () => {
  it("counts the handlers that the event went to, failures and skips among them", () => {
    const skip = { name: "skip", beforeHandle: (_: unknown, { name }: { readonly name: string }) => (name === "skipped" ? (false as const) : undefined) };
    const { bus, failures } = openBus({ middleware: [skip] });
    bus.subscribe("t", () => {});
    bus.subscribe("t", fail);
    bus.subscribe("t", () => {}, { name: "skipped" });
    bus.emit(draft("t"));
    expect(bus.history.get(1)?.outcome).toMatchObject({ handlers: 3, failed: 1, skipped: 1, pending: 0 });
    expect(failures).toHaveLength(1);
  });
  it("does not count subscriptions that were not meant", () => {
    const { bus } = openBus();
    bus.subscribe("t", () => {}, { filter: () => false, name: "filtered" });
    bus.subscribe("t", () => {}, { priority: "deferred", name: "other priority" });
    bus.subscribe("other", () => {}, { name: "other topic" });
    bus.subscribe("t", () => {}).unsubscribe();
    bus.emit(draft("t"));
    expect(bus.history.get(1)).toMatchObject({ outcome: { handlers: 0, failed: 0, skipped: 0, pending: 0 }, listeners: [] });
    expect(positionsOf(bus.history.query("is:unheard"))).toEqual([1]);
  });
  it("is not unheard when a projection folds it", () => {
    const { bus } = openBus();
    createProjection(bus, { name: "count", initial: 0, reducers: (on) => on("folded", (count) => count + 1) });
    for (const type of ["t", "folded", "t", "folded"]) bus.emit(draft(type));
    expect([...bus.history].map(({ folded, outcome }) => [folded, outcome.handlers])).toEqual([
      [undefined, 0],
      [true, 0],
      [undefined, 0],
      [true, 0],
    ]);
    expect(positionsOf(bus.history.query("is:unheard"))).toEqual([1, 3]);
  });
  it("names the listeners, which is what `handler:` finds", () => {
    const { bus } = openBus();
    bus.subscribe("t", () => {}, { name: "everyone" });
    bus.subscribe("t", () => {}, { name: "even", filter: ({ payload }) => Number(payload) % 2 === 0 });
    bus.subscribe("t", fail, { name: "audit log" });
    emitSome(bus, 4);
    expect(bus.history.get(1)?.listeners).toEqual(["everyone", "audit log"]);
    expect(bus.history.get(2)?.listeners).toEqual(["everyone", "even", "audit log"]);
    expect(positionsOf(bus.history.query("handler:even"))).toEqual([2, 4]);
    expect(positionsOf(bus.history.query('handler:"audit log" -handler:even'))).toEqual([1, 3]);
  });
  it("says how long the event waited in its lane and its handlers ran", async () => {
    const { bus, clock } = openBus();
    bus.subscribe("t", () => clock.spend(30));
    bus.subscribe("t", () => clock.spend(12));
    bus.emit({ type: "t", input: 1 });
    clock.spend(250);
    await clock.advance();
    expect(bus.history.get(1)?.outcome).toMatchObject({ waitedMs: 250, ranMs: 42 });
    expect([bus.history.query("took:>40").length, bus.history.query("waited:>100").length, bus.history.query("took:>42").length]).toEqual([1, 1, 0]);
  });
  it("leaves a duration that was not measured undefined", () => {
    const { bus } = openBus();
    bus.subscribe("t", () => {});
    emitSome(bus, 200);
    const ran = Array.from(bus.history, ({ outcome }) => outcome.ranMs);
    expect(ran.filter((ms) => ms === undefined).length).toBeGreaterThan(100);
    expect(ran.filter((ms) => ms === 0).length).toBeGreaterThan(30);
    expect(bus.history.query("took:>=0")).toHaveLength(ran.filter((ms) => ms !== undefined).length);
  });
});

describe("the outcome of async handlers", () => {
  it("is pending until they settle, each counted by its end", async () => {
    const { bus, clock } = openBus({ onError: () => {} });
    const [one, two] = [gate(), gate()];
    bus.subscribe("t", () => one.opened);
    bus.subscribe("t", () => two.opened.then(fail));
    bus.subscribe("t", () => {});
    bus.emit(draft("t"));
    const outcome = bus.history.get(1)?.outcome;
    expect(outcome).toMatchObject({ handlers: 3, pending: 2, failed: 0 });
    expect(bus.history.query("is:pending")).toHaveLength(1);
    clock.spend(100);
    one.open();
    await microtasks();
    expect(outcome).toMatchObject({ pending: 1, ranMs: 100 });
    clock.spend(50);
    two.open();
    await microtasks();
    expect(outcome).toMatchObject({ handlers: 3, pending: 0, failed: 1, ranMs: 150 });
    expect([bus.history.query("is:pending").length, bus.history.query("is:failed").length]).toEqual([0, 1]);
  });
  it("is measured though the event was not", async () => {
    const { bus, clock } = openBus();
    bus.subscribe("t", () => {});
    emitSome(bus, 45);
    const { open, opened } = gate();
    bus.subscribe("t", () => opened, { name: "slow" });
    emitSome(bus, 1);
    clock.spend(70);
    open();
    await microtasks();
    expect(bus.history.get(46)?.outcome).toMatchObject({ pending: 0, ranMs: 70 });
  });
  it("counts what waits for a serial handler, and what is skipped there", async () => {
    const { bus } = openBus();
    const { open, opened } = gate();
    const subscription = bus.subscribe("t", () => opened, { concurrency: "serial" });
    emitSome(bus, 3);
    expect(Array.from(bus.history, ({ outcome }) => outcome.pending)).toEqual([1, 1, 1]);
    subscription.unsubscribe();
    expect(Array.from(bus.history, ({ outcome }) => [outcome.pending, outcome.skipped])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    open();
    await microtasks();
    expect(bus.history.query("is:pending")).toEqual([]);
    expect(bus.history.query("is:skipped")).toHaveLength(2);
  });
  it("is right when a handler ends another's subscription in the same round", () => {
    const { bus } = openBus();
    const slow = bus.subscribe("t", () => new Promise(() => {}), { concurrency: "serial" });
    emitSome(bus, 1);
    bus.subscribe("t", () => slow.unsubscribe());
    emitSome(bus, 1);
    expect(bus.history.get(2)?.outcome).toMatchObject({ handlers: 2, pending: 0, skipped: 1 });
  });
});

describe("an entry that somebody holds", () => {
  it("hears of handlers that settle after its eviction", async () => {
    const { bus } = openBus({ history: { maxEvents: 2 } });
    const { open, opened } = gate();
    const subscription = bus.subscribe("t", () => opened);
    emitSome(bus, 1);
    const held = bus.history.get(1);
    subscription.unsubscribe();
    emitSome(bus, 5);
    expect(bus.history.get(1)).toBeUndefined();
    expect(held?.outcome.pending).toBe(1);
    open();
    await microtasks();
    expect(held?.outcome).toMatchObject({ handlers: 1, pending: 0 });
  });
  it("does so after clearing too, which leaves its successors alone", async () => {
    const { bus } = openBus();
    const { open, opened } = gate();
    bus.subscribe("t", () => opened.then(fail), { onError: () => {} });
    emitSome(bus, 1);
    const held = bus.history.get(1);
    bus.history.clear();
    bus.emit(draft("other"));
    open();
    await microtasks();
    expect(held?.outcome).toMatchObject({ handlers: 1, pending: 0, failed: 1 });
    expect(bus.history.get(2)?.outcome).toMatchObject({ handlers: 0, pending: 0, failed: 0 });
  });
  it("hears of its own round also when a handler clears the history", async () => {
    const { bus } = openBus({ middleware: [] });
    const held: unknown[] = [];
    bus.use({ name: "hold", onRecord: (entry) => held.push(entry) });
    const { open, opened } = gate();
    bus.subscribe("t", () => opened, { name: "slow" });
    bus.subscribe("t", () => bus.history.clear(), { name: "clears" });
    bus.subscribe("t", () => {}, { name: "third" });
    emitSome(bus, 1);
    expect(held).toMatchObject([{ outcome: { handlers: 3, pending: 1 }, listeners: ["slow", "clears", "third"] }]);
    open();
    await microtasks();
    expect(held).toMatchObject([{ outcome: { handlers: 3, pending: 0, failed: 0 } }]);
  });
});
