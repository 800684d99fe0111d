import type { BusEvent, EventOptions, Priority } from "../event/index.ts";

/** Priorities of systems that know four words. */
export type PriorityWord = "low" | "normal" | "high" | "critical";

/** The header that keeps a priority of 0 to 10 which the three lanes would forget. */
export const priorityLevelHeader = "priority-level";

/** What these functions set of an event's options. */
export interface PriorityOptions extends EventOptions {
  readonly priority: Priority;
  readonly headers: { readonly [priorityLevelHeader]: number };
}

/** Each word's place among the numbers. */
const levels: Readonly<Record<PriorityWord, number>> = { low: 2, normal: 5, high: 8, critical: 10 };
/** What a lane is among the numbers, for an event that came without one. */
const laneLevels: Readonly<Record<Priority, number>> = { deferred: levels.low, normal: levels.normal, immediate: levels.high };

/**
 * A priority from 0 to 10 as options of a draft: 8 to 10 are immediate, 4 to 7 normal, 0 to 3 deferred. The number is kept as a header.
 *
 * @example
 * const event = bus.emit(taskSubmitted({ taskId: "t1", name: "index" }, fromPriorityLevel(9)));
 * console.log(event.priority, toPriorityLevel(event)); // immediate 9
 *
 * @throws RangeError unless it is an integer from 0 to 10
 */
export function fromPriorityLevel(level: number): PriorityOptions {
  if (!isLevel(level)) throw new RangeError(`The priority level is ${String(level)}: give an integer from 0 to 10.`);
  return { priority: laneOf(level), headers: { [priorityLevelHeader]: level } };
}

/**
 * A priority word as options of a draft: `low` is deferred, `normal` normal, `high` and `critical` immediate.
 *
 * @throws TypeError for any other word
 */
export function fromPriorityWord(word: PriorityWord): PriorityOptions {
  if (!Object.hasOwn(levels, word)) throw new TypeError(`The priority word is ${word}: use "${Object.keys(levels).join('" or "')}".`);
  return fromPriorityLevel(levels[word]);
}

/** An event's priority from 0 to 10: what its header says while its lane is still that of the header, else 8, 5 or 2 by its lane. */
export function toPriorityLevel({ priority, headers }: Pick<BusEvent, "priority" | "headers">): number {
  const level = headers[priorityLevelHeader];
  return isLevel(level) && laneOf(level) === priority ? level : laneLevels[priority];
}

/** An event's priority as a word. */
export function toPriorityWord(event: Pick<BusEvent, "priority" | "headers">): PriorityWord {
  const level = toPriorityLevel(event);
  if (level === levels.critical) return "critical";
  return ({ immediate: "high", normal: "normal", deferred: "low" } as const)[laneOf(level)];
}

function laneOf(level: number): Priority {
  if (level >= 8) return "immediate";
  return level >= 4 ? "normal" : "deferred";
}

// A header may come from outside.
function isLevel(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 10;
}
