import { isPlainObject } from "../event/index.ts";
import { ownData } from "./platform.ts";

/** One difference between two states, in the form of a patch that says also what was there before. */
export interface StatePatch {
  readonly op: "add" | "replace" | "remove";
  readonly path: readonly (string | number)[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What has become of a state. */
export interface StateChange {
  /** Names of the members of the state that are not what they were. */
  readonly changed: readonly string[];
  /** In detail, as long as these are not too many; else the changed members as a whole. */
  readonly patches: readonly StatePatch[];
}

/** More than this tell nobody anything. */
const maxPatches = 100;
const maxDepth = 50;

/** How two states differ. What both share is not looked into, and nothing of them is run. */
export function changeBetween(before: unknown, after: unknown): StateChange {
  if (Object.is(before, after)) return { changed: [], patches: [] };
  const whole = compareOnce(before, after);
  const patches: StatePatch[] = [];
  compare(before, after, [], patches);
  return {
    changed: [...new Set(whole.flatMap(({ path }) => path.slice(0, 1).map(String)))],
    patches: patches.length > maxPatches ? whole : patches,
  };
}

type Path = StatePatch["path"];

function compare(before: unknown, after: unknown, path: Path, patches: StatePatch[]): void {
  if (Object.is(before, after) || patches.length > maxPatches) return;
  const members = path.length < maxDepth ? differing(before, after) : undefined;
  if (!members) {
    patches.push({ op: "replace", path, before, after });
    return;
  }
  for (const { op, key, ...sides } of members) {
    const below = [...path, key];
    if (op === "replace") compare(sides.before, sides.after, below, patches);
    else patches.push({ op, path: below, ...sides });
  }
}

/** The same for the first level only. */
function compareOnce(before: unknown, after: unknown): StatePatch[] {
  const members = differing(before, after);
  if (!members) return [{ op: "replace", path: [], before, after }];
  return members.map(({ key, ...change }) => ({ ...change, path: [key] }));
}

interface Member {
  readonly op: StatePatch["op"];
  readonly key: string | number;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Members that differ; `undefined` for what is taken as a whole. */
function differing(before: unknown, after: unknown): Member[] | undefined {
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null) return undefined;
  if (Array.isArray(before) && Array.isArray(after)) return differingItems(before, after);
  if (Array.isArray(before) || Array.isArray(after) || !isPlainObject(before) || !isPlainObject(after)) return undefined;
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...removed.map((key) => ({ op: "remove" as const, key, before: ownData(before, key) })),
    ...Object.keys(after).flatMap((key) => differingMember(before, after, key)),
  ];
}

function differingMember(before: object, after: object, key: string): Member[] {
  const now = ownData(after, key);
  if (!Object.hasOwn(before, key)) return [{ op: "add", key, after: now }];
  const then = ownData(before, key);
  return Object.is(then, now) ? [] : [{ op: "replace", key, before: then, after: now }];
}

/** What lies between the same beginning and the same end is paired; what is left over was taken out or put in behind that. */
function differingItems(before: readonly unknown[], after: readonly unknown[]): Member[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && Object.is(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && Object.is(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++;
  const paired = shorter - tail;
  const members: Member[] = [];
  for (let key = head; key < paired; key++) {
    if (!Object.is(before[key], after[key])) members.push({ op: "replace", key, before: before[key], after: after[key] });
  }
  for (let key = paired; key < before.length - tail; key++) members.push({ op: "remove", key, before: before[key] });
  for (let key = paired; key < after.length - tail; key++) members.push({ op: "add", key, after: after[key] });
  return members;
}
