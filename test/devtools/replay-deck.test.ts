import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineEvent, payload, type Bus } from "eventdeck";
import { createDeck, type DeckModel } from "eventdeck/devtools";
import { createScreen, endOfTurn, quietBus, type Screen } from "./painted.ts";

const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });
const paid = defineEvent("order.paid", payload<{ total: number }>(), { priority: "immediate" });

let bus: Bus;
let screen: Screen;
let deck: DeckModel;
let disconnect: () => void;
let heard: string[];

beforeEach(async () => {
  bus = quietBus();
  screen = createScreen();
  deck = createDeck(bus, screen);
  disconnect = deck.connect();
  heard = [];
  bus.subscribe("order.#", ({ type, replay }) => void heard.push(replay ? `${type} again` : type), { name: "Ledger" });
  bus.subscribe(placed, ({ payload: { total } }, context) => void context.emit(paid({ total })), { name: "Till" });
  for (let total = 1; total <= 3; total += 1) bus.emit(placed({ total }));
  await endOfTurn();
  screen.paint();
  heard.length = 0;
});

afterEach(async () => {
  disconnect();
  await bus.close({ drain: false });
});

describe("playing back", () => {
  it("emits everything to the handlers again, and no consequence twice", async () => {
    deck.replay.setSpeed("max");
    deck.replay.play("");
    await bus.flush();
    await expect.poll(() => (screen.paint(), deck.replay.state.status)).toBe("finished");
    expect(heard).toEqual(["order.placed again", "order.paid again", "order.placed again", "order.paid again", "order.placed again", "order.paid again"]);
    expect(deck.replay.state).toMatchObject({ emitted: 6, total: 6, report: { delivered: 9, failed: 0, suppressed: 3 } });
    expect(bus.history.size).toBe(6);
  });

  it("goes by the filter", async () => {
    deck.replay.setSpeed("max");
    deck.replay.play("type:order.paid");
    await expect.poll(() => (screen.paint(), deck.replay.state.status)).toBe("finished");
    expect(heard).toEqual(["order.paid again", "order.paid again", "order.paid again"]);
    expect(deck.replay.state.scope).toBe("type:order.paid");
  });

  it("steps one event at a time and stays where it is", async () => {
    await deck.replay.step("");
    await deck.replay.step("");
    screen.paint();
    expect(heard).toEqual(["order.placed again", "order.paid again"]);
    expect(deck.replay.state).toMatchObject({ status: "paused", emitted: 2 });
  });

  it("goes back to the start without emitting", async () => {
    await deck.replay.step("");
    await deck.replay.step("");
    deck.replay.rewind("");
    await deck.replay.step("");
    expect(heard).toEqual(["order.placed again", "order.paid again", "order.placed again"]);
  });

  it("seeks to a position", async () => {
    const { lastPosition } = bus.history;
    deck.replay.seek(lastPosition, "");
    await deck.replay.step("");
    expect(heard).toEqual(["order.paid again"]);
  });

  it("keeps its place when looping is switched on", async () => {
    await deck.replay.step("");
    await deck.replay.step("");
    deck.replay.setLoop(true);
    expect(deck.replay.state.loop).toBe(true);
    await deck.replay.step("");
    expect(heard.length).toBe(3);
  });

  it("forgets the run when it is stopped", async () => {
    await deck.replay.step("");
    deck.replay.stop();
    expect(deck.replay.state).toMatchObject({ status: "idle", emitted: 0, total: 0 });
  });
});

describe("running one event again", () => {
  it("says how it went", async () => {
    await deck.replay.runAgain(bus.history.firstPosition);
    expect(heard).toEqual(["order.placed again"]);
    expect(deck.replay.state.again).toEqual({
      position: bus.history.firstPosition,
      running: false,
      report: { delivered: 2, failed: 0, suppressed: 1 },
    });
  });

  it("names the one that failed", async () => {
    bus.subscribe("order.#", () => Promise.reject(new TypeError("no total")), { name: "Mailer" });
    await deck.replay.runAgain(bus.history.firstPosition);
    expect(deck.replay.state.again?.report).toMatchObject({ failed: 1, error: "Mailer failed: TypeError: no total" });
  });
});

describe("the audience", () => {
  const names = () => deck.replay.audience([...bus.history]);

  it("is known before anything is played", () => {
    expect(names()).toEqual({ hear: ["Ledger", "Till"], miss: [] });
    expect(heard).toEqual([]);
  });

  it("tells who will not hear it and why", () => {
    bus.subscribe("order.#", () => {}, { name: "Picky", priority: "deferred" });
    expect(names().miss).toEqual([{ name: "Picky", why: "it listens to other priorities" }]);
  });
});

describe("what reached nobody", () => {
  it("is listed newest first, with the reason", async () => {
    const remove = bus.use({ name: "gate", beforePublish: () => false });
    bus.emit(placed({ total: 4 }));
    bus.emit(paid({ total: 5 }));
    remove();
    await endOfTurn();
    screen.paint();
    expect(deck.undelivered.state.map(({ event, reason, by }) => [event?.type, reason, by])).toEqual([
      ["order.paid", "stopped", "gate"],
      ["order.placed", "stopped", "gate"],
    ]);
  });
});
