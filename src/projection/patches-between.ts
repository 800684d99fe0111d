import type { Patch } from "immer";
import { frozen, kindOf } from "./container.ts";
import { type ChangedKeys, type KeyedMembers, keysOf, keysOfRecords, mapMembers, recordMembers } from "./keyed-members.ts";

type Path = Patch["path"];

/** A container of which more members have changed than this, and more than one in so many, is replaced whole: that takes less room than a patch for each. */
const fewMembers = 8;
const oneIn = 8;
/** The same for all that has changed below. */
const fewBelow = 64;

/**
 * What leads from one state to another, in the form of immer's patches, to be applied in their order; none when they are alike. What is put in is frozen;
 * the containers on the way to it are not.
 *
 * Two states of one history share all that has not changed, so that only what lies above a change is looked into. Unlike the patches that immer makes they
 * hold the very values of the later state, are complete when a draft was put in two places, and keep the order of keys.
 */
export function patchesBetween(before: unknown, after: unknown): readonly Patch[] {
  const patches: Patch[] = [];
  compare(before, after, [], patches);
  return patches;
}

function compare(before: unknown, after: unknown, path: Path, patches: Patch[]): void {
  if (Object.is(before, after)) return;
  const start = patches.length;
  if (compareMembers(before, after, path, patches)) {
    // Alike: nobody will come by here again.
    if (patches.length === start) frozen(after);
    return;
  }
  patches.length = start;
  patches.push({ op: "replace", path, value: frozen(after) });
}

/** `false` when they are to be replaced as a whole. */
function compareMembers(before: unknown, after: unknown, path: Path, patches: Patch[]): boolean {
  if (Array.isArray(before) && Array.isArray(after)) return compareArrays(before, after, path, patches);
  if (before instanceof Map && after instanceof Map) {
    const [olds, news] = [mapMembers(before), mapMembers(after)];
    return compareKeyed(olds, news, keysOf(olds, news), path, patches);
  }
  if (before instanceof Set && after instanceof Set) return compareSets(before, after, path, patches);
  if (!isRecord(before) || !isRecord(after) || Object.getPrototypeOf(before) !== Object.getPrototypeOf(after)) return false;
  const [olds, news] = [recordMembers(before), recordMembers(after)];
  return compareKeyed(olds, news, keysOfRecords(olds, news), path, patches);
}
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return kindOf(value) === "record";
}

function compareArrays(before: readonly unknown[], after: readonly unknown[], path: Path, patches: Patch[]): boolean {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && Object.is(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && Object.is(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++;
  // What lies between is paired from its beginning; what is left over was taken out or put in behind that.
  const end = shorter - tail;
  let changed = Math.abs(before.length - after.length);
  for (let index = head; index < end; index++) if (!Object.is(before[index], after[index])) changed++;
  if (isMuch(changed, after.length)) return false;
  const start = patches.length;
  for (let index = head; index < end; index++) compare(before[index], after[index], [...path, index], patches);
  for (let index = end; index < before.length - tail; index++) patches.push({ op: "remove", path: [...path, end] });
  for (let index = end; index < after.length - tail; index++) patches.push({ op: "add", path: [...path, index], value: frozen(after[index]) });
  return !isMuchBelow(patches.length - start, after.length);
}

function compareKeyed(before: KeyedMembers, after: KeyedMembers, keys: ChangedKeys | undefined, path: Path, patches: Patch[]): boolean {
  if (keys === undefined || isMuch(keys.removed.length + keys.changed.length + keys.added.length, after.keys.length)) return false;
  const start = patches.length;
  for (const key of keys.removed) patches.push({ op: "remove", path: below(path, key) });
  for (const key of keys.changed) compare(before.get(key), after.get(key), below(path, key), patches);
  for (const key of keys.added) patches.push({ op: "add", path: below(path, key), value: frozen(after.get(key)) });
  return !isMuchBelow(patches.length - start, after.keys.length);
}

/** As immer does, a patch of a set holds the member, and its place only for the reader. */
function compareSets(before: ReadonlySet<unknown>, after: ReadonlySet<unknown>, path: Path, patches: Patch[]): boolean {
  const members = [...after];
  const kept = [...before].filter((member) => after.has(member));
  const added = members.slice(kept.length);
  // Members are added at the end.
  if (isMuch(before.size - kept.length + added.length, after.size) || kept.some((member, index) => !Object.is(members[index], member))) return false;
  for (const [index, value] of [...before].entries()) if (!after.has(value)) patches.push({ op: "remove", path: [...path, index], value });
  for (const [index, value] of added.entries()) patches.push({ op: "add", path: [...path, kept.length + index], value: frozen(value) });
  return true;
}

function isMuch(changed: number, size: number): boolean {
  return changed > fewMembers && changed * oneIn > size;
}
function isMuchBelow(patches: number, size: number): boolean {
  return patches > fewBelow && patches * oneIn > size;
}
/** The keys of a map can be anything, here as in immer. */
function below(path: Path, key: unknown): Path {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return [...path, key as string];
}
