import { pairLists } from "./diff-lists.ts";
import { pairByName, pairByPlace, type Pair } from "./diff-pairs.ts";
import type { Work } from "../slices.ts";
import { kindOf, type ValueKind } from "./value-kind.ts";
import { membersOf, type Member, type Members } from "./value-members.ts";
import { isObject } from "./own-data.ts";
import { className, valueText } from "./value-text.ts";

/**
 * How two values differ. `inside`: the same kind of thing with something else in it. `uncompared`: nobody can tell, because nothing of
 * them can be read, or because there was too much to compare.
 */
export type Difference =
  | { readonly mark: "same" | "changed" | "uncompared"; readonly before: unknown; readonly after: unknown }
  | { readonly mark: "inside"; readonly before: unknown; readonly after: unknown; readonly parts: readonly Part[] };

/** A part of two values that differ inside, in the order of the later one. */
export type Part =
  /** So many members that are the same in both, one after the other. */
  | { readonly mark: "same"; readonly before: number; readonly after: number; readonly count: number }
  | { readonly mark: "added"; readonly after: number; readonly member: Member }
  | { readonly mark: "removed"; readonly before: number; readonly member: Member }
  | {
      readonly mark: "both";
      readonly before: number;
      readonly after: number;
      readonly member: Member;
      readonly moved: boolean;
      readonly difference: Difference;
    };

interface Level {
  readonly before: object;
  readonly after: object;
  readonly olds: Members;
  readonly news: Members;
  readonly pairs: readonly Pair[];
  next: number;
  readonly parts: Part[];
}

/** Pairs of members that are compared at most; what is left then is `uncompared`. */
const mostCompared = 3_000_000;
const pairsPerStep = 16;

/** Compares two values, however deep: fields by name, lists by ids or content. Runs no getter. */
export function* diffValues(before: unknown, after: unknown): Work<Difference> {
  return yield* new Comparison().run(before, after);
}

class Comparison {
  readonly #levels: Level[] = [];
  // Shared parts are compared once, and a cycle that is being compared already is taken for the same.
  readonly #known = new Map<object, Map<object, Difference>>();
  #left = mostCompared;
  #steps = 0;

  *run(before: unknown, after: unknown): Work<Difference> {
    let result = yield* this.#compare(before, after);
    for (let level = this.#levels.at(-1); level; level = this.#levels.at(-1)) {
      if (result) put(level, result);
      result = yield* this.#advance(level);
    }
    return result ?? { mark: "uncompared", before, after };
  }

  /** `undefined` when the parts are to be compared first: they are on the stack of levels then. */
  *#compare(before: unknown, after: unknown): Work<Difference | undefined> {
    if (Object.is(before, after)) return { mark: "same", before, after };
    if (!isObject(before) || !isObject(after)) return { mark: "changed", before, after };
    const kind = kindOf(after);
    if (kindOf(before) !== kind || className(before) !== className(after)) return { mark: "changed", before, after };
    const known = this.#known.get(before)?.get(after);
    if (known) return known;
    if (!containers.has(kind)) return { mark: markOfTexts(before, after, kind), before, after };
    const olds = membersOf(before, kind);
    const news = membersOf(after, kind);
    if (this.#left <= 0 || (kind === "instance" && olds.count + news.count === 0)) return { mark: "uncompared", before, after };
    this.#remember({ mark: "same", before, after }, before, after);
    const pair = pairings[kind] ?? pairByName;
    const pairs = yield* pair(olds, news);
    this.#left -= pairs.length;
    this.#levels.push({ before, after, olds, news, pairs, next: 0, parts: [] });
    return undefined;
  }

  /** What a level comes to; `undefined` when one of its members was entered. */
  *#advance(level: Level): Work<Difference | undefined> {
    while (level.next < level.pairs.length) {
      this.#steps += 1;
      if (this.#steps % pairsPerStep === 0) yield;
      const members = membersOfPair(level);
      if (!members) continue;
      const difference = differenceOfAbsent(...members) ?? (yield* this.#compare(members[0].value, members[1].value));
      if (!difference) return undefined;
      put(level, difference);
    }
    this.#levels.pop();
    return this.#close(level);
  }

  #close({ before, after, parts }: Level): Difference {
    const same = parts.every(({ mark }) => mark === "same");
    const difference: Difference = same ? { mark: "same", before, after } : { mark: "inside", before, after, parts };
    this.#remember(difference, before, after);
    return difference;
  }

  #remember(difference: Difference, before: object, after: object): void {
    const known = this.#known.get(before);
    if (known) known.set(after, difference);
    else this.#known.set(before, new Map([[after, difference]]));
  }
}

const pairings: Partial<Record<ValueKind, typeof pairByName>> = { array: pairLists, "typed-array": pairByPlace, bytes: pairByPlace };
const containers = new Set<ValueKind>(["array", "typed-array", "bytes", "object", "instance", "map", "set", "error"]);

function markOfTexts(before: unknown, after: unknown, kind: ValueKind): "same" | "changed" | "uncompared" {
  if (kind === "function" || kind === "symbol" || kind === "node") return "changed";
  if (valueText(before, 100_000) !== valueText(after, 100_000)) return "changed";
  // Two files of one name and size may hold different things.
  return kind === "blob" || kind === "unreadable" ? "uncompared" : "same";
}

/** The members of a pair; a pair of one is a part by itself, and is done with here. */
function membersOfPair(level: Level): readonly [Member, Member] | undefined {
  const { before, after } = level.pairs[level.next] ?? {};
  const old = before === undefined ? undefined : level.olds.at(before);
  const member = after === undefined ? undefined : level.news.at(after);
  if (old && member) return [old, member];
  level.next += 1;
  if (before !== undefined && old) level.parts.push({ mark: "removed", before, member: old });
  if (after !== undefined && member) level.parts.push({ mark: "added", after, member });
  return undefined;
}

/** Getters and holes are compared by what they are, since a getter is not called. */
function differenceOfAbsent(old: Member, member: Member): Difference | undefined {
  if (!old.absent && !member.absent) return undefined;
  const same = old.absent === member.absent && old.span === member.span;
  return { mark: same ? "same" : "changed", before: old.value, after: member.value };
}

/** Notes how the pair that a level stands at differs, and goes on to the next. */
function put(level: Level, difference: Difference): void {
  const { before, after, moved = false } = level.pairs[level.next] ?? {};
  const member = after === undefined ? undefined : level.news.at(after);
  level.next += 1;
  if (before === undefined || after === undefined || !member) return;
  if (difference.mark !== "same" || moved) {
    level.parts.push({ mark: "both", before, after, member, moved, difference });
    return;
  }
  const last = level.parts.at(-1);
  const goesOn = last?.mark === "same" && last.before + last.count === before && last.after + last.count === after;
  if (goesOn) level.parts[level.parts.length - 1] = { ...last, count: last.count + 1 };
  else level.parts.push({ mark: "same", before, after, count: 1 });
}
