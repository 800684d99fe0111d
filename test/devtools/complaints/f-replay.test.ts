import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defineEvent, payload } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { createTestBus, type TestBus } from "eventdeck/testing";
import { audienceOf } from "../../../devtools/model/replay/audience.ts";
import { createDeck, type DeckModel, replaying } from "../../../devtools/model/index.ts";
import { createLocalTarget, rangeRows, type Target } from "../../../devtools/target/index.ts";
import { createScreen, type Screen } from "../painted.ts";

const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });
const paid = defineEvent("order.paid", payload<{ total: number }>(), { priority: "immediate" });

let bus: TestBus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
let disconnect: () => void;
/** What was done to the world outside. */
let charged: number[];
/** Where the calls that handlers and middleware saw came from: live, or a run and a position. */
let seen: string[];

// As when the panel has been open for a moment.
beforeAll(() => replaying.load());

beforeEach(async () => {
  bus = createTestBus({ source: "shop" });
  charged = [];
  seen = [];
  bus.subscribe(
    placed,
    ({ payload: { total } }, { emit }) => {
      charged.push(total);
      emit(paid({ total }));
    },
    { name: "Till", replays: false },
  );
  bus.subscribe("order.#", ({ type, replay }) => void seen.push(`handler ${type} ${replay ? `of ${replay.position}` : "live"}`), { name: "Board" });
  bus.use({
    name: "net",
    aroundHandle: ({ type, replay }, _subscription, next) => (seen.push(`middleware ${type} ${replay ? `of ${replay.position}` : "live"}`), next()),
  });
  createProjection(bus, { name: "sales", initial: 0, reducers: (on) => on(paid, (sum, event) => sum + event.payload.total) });
  screen = createScreen();
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  deck = createDeck(target, screen);
  disconnect = deck.connect();
  for (let total = 1; total <= 3; total += 1) bus.emit(placed({ total }));
  await settle();
  charged.length = 0;
  seen.length = 0;
});
afterEach(async () => {
  disconnect();
  deck.close();
  target.close();
  await bus.close({ drain: false });
});

async function settle(): Promise<void> {
  await bus.advance(5_000);
  await bus.advance();
  screen.paint(5);
}

describe("F. time travel does again what was done to the world (redux-devtools#167; redux-devtools-extension#270, #140, #86; ngrx/platform#2173, #1235)", () => {
  it("looking at the past, step by step and played, calls nobody", async () => {
    deck.replay.seek(1);
    await settle();
    for (let step = 0; step < 4; step += 1) await deck.replay.step();
    deck.replay.play();
    await settle();
    deck.replay.toEnd();
    await settle();
    expect([charged, seen]).toEqual([[], []]);
    expect(bus.history.size).toBe(6);
  });

  it("running it again leaves out who refuses replays, and swallows what handlers emit meanwhile", async () => {
    deck.replay.setMode("run");
    deck.replay.set({ speed: "max" });
    deck.replay.play();
    await settle();
    expect(deck.replay.state.status).toBe("finished");
    expect(charged).toEqual([]);
    expect(seen.filter((each) => each.startsWith("handler"))).toHaveLength(6);
    // Nothing of it is recorded as if it had happened now.
    expect(bus.history.size).toBe(6);
  });

  it("one event run again is refused in the same way", async () => {
    const again = deck.replay.runAgain([1]);
    await settle();
    await again;
    expect(charged).toEqual([]);
    expect(seen).toContain("handler order.placed of 1");
  });
});

describe("F. nobody is told that it is a replay (redux-devtools PR#263, never merged)", () => {
  it("handlers and middleware see the run and the position that an event came from", async () => {
    deck.replay.setMode("run");
    deck.replay.set({ speed: "max" });
    deck.replay.play();
    await settle();
    expect(seen.filter((each) => each.endsWith("live"))).toEqual([]);
    expect(seen).toContain("middleware order.placed of 1");
    expect(seen).toContain("handler order.paid of 2");
  });

  it("who refuses is named before anything is emitted", async () => {
    const audience = await audienceOf(target, rangeRows(1, 6), []);
    expect(audience.hearers.toSorted((one, other) => one.name.localeCompare(other.name))).toEqual([
      { name: "Board", count: 1 },
      { name: "Till", count: 1, why: "it does not listen to replays" },
    ]);
    expect(seen).toEqual([]);
  });
});
