import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createBus, defineEvent, payload } from "eventdeck";
import { createDeck, replaying } from "../../../devtools/model/index.ts";
import { createLocalTarget } from "../../../devtools/target/index.ts";
import { createScreen, endOfTurn } from "../painted.ts";

const ticked = defineEvent("cart.ticked", payload<{ n: number }>(), { priority: "immediate" });

describe("M. measures fill the memory (facebook/react#34770, qwen-code PR#9770, paperclip PR#9827)", () => {
  it("the bus and the panel make no mark and no measure of 10,000 events", async () => {
    const measure = vi.spyOn(performance, "measure");
    const mark = vi.spyOn(performance, "mark");
    onTestFinished(() => void vi.restoreAllMocks());
    const bus = createBus({ source: "shop", onError: () => {} });
    const screen = createScreen();
    const target = createLocalTarget(bus, { name: "shop", place: "here" });
    const deck = createDeck(target, screen);
    const disconnect = deck.connect();
    bus.subscribe(ticked, ({ payload: { n } }) => {
      if (n % 100 === 0) throw new Error("no");
    });
    deck.events.filter("payload.n:>5");
    for (let n = 0; n < 10_000; n += 1) {
      bus.emit(ticked({ n }));
      if (n % 500 === 0) await endOfTurn().then(() => screen.paint());
    }
    deck.events.open(bus.history.lastPosition);
    await replaying.load();
    deck.replay.setMode("run");
    deck.replay.set({ speed: "max" });
    deck.replay.play();
    await endOfTurn();
    screen.paint(20);
    expect([measure.mock.calls.length, mark.mock.calls.length]).toEqual([0, 0]);
    expect(performance.getEntriesByType("measure")).toEqual([]);
    disconnect();
    deck.close();
    target.close();
    await bus.close({ drain: false });
  });
});
