import * as fc from "../fast-check.ts";
import { createBus, type Priority } from "eventdeck";
import { fromPriorityLevel, fromPriorityWord, priorityLevelHeader, type PriorityWord, taskStarted, toPriorityLevel, toPriorityWord } from "eventdeck/catalogue";
import { describe, expect, it } from "vitest";

const bus = createBus({ history: false });
const start = { taskId: "t1" };
const [low, middle, high] = ["deferred", "normal", "immediate"] as const;
const laneOf: readonly Priority[] = [low, low, low, low, middle, middle, middle, middle, high, high, high];

describe("a priority of 0 to 10", () => {
  it.each(laneOf.map((lane, level) => [level, lane] as const))("%s is %s, and is kept as a header", (level, lane) => {
    const event = bus.emit(taskStarted(start, fromPriorityLevel(level)));
    expect(event).toMatchObject({ priority: lane, headers: { "priority-level": level } });
    expect(toPriorityLevel(event)).toBe(level);
  });

  it.each([[-1], [11], [4.5], [NaN], [Infinity]])("is not %s", (level) => {
    expect(() => fromPriorityLevel(level)).toThrow(RangeError);
    expect(() => fromPriorityLevel(level)).toThrow(`The priority level is ${level}: give an integer from 0 to 10.`);
  });

  it("is that of the lane for an event without one", () => {
    const levels = (["immediate", "normal", "deferred"] as const).map((priority) => toPriorityLevel(bus.emit(taskStarted(start, { priority }))));
    expect(levels).toEqual([8, 5, 2]);
  });

  it("is that of the lane when a header says something else", () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom<Priority[]>("immediate", "normal", "deferred"), (header, priority) => {
        const headers = { [priorityLevelHeader]: header } as Record<string, string | number | boolean>;
        return laneOf[toPriorityLevel({ priority, headers })] === priority;
      }),
    );
  });
});

describe("a priority word", () => {
  it.each<[PriorityWord, Priority]>([
    ["low", "deferred"],
    ["normal", "normal"],
    ["high", "immediate"],
    ["critical", "immediate"],
  ])("%s is %s, and comes back", (word, lane) => {
    const event = bus.emit(taskStarted(start, fromPriorityWord(word)));
    expect(event.priority).toBe(lane);
    expect(toPriorityWord(event)).toBe(word);
  });

  it("is found for every number", () => {
    const found = laneOf.map((_lane, level) => toPriorityWord(bus.emit(taskStarted(start, fromPriorityLevel(level)))));
    expect(found).toEqual(["low", "low", "low", "low", "normal", "normal", "normal", "normal", "high", "high", "critical"]);
  });

  it.each([["urgent"], [""], [undefined], [null]])("is not %j", (word) => {
    expect(() => fromPriorityWord(word as PriorityWord)).toThrow(TypeError);
    expect(() => fromPriorityWord(word as PriorityWord)).toThrow('use "low" or "normal" or "high" or "critical"');
  });
});
