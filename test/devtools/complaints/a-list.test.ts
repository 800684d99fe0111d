import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineEvent, payload, type Bus } from "eventdeck";
import { createDeck, type DeckModel } from "../../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../../devtools/target/index.ts";
import { createScreen, endOfTurn, quietBus, type Screen } from "../painted.ts";

// Work is counted, not timed; a busy machine may take its time for it.
vi.setConfig({ testTimeout: 60_000 });

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const ticked = defineEvent("cart.ticked", payload<{ n: number }>(), { priority: "immediate" });
const placed = defineEvent("order.placed", payload<{ n: number }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
let disconnect: () => void;
/** Positions of history that were read. */
let looked: number[];

function open(maxEvents: number): void {
  bus = quietBus({ history: { maxEvents } });
  bus.subscribe("#", () => {}, { name: "Ledger" });
  looked = [];
  for (const name of ["get", "peek"] as const) {
    const read = bus.history[name].bind(bus.history);
    Object.defineProperty(bus.history, name, { value: (position: number) => (looked.push(position), read(position)) });
  }
  screen = createScreen();
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  deck = createDeck(target, screen);
  disconnect = deck.connect();
  screen.paint();
}

beforeEach(() => open(100_000));
afterEach(async () => {
  disconnect();
  deck.close();
  target.close();
  await bus.close({ drain: false });
});

async function emit(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) bus.emit(n % 2 === 0 ? ticked({ n }) : placed({ n }));
  await endOfTurn();
  screen.paint(20);
}

/** How often history is read while so many events come, once all that came before has been looked at. */
async function looksDuring(count: number): Promise<number> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    looked.length = 0;
    screen.paint(50);
    if (looked.length > 0) quiet = 0;
  }
  looked.length = 0;
  await emit(count);
  return looked.length;
}

describe("A. the list gets slower with each entry (redux-devtools#81, #347, #156; log-monitor#17, #48; store-log-monitor#18; redux-devtools-inspector#64)", () => {
  it("an event costs as much after 50,000 others as after 100", async () => {
    await emit(100);
    const early = await looksDuring(100);
    await emit(50_000);
    const late = await looksDuring(100);
    expect(early).toBeGreaterThan(0);
    expect(late).toBeLessThanOrEqual(early);
  });

  it("so it does while a filter is in force and the list is scrolled away", async () => {
    deck.events.filter("type:order.*");
    await emit(200);
    deck.events.hold(0, 20);
    const early = await looksDuring(100);
    await emit(10_000);
    const late = await looksDuring(100);
    expect(late).toBeLessThanOrEqual(early);
  });
});

describe("A. every event makes badges count everything anew, and every entry subscribes (TanStack/query#11149)", () => {
  it("the counts of the chips look at what is new only", async () => {
    bus.subscribe(placed, () => {
      throw new Error("no");
    });
    await emit(2_000);
    expect(deck.events.state.chips.failed).toBe(1_000);
    looked.length = 0;
    await emit(10);
    expect(deck.events.state.chips.failed).toBe(1_005);
    // Late outcomes of the newest are looked at again; nothing before them is.
    expect(Math.min(...looked)).toBeGreaterThan(2_000);
  });

  it("the history has as many observers with 10,000 entries as with none", async () => {
    const observers = vi.spyOn(target.log, "onChange");
    const second = createDeck(target, screen);
    const leave = second.connect();
    const before = observers.mock.calls.length;
    await emit(10_000);
    second.events.open(bus.history.lastPosition);
    await emit(10);
    expect([before > 0, observers.mock.calls.length]).toEqual([true, before]);
    leave();
    second.close();
  });
});

describe("A. a timeline that cannot be switched off (vuejs/devtools-v6#1685, vuejs/devtools#609)", () => {
  it("not recording, 10,000 events ask for no frame and read no history", async () => {
    await emit(10);
    deck.record(false);
    screen.paint(100);
    const { asked } = screen;
    const { bytes } = deck.deliveries;
    looked.length = 0;
    for (let n = 0; n < 10_000; n += 1) bus.emit(ticked({ n }));
    await endOfTurn();
    expect([screen.asked - asked, looked.length, deck.deliveries.bytes]).toEqual([0, 0, bytes]);
    deck.record(true);
    screen.paint(50);
    expect(deck.events.state.total).toBe(10_010);
  });
});

describe("A. every event is copied and stored for ever (vuejs/devtools-v6#2187, #997; vuejs/devtools#609)", () => {
  it("the panel shows the events that history has, and no copies of them", async () => {
    await emit(10);
    const entry = deck.events.entry(5);
    expect(entry?.event).toBe(bus.history.get(5)?.event);
  });

  it("after 360,000 events it holds what history holds, and no more", async () => {
    disconnect();
    open(1_000);
    const references: WeakRef<object>[] = [];
    const kept: number[] = [];
    for (let round = 0; round < 36; round += 1) {
      for (let n = 0; n < 10_000; n += 1) {
        const event = bus.emit(n % 2 === 0 ? ticked({ n }) : placed({ n }));
        if (n % 1_000 === 0) references.push(new WeakRef(event));
      }
      await endOfTurn();
      screen.paint(20);
      if (round === 0) deck.events.moveTo(bus.history.lastPosition);
      kept.push(deck.deliveries.bytes + deck.feed.durations.bytes + deck.feed.rates.bytes);
    }
    expect(deck.events.state).toMatchObject({ total: 1_000, matching: 1_000, evicted: 359_000 });
    expect(deck.events.state.lines.count).toBeLessThanOrEqual(1_000);
    // What is kept of deliveries is bounded, too: as much in the end as half-way.
    expect(kept.at(-1)).toBe(kept[18]);
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    const alive = references.filter((reference) => reference.deref() !== undefined).length;
    expect(references.length).toBe(360);
    expect(alive).toBeLessThanOrEqual(2);
  });
});

describe("A. it goes on loading although nobody wants it any more (temporalio/ui#2704)", () => {
  it("a search ends when another filter is typed", async () => {
    await emit(10_000);
    disconnect();
    let time = 0;
    const slow = createDeck(target, { ...screen, now: () => (time += 1) });
    const leave = slow.connect();
    slow.events.filter("payload.n:7");
    expect(slow.events.state.progress).toBeLessThan(1);
    slow.events.filter("type:nothing.of.the.kind");
    slow.events.filter("");
    looked.length = 0;
    screen.paint(5);
    expect(slow.events.state).toMatchObject({ progress: 1, matching: 10_000 });
    // The search would have gone on through them.
    expect(looked.length).toBeLessThan(2_000);
    leave();
    slow.close();
    disconnect = deck.connect();
  });
});
