import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineEvent, payload, type Bus } from "eventdeck";
import { createEventList, type EventListModel } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { createScreen, endOfTurn, quietBus, type Screen } from "./painted.ts";

const added = defineEvent("cart.item-added", payload<{ sku: string }>(), { priority: "immediate" });
const failed = defineEvent("payment.failed", payload<{ reason: string }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let screen: Screen;
let list: EventListModel;
let disconnect: () => void;

function open(options?: Parameters<typeof quietBus>[0]): void {
  bus = quietBus(options);
  screen = createScreen();
  target = createLocalTarget(bus, { name: "test" });
  list = createEventList(target, screen);
  disconnect = list.connect();
  screen.paint();
}

async function publish(count: number, make: (n: number) => Parameters<Bus["emit"]>[0] = (n) => added({ sku: `A-${n}` })): Promise<void> {
  for (let n = 0; n < count; n += 1) bus.emit(make(n));
  await endOfTurn();
}

function shown(): readonly (string | undefined)[] {
  const { rows } = list.state;
  return Array.from({ length: rows.count }, (_, row) => list.entry(rows.positionAt(row) ?? -1)?.event.type);
}

beforeEach(() => open());
afterEach(async () => {
  disconnect();
  target.close();
  await bus.close({ drain: false });
  if (screen.waiting > 0) throw new Error("The list still waits for a frame after it has let go.");
});

describe("following the bus", () => {
  it("shows events with the frame after they came, all of a batch at once", async () => {
    let changes = 0;
    list.subscribe(() => (changes += 1));
    await publish(20);
    expect(list.state.total).toBe(0);
    screen.paint();
    expect(list.state.total).toBe(20);
    expect(changes).toBe(1);
  });

  it("draws a flood ten times a second and says so (vuejs/devtools#901, devtools-v6#1545)", async () => {
    let changes = 0;
    list.subscribe(() => (changes += 1));
    for (let frame = 0; frame < 120; frame += 1) {
      await publish(320);
      screen.paint();
    }
    expect(list.state.batched).toBe(true);
    expect(list.state.perSecond).toBeGreaterThan(15_000);
    expect(changes).toBeGreaterThan(120 * 0.016 * 8);
    expect(changes).toBeLessThan(120 * 0.016 * 12);
  });

  it("asks in a flood for the frames that it draws in, and for no others", async () => {
    await publish(320);
    screen.paint(60);
    const { drawn } = screen;
    for (let frame = 0; frame < 120; frame += 1) {
      await publish(320);
      screen.paint();
    }
    expect(screen.drawn - drawn).toBeLessThan(120 * 0.016 * 12);
  });

  it("asks for no frames while nothing happens", async () => {
    await publish(1);
    screen.paint(10);
    const { asked } = screen;
    screen.paint(100);
    expect(screen.asked).toBe(asked);
  });

  it("lets the rate fall back when the flood is over", async () => {
    for (let frame = 0; frame < 60; frame += 1) {
      await publish(100);
      screen.paint();
    }
    expect(list.state.perSecond).toBeGreaterThan(0);
    screen.paint(100);
    expect(list.state.perSecond).toBe(0);
    expect(screen.waiting).toBe(0);
  });

  it("lets go of the bus, and can come back", async () => {
    disconnect();
    await publish(3);
    screen.paint();
    expect(list.state.total).toBe(0);
    disconnect = list.connect();
    screen.paint();
    expect(list.state.total).toBe(3);
  });
});

describe("filtering", () => {
  it("counts what matches among what there is", async () => {
    await publish(10, (n) => (n % 5 === 0 ? failed({ reason: "card" }) : added({ sku: "A" })));
    list.filter("type:payment.*");
    expect(list.state).toMatchObject({ matching: 2, total: 10, progress: 1 });
    expect(shown()).toEqual(["payment.failed", "payment.failed"]);
    list.filter("");
    expect(list.state.matching).toBe(10);
  });

  it("says what is wrong and where, and keeps the filter before it in force", async () => {
    await publish(3);
    list.filter("type:cart.*");
    list.filter("type:cart.* is:bogus");
    expect(list.state.text).toBe("type:cart.* is:bogus");
    expect(list.state.error?.index).toBeGreaterThanOrEqual("type:cart.* ".length);
    expect(list.state.error?.message).not.toBe("");
    expect(list.state.matching).toBe(3);
    list.filter("type:payment.*");
    expect(list.state.error).toBeUndefined();
    expect(list.state.matching).toBe(0);
  });

  it("looks at each new event once, not at all of them again", async () => {
    const looked = new Set<number>();
    await publish(500);
    screen.paint(10);
    list.filter("type:cart.*");
    const get = bus.history.get.bind(bus.history);
    Object.defineProperty(bus.history, "get", { value: (position: number) => (looked.add(position), get(position)) });
    await publish(10);
    screen.paint(10);
    expect(list.state.matching).toBe(510);
    expect([...looked].every((position) => position > 500)).toBe(true);
  });

  it("spreads a long search over frames and shows how far it is (temporalio/ui#2704)", async () => {
    await publish(3_000);
    screen.paint();
    // Every look at the clock takes a millisecond here, which fills a slice of 4 ms soon enough.
    let time = 0;
    disconnect();
    list = createEventList(target, { ...screen, now: () => screen.now() + (time += 1) });
    disconnect = list.connect();
    list.filter("type:cart.*");
    expect(list.state.progress).toBeGreaterThan(0);
    expect(list.state.progress).toBeLessThan(1);
    // The newest first, since that is where the list stands.
    expect(list.state.rows.positionAt(list.state.rows.count - 1)).toBe(3_000);
    screen.paint(60);
    expect(list.state).toMatchObject({ progress: 1, matching: 3_000 });
  });

  it("catches up with a flood that is faster than a slice of searching a time would be", async () => {
    await publish(9_000);
    screen.paint(10);
    let time = 0;
    disconnect();
    list = createEventList(target, { ...screen, now: () => screen.now() + (time += 0.05) });
    disconnect = list.connect();
    list.filter("type:cart.*");
    for (let frame = 0; frame < 60; frame += 1) {
      await publish(320);
      screen.paint();
    }
    expect(list.state.progress).toBe(1);
    expect(list.state.rows.positionAt(list.state.rows.count - 1)).toBeGreaterThan(bus.history.lastPosition - 3_000);
  });

  it("looks again when an outcome comes late", async () => {
    let fail: (error: Error) => void = () => {};
    bus.subscribe("#", () => new Promise((_, reject) => (fail = reject)), { name: "slow" });
    list.filter("is:failed");
    await publish(1);
    screen.paint();
    expect(list.state.matching).toBe(0);
    fail(new Error("too late"));
    await bus.flush();
    list.outcomeChanged(bus.history.lastPosition);
    screen.paint();
    expect(list.state.matching).toBe(1);
  });

  it("drops what no longer matches when it has settled", async () => {
    let done: (value: unknown) => void = () => {};
    bus.subscribe("#", () => new Promise((resolve) => (done = resolve)), { name: "slow" });
    list.filter("is:pending");
    await publish(1);
    screen.paint();
    expect(list.state.matching).toBe(1);
    done(undefined);
    await bus.flush();
    list.outcomeChanged(bus.history.lastPosition);
    screen.paint();
    expect(list.state.matching).toBe(0);
  });
});

describe("eviction", () => {
  beforeEach(async () => {
    disconnect();
    await bus.close();
    open({ history: { maxEvents: 100 } });
  });

  it("is counted, and filtered rows go with it", async () => {
    list.filter("cart");
    await publish(250);
    screen.paint(10);
    expect(list.state).toMatchObject({ total: 100, evicted: 150, matching: 100 });
    expect(list.state.rows.count).toBe(100);
    expect(list.state.rows.positionAt(0)).toBe(bus.history.firstPosition);
  });

  it("does not move or take away what somebody has stopped to read", async () => {
    list.configure({ fold: false });
    await publish(100);
    screen.paint(10);
    list.hold(40, 50);
    const read = list.state.lines.at(45)?.place;
    await publish(500);
    screen.paint(10);
    expect(list.state).toMatchObject({ live: false, unseen: 500 });
    expect(list.state.lines.at(45)?.place).toBe(read);
    expect(bus.history.get(read ?? -1)).toBeUndefined();
    expect(list.entry(read ?? -1)?.event.payload).toEqual({ sku: "A-45" });
    list.resume();
    expect(list.state).toMatchObject({ live: true, unseen: 0 });
    expect(list.state.lines.at(0)?.place).toBe(bus.history.firstPosition);
  });

  it("leaves the opened event open", async () => {
    await publish(1);
    screen.paint();
    list.open(bus.history.lastPosition);
    await publish(300);
    screen.paint(10);
    expect(list.state.opened?.event.payload).toEqual({ sku: "A-0" });
  });
});

describe("the cursor", () => {
  it("takes the open detail along, and leaves a closed one closed", async () => {
    await publish(3);
    screen.paint();
    const [first, second] = [0, 1].map((row) => list.state.rows.positionAt(row) ?? 0);
    list.moveTo(first);
    expect(list.state.opened).toBeUndefined();
    list.open(first ?? 0);
    list.moveTo(second);
    expect(list.state.opened?.position).toBe(second);
    list.closeDetail();
    expect(list.state).toMatchObject({ cursor: second, opened: undefined });
  });

  it("goes when history is cleared", async () => {
    await publish(3);
    list.open(bus.history.lastPosition);
    await list.clear();
    expect(list.state).toMatchObject({ cursor: undefined, opened: undefined, total: 0 });
    expect(list.state.rows.count).toBe(0);
  });
});
