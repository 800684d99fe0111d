import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineEvent, payload, type Bus } from "eventdeck";
import { createEventList, type EventListModel } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { createScreen, endOfTurn, quietBus, type Screen } from "./painted.ts";

const ticked = defineEvent("cart.ticked", payload<{ n: number }>(), { priority: "immediate" });
const placed = defineEvent("order.placed", payload<{ total: number }>(), { priority: "immediate" });
const paid = defineEvent("payment.taken", payload<{ total: number }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let screen: Screen;
let list: EventListModel;
let disconnect: () => void;

beforeEach(() => {
  bus = quietBus({
    history: { maxEvents: 100_000 },
    middleware: [
      {
        name: "guard",
        beforePublish: (event) => (event.type === "payment.taken" && Number(Reflect.get(Object(event.payload), "total")) > 100 ? false : event),
      },
    ],
  });
  bus.subscribe(placed, ({ payload: { total } }) => {
    if (total < 0) throw new Error("A total is never negative.");
  });
  bus.subscribe(ticked, () => {});
  screen = createScreen();
  target = createLocalTarget(bus, { name: "test" });
  list = createEventList(target, screen);
  disconnect = list.connect();
  screen.paint();
});

afterEach(async () => {
  disconnect();
  target.close();
  await bus.close({ drain: false });
});

async function settle(frames = 10): Promise<void> {
  await endOfTurn();
  screen.paint(frames);
}

async function tick(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) bus.emit(ticked({ n }));
  await settle(20);
}

/** Every line as it reads. */
function shown(): string[] {
  const { lines } = list.state;
  return Array.from({ length: lines.count }, (_, row) => {
    const line = lines.at(row);
    if (!line) return "nothing";
    if (line.kind === "fold") return `${list.kindOf(line.fold.key)?.type} × ${line.fold.count}${line.fold.failed > 0 ? `, ${line.fold.failed} failed` : ""}`;
    return list.entry(line.place)?.event.type ?? `${list.attemptAt(line.place)?.reason}`;
  });
}

describe("a burst", () => {
  it("becomes one line, which grows", async () => {
    bus.emit(placed({ total: 1 }));
    await tick(19);
    expect(shown()).toHaveLength(20);
    await tick(1_221);
    bus.emit(placed({ total: 2 }));
    await settle();
    expect(shown()).toEqual(["order.placed", "cart.ticked × 1240", "order.placed"]);
    expect(list.state.rows.count).toBe(1_242);
  });

  it("opens in place, and closes with the cursor on it", async () => {
    await tick(30);
    list.toggleFold(5);
    expect(list.state.lines.count).toBe(31);
    list.moveTo(5);
    list.toggleFold(5);
    expect(list.state).toMatchObject({ cursor: 1, onFold: true });
    expect(list.state.lines.count).toBe(1);
  });

  it("was there before the panel, too", async () => {
    disconnect();
    await tick(300);
    bus.emit(placed({ total: 1 }));
    await tick(5_000);
    list = createEventList(target, screen);
    disconnect = list.connect();
    screen.paint(40);
    expect(shown()).toEqual(["cart.ticked × 300", "order.placed", "cart.ticked × 5000"]);
  });

  it("is made of what the filter lets through", async () => {
    for (let n = 0; n < 30; n += 1) {
      bus.emit(ticked({ n }));
      bus.emit(placed({ total: n }));
    }
    await settle();
    expect(shown()).toHaveLength(60);
    list.filter("type:cart.*");
    screen.paint(5);
    expect(shown()).toEqual(["cart.ticked × 30"]);
  });

  it("can be left as it is", async () => {
    await tick(30);
    list.configure({ fold: false });
    expect(list.state.lines.count).toBe(30);
  });

  it("never hides a failure, and is opened by the search for one", async () => {
    let fail: (reason: Error) => void = () => {};
    bus.subscribe(ticked, ({ payload: { n } }) => (n === 25 ? new Promise((_, reject) => (fail = reject)) : undefined), { name: "late" });
    for (let n = 0; n < 25; n += 1) bus.emit(placed({ total: n }));
    bus.emit(placed({ total: -1 }));
    await tick(40);
    expect(shown()).toEqual(["order.placed × 25", "order.placed", "cart.ticked × 40"]);
    fail(new Error("too late"));
    await bus.flush();
    const { lastPosition } = bus.history;
    list.outcomeChanged(lastPosition - 14);
    await settle();
    expect(shown().at(-1)).toBe("cart.ticked × 40, 1 failed");
    expect(list.stepFailure(1)).toBe(true);
    expect(list.state.cursor).toBe(26);
    expect(list.stepFailure(1)).toBe(true);
    expect(list.state.cursor).toBe(52);
    expect(list.state.lines.at(list.state.lines.rowOf(52))).toMatchObject({ kind: "place", place: 52 });
    expect(list.stepFailure(1)).toBe(false);
    expect(list.stepFailure(-1)).toBe(true);
    expect(list.state.cursor).toBe(26);
  });
});

describe("attempts that reached nobody", () => {
  it("stand in their place in time", async () => {
    bus.emit(placed({ total: 1 }));
    bus.emit(paid({ total: 500 }));
    bus.emit(placed({ total: 2 }));
    bus.emit(paid({ total: 600 }));
    await settle();
    expect(shown()).toEqual(["order.placed", "stopped", "order.placed", "stopped"]);
  });

  it("stand there also when the panel came later, and fold", async () => {
    disconnect();
    bus.emit(placed({ total: 1 }));
    bus.emit(paid({ total: 500 }));
    bus.emit(placed({ total: 2 }));
    for (let n = 0; n < 25; n += 1) bus.emit(paid({ total: 500 + n }));
    list = createEventList(target, screen);
    disconnect = list.connect();
    screen.paint(5);
    expect(shown()).toEqual(["order.placed", "stopped", "order.placed", "payment.taken × 25"]);
  });

  it("are filtered by what they would have been, and by their chip", async () => {
    bus.emit(placed({ total: 1 }));
    bus.emit(paid({ total: 500 }));
    await settle();
    list.filter("type:payment.*");
    expect(shown()).toEqual(["stopped"]);
    list.filter("is:unheard");
    expect(shown()).toEqual([]);
    list.filter("");
    list.press("stopped");
    expect(shown()).toEqual(["stopped"]);
    expect(list.state.matching).toBe(1);
    list.press("stopped");
    expect(shown()).toEqual(["order.placed", "stopped"]);
  });

  it("open with a detail of their own", async () => {
    bus.emit(paid({ total: 500 }));
    await settle();
    const place = list.state.lines.at(0)?.place ?? 0;
    list.open(place);
    expect(list.state.attempt?.reason).toBe("stopped");
    expect(list.state.opened).toBeUndefined();
    list.closeDetail();
    expect(list.state.attempt).toBeUndefined();
  });
});

describe("what is new while the list stands still", () => {
  it("counts attempts that came since, and none that were there before", async () => {
    await tick(1);
    bus.emit(paid({ total: 500 }));
    await settle();
    list.hold(0, 1);
    expect(list.state).toMatchObject({ live: false, unseen: 0 });
    bus.emit(paid({ total: 600 }));
    bus.emit(placed({ total: 1 }));
    bus.emit(paid({ total: 700 }));
    await settle();
    expect(list.state.unseen).toBe(3);
    list.resume();
    expect(list.state.unseen).toBe(0);
  });

  it("counts those only that the filter and the chips let through", async () => {
    list.pressOnly(["stopped"]);
    bus.emit(paid({ total: 500 }));
    await settle();
    list.hold(0, 1);
    bus.emit(paid({ total: 600 }));
    bus.emit(placed({ total: 1 }));
    await settle();
    expect(list.state.unseen).toBe(1);
  });
});

describe("the chips", () => {
  it("count what failed, was slow, was stopped and was heard by nobody (temporalio/ui#2192)", async () => {
    bus.subscribe("slow.#", () => new Promise<void>((resolve) => setTimeout(resolve, 30)));
    bus.emit(placed({ total: -1 }));
    bus.emit(placed({ total: 1 }));
    bus.emit(paid({ total: 1 }));
    bus.emit(paid({ total: 101 }));
    await settle();
    expect(list.state.chips).toMatchObject({ failed: 1, stopped: 1, unheard: 1 });
  });

  it("filter together with the text, and several show what any of them shows", async () => {
    bus.emit(placed({ total: -1 }));
    bus.emit(placed({ total: 1 }));
    bus.emit(paid({ total: 1 }));
    await settle();
    list.press("failed");
    expect(shown()).toEqual(["order.placed"]);
    list.press("unheard");
    expect(shown()).toEqual(["order.placed", "payment.taken"]);
    list.filter("payment OR nothing");
    expect(shown()).toEqual(["payment.taken"]);
  });

  it("go down as history evicts", async () => {
    disconnect();
    await bus.close();
    bus = quietBus({ history: { maxEvents: 10 } });
    target = createLocalTarget(bus, { name: "small" });
    list = createEventList(target, screen);
    disconnect = list.connect();
    for (let n = 0; n < 5; n += 1) bus.emit(paid({ total: n }));
    await settle();
    expect(list.state.chips.unheard).toBe(5);
    bus.subscribe(ticked, () => {});
    for (let n = 0; n < 8; n += 1) bus.emit(ticked({ n }));
    await settle();
    expect(list.state.chips.unheard).toBe(2);
  });
});

describe("fading instead of hiding", () => {
  it("keeps every line and tells which ones match", async () => {
    bus.emit(placed({ total: 1 }));
    bus.emit(paid({ total: 2 }));
    await settle();
    list.configure({ dim: true });
    list.filter("type:payment.*");
    screen.paint(3);
    expect(shown()).toEqual(["order.placed", "payment.taken"]);
    expect([list.isDimmed(1), list.isDimmed(2)]).toEqual([true, false]);
    expect(list.state.matching).toBe(1);
  });
});

describe("not recording", () => {
  it("lets the list stand still, also while it is filtered, and catches up", async () => {
    bus.emit(placed({ total: 1 }));
    await settle();
    disconnect();
    bus.emit(paid({ total: 2 }));
    bus.emit(paid({ total: 200 }));
    await settle();
    list.filter("payment");
    list.filter("");
    expect(shown()).toEqual(["order.placed"]);
    disconnect = list.connect();
    screen.paint(3);
    expect(shown()).toEqual(["order.placed", "payment.taken", "stopped"]);
  });
});

describe("pins", () => {
  it("keep an event while history evicts it, up to so many", async () => {
    bus.emit(placed({ total: 7 }));
    await settle();
    list.moveTo(1);
    expect(list.togglePin()).toBe(true);
    bus.history.clear();
    expect(list.pins.state.map(({ event }) => event.payload)).toEqual([{ total: 7 }]);
    await tick(20);
    for (let position = 2; position < 21; position += 1) expect(list.togglePin(position)).toBe(true);
    expect(list.togglePin(21)).toBe(false);
    expect(list.togglePin(1)).toBe(true);
    expect(list.pins.state).toHaveLength(19);
  });
});

describe("stepping", () => {
  it("goes to the next and the previous event of the same type", async () => {
    for (const total of [1, 2, 3]) {
      bus.emit(placed({ total }));
      bus.emit(paid({ total }));
    }
    await settle();
    list.moveTo(3);
    expect(list.stepType(1)).toBe(true);
    expect(list.state.cursor).toBe(5);
    expect(list.stepType(1)).toBe(false);
    list.stepType(-1);
    list.stepType(-1);
    expect(list.state.cursor).toBe(1);
  });
});
