import type { BusEvent } from "eventdeck";
import type { Listener, ListenerRef } from "../../target/index.ts";

/** A subscription that an event does not match, and the nearest reason. */
export interface Miss {
  readonly listener: ListenerRef;
  /** Such as `cart.added ≠ cart.item-added`. */
  readonly why: string;
  /** From 0 to 1: how near it was, so that a slip of the pen comes first. */
  readonly nearness: number;
}

/** Longer names are compared by their beginning. */
const longest = 80;
const most = 1_000;

/**
 * The subscriptions that an event does not match, the nearest first: a misspelt type stands on top. Of many, the first 1,000 are compared.
 *
 * @param asked - ids of those that its type or topic does match
 */
export function missesOf(event: Pick<BusEvent, "type" | "topic">, listeners: readonly Listener[], asked: ReadonlySet<string>): readonly Miss[] {
  return listeners
    .filter(({ id }) => !asked.has(id))
    .slice(0, most)
    .map((listener) => missOf(event, listener))
    .toSorted((left, right) => right.nearness - left.nearness);
}

function missOf({ type, topic }: Pick<BusEvent, "type" | "topic">, { id, name, selector, types }: Listener): Miss {
  const wanted = [
    ...types.map((text) => ({ why: `${text} ≠ ${type}`, nearness: likeness(text, type) })),
    ...selector
      .split(" | ")
      .filter((text) => text !== "" && !types.includes(text))
      .map((text) => ({ why: patternMiss(text, topic), nearness: likeness(text, topic) })),
  ];
  const [nearest] = wanted.toSorted((left, right) => right.nearness - left.nearness);
  return { listener: { id, name }, why: nearest?.why ?? "it selects nothing", nearness: nearest?.nearness ?? 0 };
}

/** Which word of a pattern is in the way. */
function patternMiss(pattern: string, topic: string): string {
  if (pattern.startsWith("/") || pattern.startsWith("glob(")) return `${pattern} does not match ${topic}`;
  const [words, given] = [pattern.split("."), topic.split(".")];
  if (!words.includes("#")) {
    const at = words.findIndex((word, index) => word !== "*" && word !== given[index]);
    if (at >= 0 && at < given.length && words.length > 1) return `${pattern} ≠ ${topic}: "${words[at]}" is not "${given[at]}"`;
    if (words.length !== given.length) return `${pattern} ≠ ${topic}: ${words.length} ${words.length === 1 ? "word" : "words"}, not ${given.length}`;
  }
  return `${pattern} ≠ ${topic}`;
}

/** From 0 for nothing in common to 1 for the same text, word by word; a wildcard says little of the word that it stands for. */
function likeness(pattern: string, text: string): number {
  const [wanted, given] = [pattern, text].map((one) => one.toLowerCase().slice(0, longest).split("."));
  if (!wanted || !given) return 0;
  const count = Math.max(wanted.length, given.length);
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += wordLikeness(wanted[index], given[index]);
  return sum / count;
}

function wordLikeness(wanted: string | undefined, given: string | undefined): number {
  if (wanted === undefined || given === undefined) return 0;
  if (wanted === "*" || wanted === "#") return 0.5;
  return 1 - distance(wanted, given) / Math.max(wanted.length, given.length, 1);
}

/** Levenshtein's: how many characters are to be changed, added or taken away. */
function distance(left: string, right: string): number {
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const replaced = (before[column - 1] ?? 0) + (same ? 0 : 1);
      current.push(Math.min(replaced, (before[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    before = current;
  }
  return before[right.length] ?? 0;
}
