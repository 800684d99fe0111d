import * as fc from "../fast-check.ts";

/** A change at some place of a state, whatever is there. */
export const edits = fc.record({
  place: fc.nat(50),
  other: fc.nat(50),
  what: fc.constantFrom("value", "new", "part of the state", "new with a part of the state", "delete", "again"),
  how: fc.nat(7),
  key: fc.nat(12),
  value: fc.constantFrom(0, 1, undefined, null, "text", NaN),
});
export type Edit = typeof edits extends fc.Arbitrary<infer One> ? One : never;

/** Most containers in what is moved. */
const most = 200;

export const initial = {
  list: [{ a: 1 }, { a: 2 }, { b: [1, 2] }],
  map: new Map<unknown, unknown>([["k1", { x: 1 }]]),
  set: new Set<unknown>([1, 2]),
  record: { k0: { q: 1 }, k1: [1, 2, 3] },
};

/** Changes a draft, or whatever it is, in place. */
export function edit(draft: object, { place, other, what, how, key, value }: Edit): void {
  const parts = partsOf(draft);
  const part = parts[place % parts.length]!;
  const moved = parts[other % parts.length]!;
  // No state contains itself, and none doubles with every step.
  const within = wholeOf(moved);
  const movable = moved !== draft && within.length <= most && !within.includes(part);
  const put = what === "new" ? made(other, value) : what.endsWith("part of the state") && movable ? (what.startsWith("new") ? { in: [moved] } : moved) : value;
  const name = key > 7 ? String(key) : `k${key % 5}`;
  if (part instanceof Set) {
    if (what === "delete") part.delete([...part][key % Math.max(1, part.size)]);
    else part.add(put);
  } else if (part instanceof Map) {
    if (what === "delete" || what === "again") part.delete(name);
    if (what !== "delete") part.set(name, put);
  } else if (Array.isArray(part)) editArray(part, how, key % (part.length + 1), put);
  else {
    if (what === "delete" || what === "again") Reflect.deleteProperty(part, name);
    if (what !== "delete") Reflect.set(part, name, put);
  }
}
function editArray(list: unknown[], how: number, index: number, put: unknown): void {
  if (how === 0) list.push(put);
  else if (how === 1) list.splice(index, 1);
  else if (how === 2) list.splice(index, 0, put);
  else if (how === 3) list.reverse();
  else if (how === 4) list.pop();
  else if (how === 5) list.shift();
  else if (how === 6) list.length = index;
  else if (list.length > 0) list[index % list.length] = put;
}
function made(kind: number, value: unknown): unknown {
  const many = Array.from({ length: 30 }, (_, n) => n);
  return [{ a: value }, [value, { z: 1 }], new Map([["k", { m: value }]]), new Set([value]), many, Object.fromEntries(many.map((n) => [`m${n}`, { n }]))][
    kind % 6
  ];
}

/** Every container in a value down to some depth, itself first. */
export function partsOf(value: unknown, depth = 0): object[] {
  if (!isContainer(value) || depth > 4) return [];
  return [value, ...membersOf(value).flatMap((member) => partsOf(member, depth + 1))];
}
/** Every container in another, at any depth; more than `most` are not counted. */
function wholeOf(container: object): object[] {
  const whole = [container];
  for (const part of whole) {
    if (whole.length > most) break;
    whole.push(...membersOf(part).filter(isContainer));
  }
  return whole;
}
function membersOf(container: object): unknown[] {
  return container instanceof Map || container instanceof Set ? [...container.values()] : Object.values(container);
}
function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
/** A value in which the order of keys counts. */
export function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  if (value instanceof Set) return ["set", [...value].map(ordered)];
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return [value instanceof Map ? "map" : "record", entries.map(([key, member]) => [key, ordered(member)])];
}
