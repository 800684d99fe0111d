import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import { Rates } from "../../devtools/model/watching/health-rates.ts";
import { createDeck, type DeckModel, healthOf } from "../../devtools/model/index.ts";
import { DegradationSteps } from "../../devtools/model/watching/own-cost-step.ts";
import { OwnCost } from "../../devtools/model/watching/own-cost.ts";
import { createLocalTarget, type TargetRecord } from "../../devtools/target/index.ts";
import { answered, createScreen, type Screen } from "./painted.ts";

const added = defineEvent("cart.item-added", payload<number>(), { priority: "immediate" });
const later = defineEvent("cart.synced", payload<number>());

let bus: Bus;
let screen: Screen;
let deck: DeckModel;
const ends: (() => void)[] = [];

beforeEach(() => {
  bus = createBus({ source: "shop", events: [added, later], onError: () => {} });
  screen = createScreen();
  deck = createDeck(createLocalTarget(bus, { name: "test" }), screen);
  ends.push(deck.connect());
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  deck.close();
  await bus.close({ drain: false });
});

const settle = (frames = 3) => answered(screen, frames);

describe("health", () => {
  it("shows rates as far as the panel has watched", async () => {
    bus.subscribe(
      added,
      (event) => {
        if (event.payload === 2) throw new Error("no");
      },
      { name: "Badge" },
    );
    for (let nth = 0; nth < 3; nth += 1) bus.emit(added(nth));
    ends.push(healthOf(deck).connect());
    await settle(70);
    const { emitted, delivered, failed } = healthOf(deck).state.rates;
    expect([emitted, delivered, failed].map(({ values }) => values.reduce((sum, value) => sum + value, 0))).toEqual([3, 2, 1]);
    expect(emitted.watched).toBe(1);
    expect(emitted.values).toHaveLength(60);
  });

  it("asks once a second, at once for another window, and not while nobody looks", async () => {
    await settle(10);
    expect(healthOf(deck).state.metrics).toBeUndefined();
    ends.push(healthOf(deck).connect());
    bus.emit(added(1));
    await settle();
    expect(healthOf(deck).state).toMatchObject({ metrics: { emitted: 1 }, report: { status: "healthy" }, types: [{ type: "cart.item-added", emitted: 1 }] });
    bus.emit(added(2));
    await settle();
    expect(healthOf(deck).state.metrics?.emitted).toBe(1);
    healthOf(deck).setWindow(10_000);
    await settle();
    expect(healthOf(deck).state.metrics?.emitted).toBe(2);
  });

  it("names the listeners that fail", async () => {
    bus.subscribe(
      added,
      () => {
        throw new Error("no");
      },
      { name: "Broken" },
    );
    bus.subscribe(added, () => {}, { name: "Fine" });
    bus.emit(added(1));
    ends.push(healthOf(deck).connect());
    await settle();
    expect(healthOf(deck).state.failing.map(({ name }) => name)).toEqual(["Broken"]);
  });

  it("holds the bus and lets single events through", async () => {
    const heard: number[] = [];
    bus.subscribe(later, (event) => void heard.push(event.payload));
    await healthOf(deck).hold(true);
    expect(deck.target.status.state.paused).toBe(true);
    bus.emit(later(1));
    bus.emit(later(2));
    await healthOf(deck).step();
    expect(heard).toEqual([1]);
    expect(healthOf(deck).state.stepped).toMatch(/delivered/);
    await healthOf(deck).hold(false);
    await bus.flush();
    expect(heard).toEqual([1, 2]);
  });

  it("sorts types by any column", async () => {
    bus.emit({ type: "a.b", input: 1 });
    for (let nth = 0; nth < 2; nth += 1) bus.emit(added(nth));
    ends.push(healthOf(deck).connect());
    await settle();
    healthOf(deck).sortBy("type");
    expect(healthOf(deck).state.types.map(({ type }) => type)).toEqual(["a.b", "cart.item-added"]);
    healthOf(deck).sortBy("emitted");
    expect(healthOf(deck).state.types.map(({ type }) => type)).toEqual(["cart.item-added", "a.b"]);
  });
});

const delivered: TargetRecord = {
  kind: "delivered",
  event: { id: "1", type: "a", topic: "a", payload: 1, source: "s", time: 0, priority: "normal", correlationId: "1", version: 1, headers: {} },
  subscription: { id: "s", name: "S" },
  position: 1,
  at: 0,
  waitedMs: 0,
  durationMs: 0,
};

describe("rates", () => {
  it("forget what is older than their ring", () => {
    let now = 0;
    const rates = new Rates(() => now);
    rates.take(delivered);
    now = 5_000_000;
    rates.take(delivered);
    now += 1_000;
    const { values } = rates.series("delivered", 900_000);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(1);
    expect(values.at(-1)).toBe(1);
  });
});

describe("the panel's own cost", () => {
  it("is the time of its work in the last full second", () => {
    let now = 0;
    const cost = new OwnCost(() => now);
    cost.measure("list", () => {
      now += 5;
      cost.measure("inner", () => (now += 3));
    });
    now += 1_000;
    expect(cost.report()).toMatchObject({ msPerSecond: 8, by: [{ what: "list", ms: 8 }] });
    now += 1_000;
    expect(cost.report().msPerSecond).toBe(0);
  });

  it("counts what is drawn at the end of the turn", async () => {
    let now = 0;
    const cost = new OwnCost(() => now);
    cost.measure("list", () => queueMicrotask(() => (now += 7)));
    await Promise.resolve();
    await Promise.resolve();
    now += 1_000;
    expect(cost.report().by).toContainEqual({ what: "drawing", ms: 7 });
  });

  it("counts also what throws, and lets the error through", () => {
    let now = 0;
    const cost = new OwnCost(() => now);
    expect(() =>
      cost.measure("list", () => {
        now += 2;
        throw new Error("no");
      }),
    ).toThrow("no");
    now += 1_000;
    expect(cost.report().msPerSecond).toBe(2);
  });

  it("tells what is kept, while somebody keeps it", () => {
    const cost = new OwnCost(() => 0);
    const end = cost.keeps("deliveries", () => 512);
    expect(cost.report().kept).toEqual([{ what: "deliveries", bytes: 512 }]);
    end();
    expect(cost.report().kept).toEqual([]);
  });
});

describe("degradation", () => {
  function stepAt(perSecond: number) {
    let now = 0;
    const steps = new DegradationSteps(() => now);
    let kept = 0;
    for (let nth = 0; nth < perSecond * 2; nth += 1) {
      now = (nth * 1_000) / perSecond;
      if (steps.keeps(delivered)) kept += 1;
    }
    return { ...steps.state, kept };
  }

  it("goes by the rate, in the stated steps", () => {
    expect([500, 5_000, 30_000, 150_000].map((rate) => stepAt(rate).step)).toEqual(["none", "batching", "sampled deliveries", "summaries"]);
    expect(stepAt(5_000).leftOut).toBe(0);
    expect(stepAt(30_000).leftOut).toBeGreaterThan(30_000);
  });

  it("keeps every failure", () => {
    let now = 0;
    const steps = new DegradationSteps(() => now);
    const failed: TargetRecord = { ...delivered, kind: "failed", error: new Error("no") };
    let kept = 0;
    for (let nth = 0; nth < 300_000; nth += 1) {
      now = nth / 150;
      if (steps.keeps(nth % 100 === 0 ? failed : delivered) && nth % 100 === 0) kept += 1;
    }
    expect(kept).toBe(3_000);
  });

  it("ends when it is quiet again", () => {
    let now = 0;
    const steps = new DegradationSteps(() => now);
    for (let nth = 0; nth < 100_000; nth += 1) {
      now = nth / 50;
      steps.keeps(delivered);
    }
    expect(steps.state.step).toBe("sampled deliveries");
    now += 2_000;
    expect(steps.state.recordsPerSecond).toBeLessThan(10_000);
    now += 1_000;
    expect(steps.state).toMatchObject({ step: "none", recordsPerSecond: 0 });
  });

  it("says of an event whose deliveries were left out that not all is known", async () => {
    deck.deliveries.began(0);
    deck.deliveries.leave({ position: 7 });
    expect(deck.deliveries.knows(7)).toBe("some");
    expect(deck.deliveries.knows(8)).toBe("all");
  });
});
