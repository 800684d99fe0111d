import { projectionsOf, timeTravel } from "eventdeck/projection";
import { expect, it } from "vitest";
import { emitSome } from "../history/deck.ts";
import { openBus } from "../scheduling/virtual-bus.ts";
import { countOf, logOf } from "./logs.ts";

it("knows the projections of a bus in the order they were made, without those that were disposed", () => {
  const { bus } = openBus();
  const log = logOf(bus);
  const count = countOf(bus);
  expect(projectionsOf(bus)).toEqual([log, count]);
  log.dispose();
  expect(projectionsOf(bus)).toEqual([count]);
});

it("hands out what can be asked for every moment", () => {
  const { bus } = openBus();
  countOf(bus);
  emitSome(bus, 3);
  const [count] = projectionsOf(bus);
  expect([count?.state, count?.at(1), count?.changes(2).patches.length]).toEqual([3, 1, 1]);
});

it("knows none of a bus without projections, also when that has been asked to travel", () => {
  const { bus } = openBus();
  expect(projectionsOf(bus)).toEqual([]);
  timeTravel(bus);
  expect(projectionsOf(bus)).toEqual([]);
});
