import { commonOrder, longestRising } from "./diff-order.ts";
import type { Pair } from "./diff-pairs.ts";
import { fingerprint, ownIdOf } from "./fingerprint.ts";
import type { Work } from "../slices.ts";
import type { Members } from "./value-members.ts";

/** Two lists by what their items are known by, from the first place where they differ to the last. */
interface Stretch {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** How many items are the same before it. */
  readonly from: number;
  /** Items of different names are never the same thing. */
  readonly named: boolean;
}

const stepsPerYield = 16;

/**
 * Pairs the items of two lists: by their ids where they have some, otherwise by what is in them, in the order that keeps most in place; what
 * is left between is paired by position. Time grows with the number of items, not with its square.
 */
export function* pairLists(before: Members, after: Members): Work<readonly Pair[]> {
  const shorter = Math.min(before.count, after.count);
  let from = 0;
  for (; from < shorter && isSameItem(before, after, from, from); from += 1) if (from % stepsPerYield === stepsPerYield - 1) yield;
  let tail = 0;
  for (; tail < shorter - from && isSameItem(before, after, before.count - 1 - tail, after.count - 1 - tail); tail += 1)
    if (tail % stepsPerYield === stepsPerYield - 1) yield;
  if (from === before.count && from === after.count) return inPlace(from);
  if (before.count === after.count && (yield* haveSameIds(before, after, from, after.count - tail))) return inPlace(after.count);
  const stretch = yield* nameItems(before, after, from, tail);
  const pairs = inPlace(from);
  for (const pair of yield* pairStretch(stretch)) pairs.push(pair);
  for (let index = tail; index > 0; index -= 1) pairs.push({ before: before.count - index, after: after.count - index });
  return pairs;
}

function inPlace(count: number): Pair[] {
  return Array.from({ length: count }, (_, index) => ({ before: index, after: index }));
}

/** The usual case, and far cheaper to find out than where everything has gone: the same things in the same order. */
function* haveSameIds(before: Members, after: Members, from: number, to: number): Work<boolean> {
  for (let index = from; index < to; index += 1) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    const id = ownIdOf(after.at(index)?.value);
    if (id === undefined || id !== ownIdOf(before.at(index)?.value)) return false;
  }
  return true;
}

function isSameItem(before: Members, after: Members, left: number, right: number): boolean {
  const one = before.at(left);
  const other = after.at(right);
  return (
    one !== undefined &&
    other !== undefined &&
    Object.is(one.value, other.value) &&
    one.absent === other.absent &&
    one.span === other.span &&
    one.step.kind === other.step.kind
  );
}

function* nameItems(before: Members, after: Members, from: number, tail: number): Work<Stretch> {
  const ids = { before: yield* namesOf(before, from, tail, ownIdOf), after: yield* namesOf(after, from, tail, ownIdOf) };
  if (ids.before && ids.after && (yield* isUnique(ids.before)) && (yield* isUnique(ids.after)))
    return { before: ids.before, after: ids.after, from, named: true };
  const prints = { before: yield* namesOf(before, from, tail, fingerprint), after: yield* namesOf(after, from, tail, fingerprint) };
  return { before: prints.before ?? [], after: prints.after ?? [], from, named: false };
}

function* namesOf(members: Members, from: number, tail: number, nameOf: (value: unknown) => string | undefined): Work<string[] | undefined> {
  const names: string[] = [];
  for (let index = from; index < members.count - tail; index += 1) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    const member = members.at(index);
    const name = member?.absent ? `${member.absent} ${member.span ?? 1}` : member?.step.kind === "index" ? nameOf(member.value) : `field ${String(index)}`;
    if (name === undefined) return undefined;
    names.push(name);
  }
  return names;
}

function* isUnique(names: readonly string[]): Work<boolean> {
  return (yield* onlyPlaces(names)).size === names.length;
}

/** Items that both lists have once are what the rest is arranged around. */
function* pairStretch({ before, after, from, named }: Stretch): Work<readonly Pair[]> {
  const places = yield* onlyPlaces(before);
  const once = yield* onlyPlaces(after);
  const shared = after.map((name) => (once.has(name) ? places.get(name) : undefined));
  const staying = yield* longestRising(shared);
  const moved = new Map<number, number>();
  const taken = new Set<number>();
  shared.forEach((place, index) => {
    if (place === undefined) return;
    taken.add(place);
    if (!staying.has(index)) moved.set(index, place);
  });
  const pairs: Pair[] = [];
  let [left, right] = [0, 0];
  for (let index = 0; index <= after.length; index += 1) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    if (index < after.length && !staying.has(index)) continue;
    const place = index < after.length ? (shared[index] ?? 0) : before.length;
    const olds = indexes(left, place).filter((old) => !taken.has(old));
    for (const pair of pairGap(olds, indexes(right, index), { before, after, moved, named })) pairs.push(shift(pair, from));
    if (index < after.length) pairs.push(shift({ before: place, after: index }, from));
    [left, right] = [place + 1, index + 1];
  }
  return pairs;
}

/** Where each name stands that occurs once. */
function* onlyPlaces(names: readonly string[]): Work<Map<string, number>> {
  const places = new Map<string, number>();
  const again = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    if (places.has(name)) again.add(name);
    places.set(name, index);
  }
  for (const name of again) places.delete(name);
  return places;
}

interface Gap {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly moved: ReadonlyMap<number, number>;
  readonly named: boolean;
}

function pairGap(olds: readonly number[], news: readonly number[], { before, after, moved, named }: Gap): Pair[] {
  const own = news.filter((index) => !moved.has(index));
  const partner = new Map<number, number>();
  const order = commonOrder(
    olds.map((old) => before[old]),
    own.map((index) => after[index]),
  );
  // What stands between two that are the same is paired by position, unless names say that it is something else.
  let [old, next] = [0, 0];
  for (const [left, right] of [...order, [olds.length, own.length] as const]) {
    for (; old < left && next < right; old += 1, next += 1) if (!named) link(partner, own[next], olds[old]);
    link(partner, own[right], olds[left]);
    [old, next] = [left + 1, right + 1];
  }
  return inOrder(olds, news, partner, moved);
}

function link(partner: Map<number, number>, after: number | undefined, before: number | undefined): void {
  if (after !== undefined && before !== undefined) partner.set(after, before);
}

function inOrder(olds: readonly number[], news: readonly number[], partner: ReadonlyMap<number, number>, moved: ReadonlyMap<number, number>): Pair[] {
  const pairs: Pair[] = [];
  const paired = new Set(partner.values());
  let next = 0;
  const removeUpTo = (end: number) => {
    for (; next < olds.length && (olds[next] ?? 0) < end; next += 1) {
      const old = olds[next];
      if (old !== undefined && !paired.has(old)) pairs.push({ before: old });
    }
  };
  for (const after of news) {
    const before = partner.get(after);
    if (before !== undefined) removeUpTo(before);
    const from = moved.get(after);
    pairs.push(from === undefined ? { before, after } : { before: from, after, moved: true });
  }
  removeUpTo(Number.POSITIVE_INFINITY);
  return pairs;
}

function indexes(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function shift({ before, after, moved }: Pair, by: number): Pair {
  return { before: before === undefined ? undefined : before + by, after: after === undefined ? undefined : after + by, moved };
}
