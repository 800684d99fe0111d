import { fingerprint } from "./fingerprint.ts";
import type { Work } from "../slices.ts";
import type { Member, Members } from "./value-members.ts";

/** Which member of one value stands where in the other, by their indexes; one of them is missing when it was added or removed. */
export interface Pair {
  readonly before?: number;
  readonly after?: number;
  /** It stands elsewhere now, among those that both have. */
  readonly moved?: boolean;
}

const stepsPerYield = 64;

/** Pairs members by what names them, whatever their order: fields, the entries of maps, the members of sets. What was removed stands where it stood. */
export function* pairByName(before: Members, after: Members): Work<readonly Pair[]> {
  const alike = yield* sameNames(before, after);
  if (alike) return alike;
  const places = new Map<unknown, number[]>();
  for (let index = 0; index < before.count; index += 1) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    const name = nameOf(before.at(index));
    const known = places.get(name);
    if (known) known.push(index);
    else places.set(name, [index]);
  }
  const placeOf: (number | undefined)[] = [];
  const kept = new Set<number>();
  for (let index = 0; index < after.count; index += 1) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    const place = places.get(nameOf(after.at(index)))?.shift();
    placeOf.push(place);
    if (place !== undefined) kept.add(place);
  }
  return merge(before.count, placeOf, kept);
}

/** Most values of one type have the same fields in the same order, which takes no table to find out. */
function* sameNames(before: Members, after: Members): Work<readonly Pair[] | undefined> {
  if (before.count !== after.count) return undefined;
  const pairs: Pair[] = [];
  for (let index = 0; index < after.count; index += 1) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    const name = nameOf(after.at(index));
    if (!Object.is(name, nameOf(before.at(index)))) return undefined;
    pairs.push({ before: index, after: index });
  }
  return pairs;
}

/** Pairs members by where they are: for bytes and the like, where a place is all that a member has. */
export function* pairByPlace(before: Members, after: Members): Work<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let index = 0; index < Math.max(before.count, after.count); index += 1) {
    if (index % stepsPerYield === stepsPerYield - 1) yield;
    pairs.push({ before: index < before.count ? index : undefined, after: index < after.count ? index : undefined });
  }
  return pairs;
}

function merge(count: number, placeOf: readonly (number | undefined)[], kept: ReadonlySet<number>): readonly Pair[] {
  const pairs: Pair[] = [];
  let next = 0;
  const removeUpTo = (end: number) => {
    for (; next < end; next += 1) if (!kept.has(next)) pairs.push({ before: next });
  };
  placeOf.forEach((before, after) => {
    if (before !== undefined) removeUpTo(before);
    pairs.push({ before, after });
  });
  removeUpTo(count);
  return pairs;
}

// Names of different kinds never meet in one value, but for the fields and symbols of an object.
function nameOf(member: Member | undefined): unknown {
  const step = member?.step;
  switch (step?.kind) {
    case "field":
    case "symbol":
      return step.key;
    case "entry":
      return typeof step.key === "object" && step.key !== null ? `object ${fingerprint(step.key)}` : step.key;
    case "item":
      return typeof member?.value === "object" && member.value !== null ? `object ${fingerprint(member.value)}` : member?.value;
    default:
      return undefined;
  }
}
