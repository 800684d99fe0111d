import { afterEach, describe, expect, it, vi } from "vitest";
import { createBus, defineEvent, payload, type Bus, type HistoryOptions } from "eventdeck";
import { createDeck, type DeckModel } from "../../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../../devtools/target/index.ts";
import { createScreen, endOfTurn, type Screen } from "../painted.ts";

// Work is counted, not timed; a busy machine may take its time for it.
vi.setConfig({ testTimeout: 60_000 });

const moved = defineEvent("pointer.moved", payload<{ x: number }>(), { priority: "immediate" });
const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
let disconnect = () => {};

/** @param before what happens while nobody looks */
async function open(history: HistoryOptions | undefined, before: () => void): Promise<void> {
  bus = createBus({ source: "shop", ...(history && { history }) });
  before();
  screen = createScreen();
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  deck = createDeck(target, screen);
  disconnect = deck.connect();
  await draw();
}

async function draw(): Promise<void> {
  await endOfTurn();
  screen.paint(40);
}

function move(count: number): void {
  for (let x = 0; x < count; x += 1) bus.emit(moved({ x }));
}

function types(): (string | undefined)[] {
  const { rows } = deck.events.state;
  return Array.from({ length: rows.count }, (_, row) => deck.events.entry(rows.positionAt(row) ?? -1)?.event.type);
}

afterEach(async () => {
  disconnect();
  deck.close();
  target.close();
  await bus.close({ drain: false });
});

describe("D. fifty entries are full before the interesting part begins (rozenite#158; redux-devtools-extension#334, #208; replayio/devtools#6832)", () => {
  it("10,000 events of an application's start are there when the panel is opened", async () => {
    await open(undefined, () => move(10_000));
    expect(deck.events.state).toMatchObject({ total: 10_000, matching: 10_000, evicted: 0 });
    expect(deck.events.entry(1)?.event.payload).toEqual({ x: 0 });
  });

  it("it is bounded all the same, and the list says how many have gone", async () => {
    await open({ maxEvents: 1_000 }, () => move(1_200));
    move(300);
    await draw();
    expect(deck.events.state).toMatchObject({ total: 1_000, evicted: 500 });
    expect(deck.events.state.evictedBytes).toBeGreaterThan(0);
    expect(target.log.limits).toMatchObject({ maxEvents: 1_000 });
  });
});

describe("D. hidden entries use up the quota (redux-devtools-extension#316)", () => {
  it("what history is told not to keep takes the place of nothing", async () => {
    await open({ maxEvents: 100, keep: "order.#" }, () => {});
    for (let total = 0; total < 50; total += 1) {
      bus.emit(placed({ total }));
      move(1_000);
    }
    await draw();
    expect(deck.events.state).toMatchObject({ total: 50, evicted: 0 });
  });

  it("what a filter hides takes no line of the list: each match that history has is shown", async () => {
    await open({ maxEvents: 10_000 }, () => {});
    deck.events.filter("-type:pointer.moved");
    for (let total = 0; total < 9; total += 1) {
      bus.emit(placed({ total }));
      move(1_000);
      await draw();
    }
    expect(types()).toEqual(Array.from({ length: 9 }, () => "order.placed"));
    expect(deck.events.state.lines.count).toBeLessThanOrEqual(9);
  });

  it("what is pinned or held stays, also when hidden events push it out of history", async () => {
    await open({ maxEvents: 100 }, () => {});
    deck.events.filter("order");
    bus.emit(placed({ total: 7 }));
    await draw();
    deck.events.togglePin(1);
    deck.events.open(1);
    move(500);
    await draw();
    expect(bus.history.get(1)).toBeUndefined();
    expect(deck.events.pins.state.map(({ event }) => event.payload)).toEqual([{ total: 7 }]);
    expect(deck.events.state.opened?.event.payload).toEqual({ total: 7 });
  });
});
