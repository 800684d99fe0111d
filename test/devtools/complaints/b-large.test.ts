import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import { createDeck, type DeckModel, payloadFacts, previewOf, treeOf } from "../../../devtools/model/index.ts";
import { atOnce } from "../../../devtools/model/slices.ts";
import { createLocalTarget, findRemoteTargets, hostTargets, openSession, Store, type Target } from "../../../devtools/target/index.ts";
import { createWorld } from "../other-tab.ts";
import { createScreen, endOfTurn, type Screen } from "../painted.ts";

// Work is counted, not timed; a busy machine may take its time for it.
vi.setConfig({ testTimeout: 60_000 });

const loaded = defineEvent("report.loaded", payload<unknown>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let deck: DeckModel;
let screen: Screen;

function open(maxBytes = Number.MAX_SAFE_INTEGER): void {
  bus = createBus({ source: "shop", events: [loaded], history: { maxBytes } });
  screen = createScreen();
  target = createLocalTarget(bus, { name: "shop", place: "here" });
  deck = createDeck(target, screen);
  onTestFinished(deck.connect());
}

async function draw(): Promise<void> {
  await endOfTurn();
  screen.paint(20);
}

beforeEach(() => open());
afterEach(async () => {
  deck.close();
  target.close();
  await bus.close({ drain: false });
});

describe("B. an event with 100,000 items vanishes without a word (redux-devtools#393)", () => {
  const items = Array.from({ length: 350_000 }, (_, n) => n);

  it("not from the list, the detail or a file", async () => {
    bus.emit(loaded(items));
    await draw();
    expect(deck.events.state).toMatchObject({ total: 1, matching: 1, evicted: 0 });
    expect(deck.events.state.lines.at(0)).toMatchObject({ kind: "place", place: 1 });
    expect(previewOf(deck.events.entry(1)?.event.payload)).toContain("… 350000 in all");
    const tree = treeOf(deck.events.entry(1)?.event.payload);
    expect([tree.text, tree.children().at(-1)?.to]).toEqual(["Array(350000)", 349_999]);
    const file = await openSession([...bus.history.export()].join("\n"), "session");
    expect(file.log.get(1)?.event.payload).toEqual(items);
    file.close();
  });

  it("not on the way to another tab, which gets it when somebody looks", async () => {
    const world = createWorld();
    const unhost = hostTargets(new Store<readonly Target[]>([target]), world.page("shop"));
    const found = findRemoteTargets(world.page("panel"));
    await world.settle();
    const remote = found.state[0];
    remote?.log.onChange(() => undefined);
    bus.emit(loaded(items));
    await world.settle();
    expect(remote?.log.get(1)?.event.type).toBe("report.loaded");
    // Nothing of it was sent so far.
    expect(Math.max(...world.sent.map(({ length }) => length))).toBeLessThan(10_000);
    expect((await world.during(remote!.events.load(1)))?.event.payload).toEqual(items);
    found.close();
    unhost();
    await world.settle();
  });
});

describe("B. everything is serialised for the panel (redux-devtools-extension#558, #345, #159, #619, #282; ngrx/platform#97)", () => {
  /** A class that tells how often it was written, and how often its getter was read. */
  class Report {
    readonly rows = Array.from({ length: 1_000 }, (_, id) => ({ id }));
    static written = 0;
    toJSON(): string {
      Report.written += 1;
      return "a report";
    }
    get total(): number {
      Report.written += 1;
      return 1;
    }
  }

  it("neither events as they come, nor the one that is selected", async () => {
    Report.written = 0;
    const stringify = vi.spyOn(JSON, "stringify");
    const clone = vi.spyOn(globalThis, "structuredClone");
    onTestFinished(() => void vi.restoreAllMocks());
    for (let n = 0; n < 50; n += 1) bus.emit(loaded({ report: new Report() }));
    await draw();
    deck.events.filter("report.loaded");
    deck.events.open(50);
    await draw();
    const entry = deck.events.state.opened;
    previewOf(entry?.event.payload, entry?.event.type);
    treeOf(entry?.event.payload).children()[0]?.children();
    atOnce(payloadFacts(entry?.event.payload));
    const written = stringify.mock.calls.filter(([value]) => typeof value === "object" && value !== null);
    expect([written.length, clone.mock.calls.length, Report.written]).toEqual([0, 0, 0]);
  });

  it("a buffer of 64 MB is named with its size, not walked", () => {
    const buffer = Buffer.alloc(64 * 1024 * 1024);
    const described = vi.spyOn(Object, "getOwnPropertyDescriptors");
    const keys = vi.spyOn(Object, "keys");
    onTestFinished(() => void vi.restoreAllMocks());
    const event = bus.emit(loaded(buffer));
    const nested = bus.emit(loaded({ file: { body: buffer } }));
    described.mockClear();
    keys.mockClear();
    expect(previewOf(event.payload)).toBe(`Buffer(${buffer.length})`);
    previewOf(nested.payload);
    const tree = treeOf(nested.payload);
    expect(tree.children()[0]?.children()[0]?.text).toBe(`Buffer(${buffer.length})`);
    expect(atOnce(payloadFacts(buffer)).values).toBeLessThan(300_000);
    const walked = [...described.mock.calls, ...keys.mock.calls].filter(([of]) => ArrayBuffer.isView(of));
    expect(walked).toEqual([]);
  });

  it("a row reads as many fields as it shows, of a payload with 20,000", () => {
    let read = 0;
    const wide = new Proxy(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`field${n}`, n])), {
      getOwnPropertyDescriptor: (of, key) => ((read += 1), Reflect.getOwnPropertyDescriptor(of, key)),
    });
    const event = bus.emit(loaded({}));
    expect(previewOf(wide, event.type)).toContain("field0: 0");
    // Asking for names asks once for each whether it is enumerable; a second time it is asked for the few that are shown.
    expect(read).toBeLessThanOrEqual(20_000 + 16);
  });
});

describe("B. a bound by count alone fills the memory (Droidective#95)", () => {
  it("the oldest go by bytes, and the list says how many and how much", async () => {
    deck.close();
    open(2_000_000);
    for (let n = 0; n < 40; n += 1) bus.emit(loaded({ n, text: "x".repeat(100_000) }));
    await draw();
    const { total, evicted, evictedBytes } = deck.events.state;
    expect([total + evicted, total < 40, bus.history.bytes <= 2_000_000]).toEqual([40, true, true]);
    expect(evictedBytes).toBeGreaterThan(evicted * 100_000);
  });

  it("what the panel itself keeps does not grow with payloads", async () => {
    bus.subscribe(loaded, () => {});
    const kept = async (text: string) => {
      for (let n = 0; n < 100; n += 1) bus.emit(loaded(text));
      await draw();
      return deck.deliveries.bytes + deck.feed.durations.bytes + deck.feed.rates.bytes;
    };
    const small = await kept("x");
    expect(await kept("x".repeat(1_000_000))).toBe(small);
  });
});
