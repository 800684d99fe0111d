import { timeTravel } from "eventdeck/projection";
import { expect, it } from "vitest";
import { emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf, toldBy } from "./logs.ts";

it("is one for each bus", () => {
  const { bus } = openBus();
  expect(timeTravel(bus)).toBe(timeTravel(bus));
  expect(timeTravel(openBus().bus)).not.toBe(timeTravel(bus));
  expect(timeTravel(bus).position).toBe("live");
});

it("moves all projections together, and runs no handler", () => {
  const { bus, heard, listen } = openBus();
  const travel = timeTravel(bus);
  const count = countOf(bus);
  const log = logOf(bus);
  listen();
  emitSome(bus, 4);
  heard.length = 0;
  const seen: unknown[] = [];
  travel.position$.subscribe((position) => seen.push([position, count.state, log.state.length]));
  log.subscribe(() => seen.push(["log", count.state, log.state.length]));
  count.subscribe(() => seen.push(["count", count.state, log.state.length]));
  travel.seek(2);
  expect(seen).toEqual([
    ["live", 4, 4],
    [2, 2, 2],
    ["count", 2, 2],
    ["log", 2, 2],
  ]);
  expect(log.state).toBe(log.at(2));
  travel.live();
  expect([count.state, log.state, travel.position]).toEqual([4, [1, 2, 3, 4], "live"]);
  expect(seen.slice(4)).toEqual([
    ["live", 4, 4],
    ["count", 4, 4],
    ["log", 4, 4],
  ]);
  expect(heard).toEqual([]);
});

it("streams to a past state and back", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 3);
  const states: number[] = [];
  count.state$.subscribe((state) => states.push(state));
  timeTravel(bus).seek(1);
  emitSome(bus, 1);
  timeTravel(bus).seek(2);
  timeTravel(bus).seek(2);
  timeTravel(bus).live();
  expect(states).toEqual([3, 1, 2, 4]);
});

it("records, delivers and folds new events meanwhile, and shows them on live", () => {
  const { bus, heard, listen } = openBus();
  const log = logOf(bus);
  const told = toldBy(log);
  listen();
  emitSome(bus, 3);
  timeTravel(bus).seek(1);
  emitSome(bus, 2);
  expect([log.state, heard.length, bus.history.size]).toEqual([[1], 5, 5]);
  expect(log.at(5)).toEqual([1, 2, 3, 1, 2]);
  timeTravel(bus).live();
  expect(told).toEqual([[1], [1, 2], [1, 2, 3], [1], [1, 2, 3, 1, 2]]);
});

it("goes as far back as the state that the oldest retained event found", () => {
  const { bus } = openBus({ history: { maxEvents: 3 } });
  const count = countOf(bus);
  emitSome(bus, 5);
  const travel = timeTravel(bus);
  travel.seek(2);
  expect(count.state).toBe(2);
  for (const position of [1, 6, -1, 2.5, NaN, Infinity]) expect(() => travel.seek(position)).toThrow(RangeError);
  expect(() => travel.seek(1)).toThrow(/no position 1 to go to: history knows 2 to 5\. .*larger bounds/);
  expect([travel.position, count.state]).toEqual([2, 2]);
});

it("goes from change to change: events that changed nothing are skipped", () => {
  const { bus } = openBus();
  countOf(bus, "a", "a");
  countOf(bus, "b", "b");
  for (const type of ["other", "a", "other", "b", "other", "a", "other"]) emitSome(bus, 1, type);
  const travel = timeTravel(bus);
  const steps = (step: () => void, times: number) =>
    Array.from({ length: times }, () => {
      step();
      return travel.position;
    });
  expect(steps(() => travel.back(), 5)).toEqual([4, 2, 0, 0, 0]);
  expect(steps(() => travel.forward(), 5)).toEqual([2, 4, 6, "live", "live"]);
  travel.seek(5);
  expect(steps(() => travel.back(), 1)).toEqual([2]);
  travel.seek(3);
  expect(steps(() => travel.forward(), 1)).toEqual([4]);
  travel.seek(1);
  expect(steps(() => travel.back(), 1)).toEqual([0]);
});

it("has nowhere to go where there is no history", () => {
  const { bus } = openBus({ history: false });
  const count = countOf(bus);
  const travel = timeTravel(bus);
  travel.back();
  expect(travel.position).toBe("live");
  emitSome(bus, 2);
  travel.back();
  travel.forward();
  expect([travel.position, count.state]).toEqual(["live", 2]);
  travel.seek(2);
  emitSome(bus, 1);
  expect(count.state).toBe(2);
  travel.live();
  expect(count.state).toBe(3);
});

it("shows on what history evicts meanwhile, and goes on from the oldest that is known", () => {
  const { bus } = openBus({ history: { maxEvents: 4 } });
  const log = logOf(bus, "log", { checkpointEvery: 2 });
  emitSome(bus, 4);
  const travel = timeTravel(bus);
  travel.seek(2);
  const shown = log.state;
  emitSome(bus, 10);
  expect([travel.position, log.state === shown, log.state]).toEqual([2, true, [1, 2]]);
  expect(() => log.at(2)).toThrow(RangeError);
  travel.back();
  expect([travel.position, log.state]).toEqual([2, [1, 2]]);
  travel.forward();
  expect([travel.position, log.state.length]).toEqual([11, 11]);
  travel.live();
  expect(log.state).toHaveLength(14);
});

it("takes along a projection that is made meanwhile, and one that is rebuilt", () => {
  const { bus } = openBus();
  emitSome(bus, 3);
  timeTravel(bus).seek(1);
  const log = logOf(bus);
  expect(log.state).toEqual([1]);
  log.rebuild((event) => event.payload !== 1);
  expect(log.state).toEqual([]);
  timeTravel(bus).live();
  expect(log.state).toEqual([2, 3]);
});

it("can be moved by a listener and by a handler", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  const travel = timeTravel(bus);
  const seen: string[] = [];
  travel.position$.subscribe((position) => {
    seen.push(`${position} ${count.state}`);
    if (position === 3) travel.seek(2);
  });
  count.subscribe(() => seen.push(`told ${travel.position} ${count.state}`));
  bus.subscribe("go", () => travel.seek(3));
  emitSome(bus, 4);
  seen.length = 0;
  emitSome(bus, 1, "go");
  expect(seen.at(-1)).toBe("told 2 2");
  expect([travel.position, count.state]).toEqual([2, 2]);
});

it("does nothing where it is already", () => {
  const { bus } = openBus();
  const count = countOf(bus);
  emitSome(bus, 2);
  const travel = timeTravel(bus);
  const told = toldBy(count);
  travel.live();
  travel.seek(2);
  travel.seek(2);
  expect([told, travel.position, count.state]).toEqual([[], 2, 2]);
});

it("ends with the bus: back to live, and nowhere from there", async () => {
  const { bus } = openBus();
  const log = logOf(bus);
  emitSome(bus, 3);
  const travel = timeTravel(bus);
  travel.seek(1);
  const positions: unknown[] = [];
  travel.position$.subscribe({ next: (position) => positions.push(position), complete: () => positions.push("complete") });
  await bus.close();
  expect(positions).toEqual([1, "live", "complete"]);
  expect([travel.position, log.state.length, log.at(2).length]).toEqual(["live", 3, 2]);
  expect(() => travel.seek(1)).toThrow(expect.objectContaining({ code: "ERR_BUS_CLOSED" }));
  travel.back();
  travel.live();
  expect(travel.position).toBe("live");
});
