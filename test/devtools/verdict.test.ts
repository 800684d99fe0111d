import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineEvent, payload, type Bus, type HistoryEntry } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import { badgesOf, createDeck, markOf, verdictOf, type DeckModel } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { createScreen, quietBus } from "./painted.ts";

const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let deck: DeckModel;
let disconnect: () => void;

beforeEach(() => {
  bus = quietBus();
  target = createLocalTarget(bus, { name: "shop", place: "Shop" });
  deck = createDeck(target, createScreen());
  disconnect = deck.connect();
});
afterEach(async () => {
  disconnect();
  target.close();
  await bus.close({ drain: false });
});

function newest(): HistoryEntry {
  const entry = bus.history.get(bus.history.lastPosition);
  if (!entry) throw new Error("Nothing was recorded.");
  return entry;
}
function sentence(): string {
  const entry = newest();
  return verdictOf(entry, deck.deliveries.of(entry.position));
}

describe("the verdict", () => {
  it("says that nobody listened", () => {
    bus.emit(placed({ total: 1 }));
    expect(sentence()).toBe("Reached nobody: nobody listens to order.placed.");
    expect(markOf(newest())).toMatchObject({ kind: "unheard", text: "unheard" });
  });

  it("names who listens to something like it", () => {
    bus.emit(placed({ total: 1 }));
    expect(verdictOf(newest(), [], [{ name: "CartBadge", selector: "order.place" }])).toBe(
      "Reached nobody: nobody listens to order.placed; CartBadge listens to order.place.",
    );
  });

  it("says that a projection folded what no listener heard", () => {
    createProjection(bus, { name: "orders", initial: 0, reducers: (on) => on(placed, (count) => count + 1) });
    bus.emit(placed({ total: 1 }));
    expect(sentence()).toBe("Reached no listener; a projection folded it.");
    expect(markOf(newest())).toMatchObject({ kind: "folded", text: "folded" });
  });

  it("counts those who were reached", () => {
    for (const name of ["A", "B", "C"]) bus.subscribe("#", () => {}, { name });
    bus.emit(placed({ total: 1 }));
    expect(sentence()).toMatch(/^Reached 3 of 3 listeners; /);
    expect(markOf(newest())).toMatchObject({ kind: "ok", text: "3/3" });
  });

  it("names who failed, and why", () => {
    bus.subscribe("#", () => {}, { name: "Ledger" });
    bus.subscribe(
      "#",
      () => {
        throw new TypeError("total is undefined.");
      },
      { name: "CartBadge" },
    );
    bus.emit(placed({ total: 1 }));
    expect(sentence()).toMatch(/^Reached 1 of 2 listeners; CartBadge failed: TypeError: total is undefined; /);
    expect(markOf(newest())).toMatchObject({ kind: "failed", text: "1/2" });
  });

  it("admits that it does not know the reason of a failure before it was watching", () => {
    disconnect();
    bus.subscribe(
      "#",
      () => {
        throw new Error("unseen");
      },
      { name: "CartBadge" },
    );
    bus.emit(placed({ total: 1 }));
    disconnect = deck.connect();
    expect(sentence()).toContain("1 failed, the reason was not recorded");
  });

  it("counts who is still running", () => {
    let done: (value: unknown) => void = () => {};
    bus.subscribe("#", () => new Promise((resolve) => (done = resolve)), { name: "Slow" });
    bus.emit(placed({ total: 1 }));
    expect(sentence()).toMatch(/^Reached 0 of 1 listener; 1 still running; /);
    expect(markOf(newest())).toMatchObject({ kind: "pending", text: "0/1" });
    done(undefined);
  });

  it("names the middleware that kept it from somebody", () => {
    bus.subscribe("#", () => {}, { name: "Ledger" });
    bus.use({ name: "breaker", beforeHandle: () => false });
    bus.emit(placed({ total: 1 }));
    expect(sentence()).toContain("1 skipped by breaker");
  });

  const entry = (outcome: Partial<HistoryEntry["outcome"]>): HistoryEntry => {
    bus.emit(placed({ total: 1 }));
    return { ...newest(), outcome: { handlers: 3, failed: 0, skipped: 0, pending: 0, ...outcome } };
  };

  it("gives the times in units that read well", () => {
    expect(verdictOf(entry({ waitedMs: 2, ranMs: 5 }))).toBe("Reached 3 of 3 listeners; waited 2 ms, ran 5 ms.");
    expect(verdictOf(entry({ waitedMs: 0, ranMs: 0.214 }))).toBe("Reached 3 of 3 listeners; waited < 0.1 ms, ran 0.21 ms.");
    expect(verdictOf(entry({ waitedMs: 1_234, ranMs: 61_000 }))).toBe("Reached 3 of 3 listeners; waited 1.2 s, ran 1 min.");
  });

  it("never gives 0 for what was not measured", () => {
    expect(verdictOf(entry({}))).toBe("Reached 3 of 3 listeners; wait not recorded, run time not recorded.");
  });

  it("judges nothing that came from a file", () => {
    const imported = { ...entry({ handlers: 0 }), imported: true as const };
    expect(verdictOf(imported)).toBe("Came from a session file; nobody here has handled it.");
    expect(markOf(imported).kind).toBe("unknown");
  });
});

describe("the badges", () => {
  it("tell the lane of an event only where it is not that of most others", () => {
    bus.emit(placed({ total: 1 }));
    const entry = newest();
    const lanes = (["immediate", "normal", "deferred"] as const).map((priority) =>
      badgesOf({ ...entry, event: { ...entry.event, priority } }, { evicted: false }).map(({ text }) => text),
    );
    expect(lanes).toEqual([["immediate"], [], ["deferred"]]);
  });
});
