import { timeTravel } from "eventdeck/projection";
import { expect, it } from "vitest";
import { draft, emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf } from "./logs.ts";

it("shows in a replay what was known after each event, and never folds twice", async () => {
  const { bus, clock } = openBus();
  const log = logOf(bus);
  emitSome(bus, 4);
  const seen: unknown[] = [];
  bus.subscribe("#", ({ replay }) => seen.push([replay?.position, log.state.length, timeTravel(bus).position]));
  const positions: unknown[] = [];
  timeTravel(bus).position$.subscribe((position) => positions.push(position));
  const run = bus.history.replay({ from: 2, speed: "max" });
  await clock.advance(1000);
  await run.done;
  expect(seen).toEqual([
    [2, 2, 2],
    [3, 3, 3],
    [4, 4, 4],
  ]);
  expect(positions).toEqual(["live", 2, 3, 4, "live"]);
  expect([log.state, bus.history.size]).toEqual([[1, 2, 3, 4], 4]);
});

it("stays where a paused replay is, and goes back to live when it is stopped", async () => {
  const { bus, clock } = openBus();
  const count = countOf(bus);
  emitSome(bus, 4);
  const run = bus.history.replay({ paused: true });
  await run.step();
  await run.step();
  expect(count.state).toBe(2);
  emitSome(bus, 1);
  expect([count.state, timeTravel(bus).position]).toEqual([2, 2]);
  run.stop();
  expect([count.state, timeTravel(bus).position]).toEqual([5, "live"]);
  await clock.advance(1000);
  expect(count.state).toBe(5);
});

it("leaves whoever has gone elsewhere there", async () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 4);
  const run = bus.history.replay({ paused: true });
  await run.step();
  timeTravel(bus).seek(3);
  run.stop();
  expect(count.state).toBe(3);
});

it("follows a run that is played again, and lets go of it", async () => {
  const { bus, clock } = openBus();
  const count = countOf(bus);
  emitSome(bus, 2);
  const seen: number[] = [];
  bus.subscribe("#", () => seen.push(count.state));
  const run = bus.history.replay({ speed: "max" });
  await clock.advance(100);
  run.play();
  await clock.advance(100);
  expect([seen, timeTravel(bus).position, count.state]).toEqual([[1, 2, 1, 2], "live", 2]);
});

it("lets the other handlers of an event see its own moment when one of them steps a replay", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 2);
  const run = bus.history.replay({ paused: true });
  const seen: string[] = [];
  bus.subscribe("go", () => void run.step());
  bus.subscribe("#", ({ type }) => seen.push(`${type} ${count.state}`));
  emitSome(bus, 1, "go");
  expect(seen).toEqual(["go 3", "t 1"]);
});

it("folds in another bus what is replayed into it, states that a file brought along included", async () => {
  const { bus } = openBus({ history: { maxEvents: 2 } });
  const log = logOf(bus);
  emitSome(bus, 3);
  const { bus: other, clock } = openBus();
  const here = logOf(other, "log", { selector: "t" });
  const run = bus.history.replay({ into: other, speed: "max" });
  await clock.advance(100);
  await run.done;
  expect([here.state, here.at(1), timeTravel(bus).position, timeTravel(other).position, log.state.length]).toEqual([[2, 3], [2], "live", "live", 3]);
});

it("shows history also to what handlers publish again", async () => {
  const { bus, clock } = openBus();
  const count = countOf(bus);
  const seen: string[] = [];
  bus.subscribe("a", () => void bus.emit(draft("b")));
  bus.subscribe("b", ({ replay }) => seen.push(`${replay ? "again" : "first"} ${count.state}`));
  emitSome(bus, 2, "a");
  bus.history.replay({ speed: "max", emissions: "rerun" });
  await clock.advance(100);
  expect(seen).toEqual(["first 2", "first 4", "again 1", "again 3"]);
  expect([count.state, bus.history.size]).toEqual([4, 4]);
});
