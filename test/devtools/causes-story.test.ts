import type { Bus, BusEvent } from "eventdeck";
import { createTestBus } from "eventdeck/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { causeOf, consequenceOf, StoryModel } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { createScreen, type Screen } from "./painted.ts";

let bus: Bus;
let target: Target;
let screen: Screen;
let story: StoryModel;

beforeEach(() => {
  bus = createTestBus({ source: "test", onError: () => {}, history: { maxEvents: 100_000 } });
  target = createLocalTarget(bus, { name: "test", place: "here" });
  screen = createScreen();
  story = new StoryModel(target, screen);
});

afterEach(async () => {
  target.close();
  await bus.close({ drain: false });
});

function emit(type: string, cause?: BusEvent, correlationId = cause?.correlationId): BusEvent {
  return bus.emit({ type, input: {}, options: { priority: "immediate", causationId: cause?.id, correlationId } });
}

/** Tells the story of an event until the test ends, and waits for it. */
async function tell(event: BusEvent): Promise<() => void> {
  const entry = [...bus.history].find((each) => each.event.id === event.id);
  if (entry) story.show(entry);
  const leave = story.watch();
  await settle();
  return leave;
}

async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    screen.paint();
    await Promise.resolve();
  }
}

const types = () =>
  story.state.visible.map((index) => story.state.waterfall.rows[index]).map((row) => `${"-".repeat(row?.depth ?? 0)}${row?.node?.type ?? "not recorded"}`);

describe("the story of an event", () => {
  it("holds everything of its correlation, and nothing else", async () => {
    const root = emit("a");
    const middle = emit("b", root);
    emit("other");
    emit("c", middle);
    await tell(middle);
    expect(types()).toEqual(["a", "-b", "--c"]);
    expect(story.state.selected).toBe("#2");
  });

  it("grows while it is watched, and stands still when it is not", async () => {
    const root = emit("a");
    const leave = await tell(root);
    emit("b", root);
    await settle();
    expect(types()).toEqual(["a", "-b"]);
    leave();
    emit("c", root);
    await settle();
    expect([types(), screen.waiting]).toEqual([["a", "-b"], 0]);
  });

  it("finds a cause that belongs to another correlation, and says when one is not recorded", async () => {
    const elsewhere = emit("cause");
    const found = emit("a", elsewhere, "mine");
    emit("b", { ...found, id: "gone" }, "mine");
    await tell(found);
    await settle();
    expect(types()).toEqual(["cause", "-a", "not recorded", "-b"]);
  });

  it("shows attempts that reached nobody below what caused them", async () => {
    bus.use({ name: "stopper", beforePublish: (event) => (event.type === "b" ? false : undefined) });
    const root = emit("a");
    emit("b", root);
    emit("b");
    await tell(root);
    expect(types()).toEqual(["a", "-b"]);
  });

  it("is the same story for each of its events, and keeps what is folded", async () => {
    const root = emit("a");
    const middle = emit("b", root);
    emit("c", middle);
    await tell(root);
    story.fold("#2", true);
    expect(types()).toEqual(["a", "-b"]);
    emit("d", root);
    await settle();
    expect(types()).toEqual(["a", "-b", "-d"]);
    story.show(bus.history.get(3)!);
    expect([types(), story.state.selected]).toEqual([["a", "-b", "--c", "-d"], "#3"]);
    story.foldAll(true);
    expect(types()).toEqual(["a"]);
    story.foldAll(false);
    expect(types()).toHaveLength(4);
  });

  it("begins another story with another correlation", async () => {
    const first = emit("a");
    const second = emit("b");
    await tell(first);
    story.zoom({ from: 1, to: 2 });
    story.show(bus.history.get(2)!);
    await settle();
    expect([types(), story.state.correlationId, story.state.zoom]).toEqual([["b"], second.correlationId, undefined]);
  });

  it("follows handlers until they have settled", async () => {
    let end = () => {};
    bus.subscribe("a", () => new Promise<void>((resolve) => (end = resolve)));
    const root = emit("a");
    await tell(root);
    expect(story.state.waterfall.open).toBe(true);
    end();
    await bus.flush();
    story.outcomeChanged(1);
    await settle();
    expect(story.state.waterfall.open).toBe(false);
  });

  it("takes a chain of 20,000 in steps that leave room for the page (jaeger-ui#630, jaeger-ui#562, jaeger#2183)", async () => {
    let last = emit("a");
    const root = last;
    for (let depth = 1; depth < 20_000; depth += 1) last = emit("a", last);
    // Each look at the clock takes half a millisecond here, so that no turn gets far.
    let time = 0;
    story = new StoryModel(target, { ...screen, now: () => (time += 0.5) });
    await tell(root);
    let turns = 0;
    for (; turns < 2_000 && (story.state.progress < 1 || story.state.waterfall.rows.length < 20_000); turns += 1) screen.paint();
    expect([story.state.waterfall.rows.length, story.state.waterfall.rows.at(-1)?.depth]).toEqual([20_000, 19_999]);
    expect(turns).toBeGreaterThan(5);
  });
});

describe("keys from the list", () => {
  it("go to the cause, to the first consequence, and to the next of the same cause", async () => {
    const root = emit("a");
    emit("b", root);
    emit("c", root);
    const at = (position: number) => bus.history.get(position)!;
    expect(await causeOf(target, at(2), screen)).toBe(1);
    expect(await causeOf(target, at(1), screen)).toBeUndefined();
    expect(await consequenceOf(target, at(1), screen)).toBe(2);
    expect(await consequenceOf(target, at(2), screen)).toBe(3);
    expect(await consequenceOf(target, at(3), screen)).toBeUndefined();
  });
});
