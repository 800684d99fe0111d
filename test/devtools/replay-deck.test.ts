import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defineEvent, payload } from "eventdeck";
import { createProjection, timeTravel } from "eventdeck/projection";
import { createDeck, type DeckModel, PreferenceStore, replaying } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { createTestBus, type TestBus } from "eventdeck/testing";
import { createScreen, type Screen } from "./painted.ts";

const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });
const paid = defineEvent("order.paid", payload<{ total: number }>(), { priority: "immediate" });

let bus: TestBus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
let detach = () => {};
let heard: string[];

// As when the panel has been open for a moment.
beforeAll(() => replaying.load());

beforeEach(async () => {
  bus = createTestBus({ source: "test", onError: () => {} });
  screen = createScreen();
  attach();
  heard = [];
  bus.subscribe("order.#", ({ type, replay }) => void heard.push(replay ? `${type} again` : type), { name: "Ledger" });
  bus.subscribe(placed, ({ payload: { total } }, context) => void context.emit(paid({ total })), { name: "Till" });
  for (let total = 1; total <= 3; total += 1) {
    bus.emit(placed({ total }));
    await bus.advance(1_000);
  }
  screen.paint();
  heard.length = 0;
});

afterEach(async () => {
  detach();
  await bus.close({ drain: false });
});

function attach(): void {
  detach();
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  deck = createDeck(target, screen);
  const disconnect = deck.connect();
  detach = () => {
    disconnect();
    deck.close();
    target.close();
    detach = () => {};
  };
  screen.paint();
}

/** Lets commands arrive, what is due happen, and the deck draw. */
async function settle(ms = 0): Promise<void> {
  await bus.advance(ms);
  await bus.advance();
  screen.paint();
}

describe("Run again", () => {
  beforeEach(() => deck.replay.setMode("run"));

  it("emits everything to the handlers again, and no consequence twice", async () => {
    deck.replay.set({ speed: "max" });
    deck.replay.play();
    await settle();
    expect(deck.replay.state.status).toBe("finished");
    expect(heard).toEqual(["order.placed again", "order.paid again", "order.placed again", "order.paid again", "order.placed again", "order.paid again"]);
    expect(deck.replay.state).toMatchObject({ emitted: 6, total: 6, report: { delivered: 9, failed: 0, suppressed: 3 } });
    expect(bus.history.size).toBe(6);
  });

  it("delivers what handlers emit when that is asked for, and leaves the recorded consequences out", async () => {
    deck.replay.set({ speed: "max", emissions: "rerun" });
    deck.replay.play();
    await settle();
    expect(deck.replay.state).toMatchObject({ status: "finished", total: 3, report: { suppressed: 0 } });
    expect(heard.filter((type) => type === "order.paid again").length).toBe(3);
  });

  it("keeps the recorded pace, and shortens gaps when that is asked for", async () => {
    deck.replay.set({ shortenGaps: false });
    deck.replay.play();
    await settle();
    expect(heard.length).toBe(2);
    await settle(999);
    expect(heard.length).toBe(2);
    await settle(1);
    expect(heard.length).toBe(4);
    deck.replay.set({ shortenGaps: true, maxGapMs: 250 });
    await settle(250);
    expect(heard.length).toBe(6);
  });

  it("goes by the filter, or the selection", async () => {
    deck.replay.set({ speed: "max" });
    deck.events.filter("type:order.paid");
    deck.replay.play();
    await settle();
    expect(heard).toEqual(["order.paid again", "order.paid again", "order.paid again"]);
    expect(deck.replay.state.scopeText).toBe("type:order.paid");
    heard.length = 0;
    deck.events.open(bus.history.firstPosition + 2);
    deck.replay.set({ scope: "selection" });
    deck.replay.play();
    await settle();
    expect(heard).toEqual(["order.placed again"]);
  });

  it("plays a span that was brushed on the strip, again and again when it loops", async () => {
    screen.paint(3);
    const from = bus.history.firstPosition + 2;
    deck.strip.setSpan({ from, to: from + 1 });
    deck.replay.set({ scope: "span", loop: true });
    for (let steps = 0; steps < 5; steps += 1) await deck.replay.step();
    await settle();
    expect(heard).toEqual(["order.placed again", "order.paid again", "order.placed again", "order.paid again", "order.placed again"]);
    expect(deck.replay.state).toMatchObject({ total: 2, scopeText: `#${from} to #${from + 1}` });
  });

  it("steps one event at a time and stays where it is", async () => {
    await deck.replay.step();
    await deck.replay.step();
    await settle();
    expect(heard).toEqual(["order.placed again", "order.paid again"]);
    expect(deck.replay.state).toMatchObject({ status: "paused", emitted: 2 });
  });

  it("steps on from the start when the second step comes before the first has begun", async () => {
    void deck.replay.step();
    await deck.replay.step();
    await settle();
    expect(heard).toEqual(["order.placed again", "order.paid again"]);
  });

  it("goes back without emitting", async () => {
    await deck.replay.step();
    await deck.replay.step();
    deck.replay.back();
    await settle();
    expect(heard.length).toBe(2);
    await deck.replay.step();
    expect(heard).toEqual(["order.placed again", "order.paid again", "order.paid again"]);
    deck.replay.toStart();
    await deck.replay.step();
    expect(heard.at(-1)).toBe("order.placed again");
  });

  it("seeks to a position", async () => {
    deck.replay.seek(bus.history.lastPosition);
    await deck.replay.step();
    expect(heard).toEqual(["order.paid again"]);
  });

  it("keeps its place when looping is switched on", async () => {
    await deck.replay.step();
    await deck.replay.step();
    deck.replay.set({ loop: true });
    await settle();
    await deck.replay.step();
    expect(heard).toEqual(["order.placed again", "order.paid again", "order.placed again"]);
  });

  it("is heard by nobody who was left out", async () => {
    deck.replay.set({ muted: ["Till"], speed: "max" });
    deck.replay.play();
    await settle();
    expect(deck.replay.state.report).toMatchObject({ delivered: 6, suppressed: 0 });
  });

  it("tells the last failure, and where it was", async () => {
    bus.subscribe("order.#", () => Promise.reject(new TypeError("no total")), { name: "Mailer" });
    deck.replay.set({ speed: "max" });
    deck.replay.play();
    await settle();
    expect(deck.replay.state.report).toMatchObject({ failed: 6, failure: { text: "Mailer failed: TypeError: no total", position: bus.history.lastPosition } });
  });

  it("forgets the run when it is stopped", async () => {
    await deck.replay.step();
    deck.replay.stop();
    await settle();
    expect(deck.replay.state).toMatchObject({ status: "idle", emitted: 0, total: 0 });
    expect(heard.length).toBe(1);
  });

  it("says what is wrong with a command", async () => {
    await bus.close({ drain: false });
    deck.replay.play();
    await settle();
    expect(deck.replay.state.failure).toContain("closed");
  });

  it("draws once for a thousand deliveries", async () => {
    deck.replay.set({ speed: "max", muted: ["Till"] });
    for (let total = 0; total < 1_000; total += 1) bus.emit(paid({ total }));
    await settle();
    let drawn = 0;
    deck.replay.subscribe(() => (drawn += 1));
    deck.replay.play();
    await bus.advance();
    screen.paint();
    expect(deck.replay.state.report.delivered).toBeGreaterThan(1_000);
    expect(drawn).toBeLessThan(6);
  });
});

describe("running one event again", () => {
  it("says how it went", async () => {
    const position = bus.history.firstPosition;
    const running = deck.replay.runAgain([position]);
    expect(deck.replay.state.again).toMatchObject({ positions: [position], running: true });
    await settle();
    await running;
    expect(heard).toEqual(["order.placed again"]);
    expect(deck.replay.state.again).toEqual({ positions: [position], running: false, report: { delivered: 2, failed: 0, suppressed: 1 } });
  });

  it("names the one that failed", async () => {
    bus.subscribe("order.#", () => Promise.reject(new TypeError("no total")), { name: "Mailer" });
    const running = deck.replay.runAgain([bus.history.firstPosition]);
    await settle();
    await running;
    expect(deck.replay.state.again?.report).toMatchObject({ failed: 1, failure: { text: "Mailer failed: TypeError: no total" } });
  });

  it("ends what was looked at", async () => {
    createProjection(bus, { name: "orders", initial: 0, reducers: (on) => on(paid, (sum, { payload: { total } }) => sum + total) });
    deck.replay.seek(bus.history.firstPosition);
    await settle();
    const running = deck.replay.runAgain([bus.history.firstPosition]);
    await settle();
    await running;
    expect(target.status.state.travel).toBe("live");
    expect(deck.replay.state.mode).toBe("run");
  });
});

describe("Look", () => {
  const first = () => bus.history.firstPosition;
  const orders = () => {
    const sum = createProjection(bus, { name: "orders", initial: 0, reducers: (on) => on(paid, (total, event) => total + event.payload.total) });
    attach();
    return sum;
  };

  it("moves projections through time and calls nobody (redux-devtools#167)", async () => {
    const sum = orders();
    expect(sum.state).toBe(6);
    deck.replay.seek(first() + 1);
    await settle();
    expect(sum.state).toBe(1);
    expect(deck.replay.state).toMatchObject({ mode: "look", status: "paused", playhead: first() + 1, stateless: false });
    await deck.replay.step();
    await deck.replay.step();
    await settle();
    expect(deck.replay.state.failure).toBe(undefined);
    expect([sum.state, deck.replay.state.playhead]).toEqual([3, first() + 3]);
    deck.replay.back();
    await settle();
    expect([sum.state, deck.replay.state.playhead]).toEqual([1, first() + 2]);
    deck.replay.toEnd();
    await settle();
    expect([sum.state, deck.replay.state.playhead]).toEqual([6, undefined]);
    expect(heard).toEqual([]);
  });

  it("steps back from the present to before the newest event", async () => {
    const sum = orders();
    bus.emit(paid({ total: 10 }));
    expect(sum.state).toBe(16);
    deck.replay.back();
    await settle();
    expect([sum.state, deck.replay.state.playhead]).toEqual([6, first() + 5]);
  });

  it("steps back from the present to the newest event of a filter that leaves later ones out", async () => {
    const sum = orders();
    bus.emit(paid({ total: 10 }));
    deck.events.filter("type:order.placed");
    await settle();
    deck.replay.back();
    await settle();
    expect([sum.state, deck.replay.state.playhead]).toEqual([3, first() + 4]);
  });

  it("jumps from change to change", async () => {
    orders();
    deck.replay.seek(first() + 2);
    await settle();
    await deck.replay.toChange("forward");
    expect(deck.replay.state.playhead).toBe(first() + 3);
    await deck.replay.toChange("back");
    expect(deck.replay.state.playhead).toBe(first() + 1);
  });

  it("plays at the recorded pace, gaps shortened, and stays at the end", async () => {
    deck.replay.set({ maxGapMs: 250 });
    deck.replay.play();
    expect(deck.replay.state).toMatchObject({ status: "playing", playhead: first() });
    screen.paint(15);
    expect(deck.replay.state.playhead).toBe(first() + 1);
    screen.paint(1);
    expect(deck.replay.state.playhead).toBe(first() + 3);
    screen.paint(16);
    expect(deck.replay.state).toMatchObject({ status: "paused", playhead: first() + 5 });
    screen.paint(100);
    expect(deck.replay.state.playhead).toBe(first() + 5);
    deck.replay.play();
    expect(deck.replay.state.playhead).toBe(first());
  });

  it("passes 10,000 events in two seconds when no pace is kept, drawing once a frame", async () => {
    for (let total = 0; total < 10_000; total += 1) bus.emit(paid({ total }));
    await settle();
    deck.replay.set({ speed: "max" });
    let drawn = 0;
    deck.replay.play();
    deck.replay.subscribe(() => (drawn += 1));
    screen.paint(121);
    expect(deck.replay.state).toMatchObject({ status: "paused", playhead: bus.history.lastPosition });
    expect(drawn).toBeLessThan(260);
  });

  it("begins again when it loops", () => {
    deck.replay.set({ loop: true, speed: "max" });
    deck.replay.play();
    const seen: (number | undefined)[] = [];
    for (let frame = 0; frame < 7; frame += 1) {
      screen.paint();
      seen.push(deck.replay.state.playhead);
    }
    expect(seen.map((position) => (position ?? 0) - first())).toEqual([1, 2, 3, 4, 0, 1, 2]);
    expect(deck.replay.state.status).toBe("playing");
  });

  it("moves the playhead also where there is no state to show", async () => {
    deck.replay.back();
    await settle();
    expect(deck.replay.state).toMatchObject({ playhead: bus.history.lastPosition - 1, stateless: true });
    expect(deck.events.state.cursor).toBe(bus.history.lastPosition - 1);
    expect(deck.replay.state.failure).toBeUndefined();
  });

  it("says why it cannot go somewhere", async () => {
    orders();
    deck.replay.seek(99_999);
    await settle();
    expect(deck.replay.state.failure).toContain("There is no position 99999");
  });

  it("shows where the projections stand when the application moves them", async () => {
    orders();
    bus.emit(paid({ total: 4 }));
    await settle();
    timeTravel(bus).seek(first() + 1);
    expect(deck.replay.state.playhead).toBe(first() + 1);
    timeTravel(bus).live();
    expect(deck.replay.state.playhead).toBeUndefined();
  });

  it("goes back to live when the mode changes, and a run ends when it changes back", async () => {
    const sum = orders();
    deck.replay.seek(first() + 1);
    await settle();
    deck.replay.setMode("run");
    await settle();
    expect(sum.state).toBe(6);
    await deck.replay.step();
    deck.replay.setMode("look");
    await settle(60_000);
    expect(heard).toEqual(["order.placed again"]);
    expect(deck.replay.state).toMatchObject({ mode: "look", status: "idle", playhead: undefined });
    expect(target.status.state.travel).toBe("live");
  });
});

describe("settings", () => {
  it("are remembered, but for what changes the application", () => {
    const preferences = new PreferenceStore(undefined);
    const first = createDeck(target, { ...screen, preferences });
    first.replay.set({ speed: 4, muted: ["Till"], shortenGaps: false, emissions: "rerun", loop: true, scope: "all" });
    const second = createDeck(target, { ...screen, preferences });
    expect(second.replay.state).toMatchObject({ speed: 4, muted: ["Till"], shortenGaps: false, emissions: "suppress", loop: false, scope: "filter" });
  });
});
