import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import { createDeck, type DeckModel } from "../../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../../devtools/target/index.ts";
import { createScreen, endOfTurn, type Screen } from "../painted.ts";

const placed = defineEvent("order.placed", payload<unknown>(), { priority: "immediate" });
const moved = defineEvent("pointer.moved", payload<unknown>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
let disconnect: () => void;

beforeEach(async () => {
  bus = createBus({ source: "shop" });
  screen = createScreen();
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  deck = createDeck(target, screen);
  disconnect = deck.connect();
  bus.emit(placed({ customer: { name: "Ada Lovelace" }, items: [{ sku: "A-1", count: 2 }] }));
  bus.emit(moved({ x: 3, trail: new Map([["from", "Hopper street"]]) }));
  bus.emit(placed({ customer: { name: "Grace" }, items: [{ sku: "B-22", count: 9 }], note: new Error("No card.") }));
  await draw();
});
afterEach(async () => {
  disconnect();
  deck.close();
  target.close();
  await bus.close({ drain: false });
});

async function draw(): Promise<void> {
  await endOfTurn();
  screen.paint(10);
}

function found(filter: string): (number | undefined)[] {
  deck.events.filter(filter);
  expect(deck.events.state.error).toBeUndefined();
  const { rows } = deck.events.state;
  return Array.from({ length: rows.count }, (_, row) => rows.positionAt(row));
}

describe("E. nothing finds what is inside a payload (redux-devtools#989, #1424, #1305; redux-devtools-extension#432, #617)", () => {
  it.each([
    ["lovelace", [1]],
    ['"ada love"', [1]],
    ["payload.customer.name:grace", [3]],
    ["payload.items[0].count:>5", [3]],
    ["payload.items[0].sku:*22*", [3]],
    ["street", [2]],
    ["-lovelace", [2, 3]],
    ["grace OR street", [2, 3]],
  ])("%s finds %j", (filter, positions) => {
    expect(found(filter)).toEqual(positions);
  });

  it("what comes later is searched too", async () => {
    found("turing");
    bus.emit(moved({ by: { name: "Turing" } }));
    await draw();
    expect(deck.events.state.matching).toBe(1);
  });
});

describe("E. no regular expressions (redux-devtools-extension#768)", () => {
  it.each([
    ["/lov[a-z]+ce/", [1]],
    ["-/lov[a-z]+ce/", [2, 3]],
    ["payload.items[0].sku:/^B-\\d+$/", [3]],
    ["type:/^order/", [1, 3]],
  ])("%s finds %j", (filter, positions) => {
    expect(found(filter)).toEqual(positions);
  });

  it("a bad one is named as a mistake, and the filter before it stays", () => {
    found("lovelace");
    deck.events.filter("/lov[/");
    expect(deck.events.state.error?.message).not.toBe("");
    expect(deck.events.state.matching).toBe(1);
  });
});

describe("E. hiding means dropping (redux-devtools-extension#271)", () => {
  it("what is filtered out is recorded and handled as ever, and comes back with the filter gone", async () => {
    let heard = 0;
    bus.subscribe(moved, () => (heard += 1));
    expect(found("-type:pointer.moved")).toEqual([1, 3]);
    bus.emit(moved({ x: 9 }));
    await draw();
    expect([heard, bus.history.size, deck.events.state.matching, deck.events.state.total]).toEqual([1, 4, 2, 4]);
    expect(found("")).toEqual([1, 2, 3, 4]);
  });

  it("fading shows all of it where somebody wants neither", () => {
    deck.events.configure({ dim: true });
    deck.events.filter("type:order.placed");
    expect(deck.events.state.lines.count).toBe(3);
    expect([1, 2, 3].map((place) => deck.events.isDimmed(place))).toEqual([false, true, false]);
  });
});
