import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBus, defineEvent, glob, payload, type Bus } from "eventdeck";
import { createDeck, type DeckModel, listenersOf } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { answered, createScreen, type Screen } from "./painted.ts";

const added = defineEvent("cart.item-added", payload<number>(), { priority: "immediate" });
const cleared = defineEvent("cart.cleared", payload<number>());

let bus: Bus;
let target: Target;
let screen: Screen;
let deck: DeckModel;
let asked: number;
const ends: (() => void)[] = [];

beforeEach(() => {
  bus = createBus({ source: "shop", events: [added, cleared], onError: () => {} });
  const local = createLocalTarget(bus, { name: "test" });
  asked = 0;
  target = {
    ...local,
    listeners: {
      ...local.listeners,
      list: () => {
        asked += 1;
        return local.listeners.list();
      },
    },
  };
  screen = createScreen();
  deck = createDeck(target, screen);
  ends.push(deck.connect());
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  deck.close();
  await bus.close({ drain: false });
});

const settle = (frames = 3) => answered(screen, frames);

async function look(): Promise<void> {
  ends.push(listenersOf(deck).connect());
  await settle();
  await expect.poll(() => listenersOf(deck).state.loaded).toBe(true);
}

describe("who listens", () => {
  it("groups subscriptions by the types that their selectors select", async () => {
    bus.subscribe(added, () => {}, { name: "Badge" });
    bus.subscribe("cart.*", () => {}, { name: "Analytics" });
    bus.subscribe(glob("order.*"), () => {}, { name: "Orders" });
    bus.emit(added(1));
    await look();
    const rows = listenersOf(deck).state.rows.map((row) => (row.kind === "group" ? row.title : `  ${row.listener.name} ${row.listener.selector}`));
    expect(rows).toEqual([
      "cart.cleared",
      "  Analytics cart.*",
      "cart.item-added",
      "  Analytics cart.*",
      "  Badge cart.item-added",
      "Match no type that is known",
      "  Orders glob(order.*)",
    ]);
  });

  it("tells stats, and how long the last deliveries took", async () => {
    bus.subscribe(added, () => {}, { name: "Badge" });
    bus.subscribe(
      added,
      () => {
        throw new Error("no");
      },
      { name: "Broken" },
    );
    for (let nth = 0; nth < 3; nth += 1) bus.emit(added(nth));
    await look();
    const lines = listenersOf(deck).state.rows.flatMap((row) => (row.kind === "listener" ? [row.listener] : []));
    expect(lines).toMatchObject([
      { name: "Badge", stats: { delivered: 3, failed: 0 } },
      { name: "Broken", stats: { delivered: 0, failed: 3 } },
    ]);
    expect(lines[0]?.p95).toBeGreaterThanOrEqual(0);
  });

  it("finds types that nobody hears, with the nearest selectors, and types that nobody emits", async () => {
    bus.subscribe("cart.item-add", () => {}, { name: "Typo" });
    bus.emit(added(1));
    await look();
    expect(listenersOf(deck).state.unheard).toMatchObject([{ type: "cart.item-added", emitted: 1, nearest: ["cart.item-add"] }]);
    expect(listenersOf(deck).state.unused).toMatchObject([{ type: "cart.cleared" }]);
  });

  it("counts a type as unheard that only listeners of every type hear, and names those", async () => {
    bus.subscribe("#", () => {}, { name: "Logger" });
    bus.subscribe(glob("**"), () => {}, { name: "Mirror" });
    bus.subscribe(cleared, () => {}, { name: "Badge" });
    bus.emit(added(1));
    bus.emit(cleared(1));
    await look();
    expect(listenersOf(deck).state.unheard.map(({ type }) => type)).toEqual(["cart.item-added"]);
    expect(listenersOf(deck).state.catchAlls).toEqual(["Logger", "Mirror"]);
  });

  it("filters, sorts and groups", async () => {
    bus.subscribe(added, () => {}, { name: "B" });
    bus.subscribe(added, () => {}, { name: "A" });
    bus.subscribe("order.*", () => {}, { name: "C" });
    await look();
    listenersOf(deck).group("none");
    const names = () => listenersOf(deck).state.rows.flatMap((row) => (row.kind === "listener" ? [row.listener.name] : []));
    expect(names()).toEqual(["A", "B", "C"]);
    listenersOf(deck).sortBy("name");
    expect(names()).toEqual(["C", "B", "A"]);
    listenersOf(deck).filter("order");
    expect(names()).toEqual(["C"]);
  });

  it("ends a subscription", async () => {
    const subscription = bus.subscribe(added, () => {}, { name: "Badge" });
    await look();
    await listenersOf(deck).end([subscription.id]);
    await settle();
    expect(subscription.active).toBe(false);
    await expect.poll(async () => (await settle(1), listenersOf(deck).state.listeners.length)).toBe(0);
  });

  it("asks at most twice a second, and not at all while nobody looks", async () => {
    const churn = async (frames: number) => {
      for (let frame = 0; frame < frames; frame += 1) {
        bus.subscribe(added, () => {}).unsubscribe();
        bus.emit(added(frame));
        await settle(1);
      }
    };
    await churn(60);
    expect(asked).toBe(0);
    await look();
    await churn(125);
    expect(asked).toBeGreaterThan(2);
    expect(asked).toBeLessThanOrEqual(6);
  });

  it("flags what leaks", async () => {
    await look();
    for (let second = 0; second < 4; second += 1) {
      for (let nth = 0; nth < 6; nth += 1) bus.subscribe("cart.*", () => {}, { name: "Row" });
      for (let frame = 0; frame < 64; frame += 1) await settle(1);
    }
    expect(listenersOf(deck).state.leaks).toMatchObject([{ name: "Row", selector: "cart.*" }]);
  });

  it("keeps the places of subscriptions made while that is on", async () => {
    const before = bus.subscribe(added, () => {}, { name: "Before" });
    await look();
    await listenersOf(deck).keepStacks(true);
    const after = bus.subscribe(added, () => {}, { name: "After" });
    await listenersOf(deck).open(before.id);
    expect(listenersOf(deck).state.opened).toEqual({ id: before.id, frames: null });
    await listenersOf(deck).open(after.id);
    expect(listenersOf(deck).state.opened?.frames?.some(({ file }) => file.includes("listeners.test"))).toBe(true);
  });

  it("covers many selectors and types without holding the page", async () => {
    for (let nth = 0; nth < 2_000; nth += 1) bus.subscribe(`area${nth}.*`, () => {}, { name: "Many" });
    for (let nth = 0; nth < 300; nth += 1) bus.emit({ type: `area${nth}.done`, input: nth, options: { priority: "immediate" } });
    let turns = 0;
    const turn = setInterval(() => (turns += 1), 0);
    const coverage = await target.listeners.coverage();
    clearInterval(turn);
    expect(turns).toBeGreaterThan(2);
    expect(coverage.find(({ type }) => type === "area7.done")?.listeners).toHaveLength(1);
  });
});
