import { expect, it, onTestFinished, vi } from "vitest";
import { createBus, defineEvent, payload } from "eventdeck";
import { createDeck, replaying } from "../../devtools/model/index.ts";
import { createLocalTarget } from "../../devtools/target/index.ts";
import { createScreen } from "./painted.ts";

const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });

// In a file of its own: what replays is loaded once for all.
it("does what a deck is asked before what replays has come, in order, when it has", async () => {
  const bus = createBus({ source: "shop", onError: () => {} });
  const target = createLocalTarget(bus, { name: "shop", place: "here" });
  const screen = createScreen();
  const deck = createDeck(target, screen);
  const disconnect = deck.connect();
  onTestFinished(async () => {
    disconnect();
    deck.close();
    target.close();
    await bus.close({ drain: false });
  });
  const heard: number[] = [];
  bus.subscribe(placed, ({ replay }) => void (replay && heard.push(replay.position)));
  for (let total = 1; total <= 3; total += 1) bus.emit(placed({ total }));
  expect(deck.replay.state).toMatchObject({ mode: "look", status: "idle" });
  deck.replay.setMode("run");
  deck.replay.set({ speed: "max" });
  const ran = deck.replay.runAgain([2]);
  expect(replaying.state.status).toBe("waiting");
  await ran;
  expect(heard).toEqual([2]);
  expect(deck.replay.state).toMatchObject({ mode: "run", speed: "max", again: { positions: [2], running: false } });
  // From then on it answers at once.
  deck.replay.setMode("look");
  expect(deck.replay.state.mode).toBe("look");
});

it("lets go of what it was asked when it is closed before that has come", async () => {
  vi.resetModules();
  const fresh = await import("../../devtools/model/index.ts");
  const bus = createBus({ source: "shop" });
  const target = createLocalTarget(bus, { name: "shop", place: "here" });
  const deck = fresh.createDeck(target, createScreen());
  deck.replay.setMode("run");
  deck.close();
  await fresh.replaying.load();
  expect(deck.replay.state.mode).toBe("look");
  target.close();
  await bus.close({ drain: false });
});
