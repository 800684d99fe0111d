import { isBuffer, isMap, isSet, isTypedArray, sizeOf } from "./brands.ts";
import { errorMessage, errorStack } from "./error-parts.ts";
import type { Step } from "./value-path.ts";
import type { ValueKind } from "./value-kind.ts";

/** One thing inside a value. */
export interface Member {
  readonly step: Step;
  readonly value: unknown;
  /** `getter`: shown without being called. `hole`: nothing is there, for so many indexes. `refused`: a proxy would not say. */
  readonly absent?: "getter" | "setter" | "hole" | "refused";
  /** How many indexes a hole spans. */
  readonly span?: number;
  /** Not enumerable: loops and JSON pass over it. */
  readonly hidden?: boolean;
}

/** What is inside a value, found when it is asked for: a list of a million is not walked to show its first. */
export interface Members {
  readonly count: number;
  at(index: number): Member | undefined;
}

const none: Members = { count: 0, at: () => undefined };

/** What is inside a value of a kind. Never throws; runs no getter. */
export function membersOf(value: unknown, kind: ValueKind): Members {
  if (typeof value !== "object" || value === null) return none;
  try {
    return membersOfObject(value, kind);
  } catch {
    return none;
  }
}

function membersOfObject(value: object, kind: ValueKind): Members {
  switch (kind) {
    case "array":
      return Array.isArray(value) ? membersOfArray(value) : none;
    case "map":
      return isMap(value) ? membersOfMap(value) : none;
    case "set":
      return isSet(value) ? membersOfSet(value) : none;
    case "typed-array":
      return isTypedArray(value) ? byIndex(value) : none;
    case "bytes":
      return byIndex(bytesOf(value));
    case "error":
      return membersOfError(value);
    case "object":
    case "instance":
      return membersOfFields(value, keysOf(value));
    default:
      return none;
  }
}

// Listing a hundred thousand keys takes as long as drawing a frame does, several times over.
const listedKeys = new WeakMap<object, readonly PropertyKey[]>();
const mostListedAnew = 1_000;

function keysOf(value: object): readonly PropertyKey[] {
  const known = listedKeys.get(value);
  if (known) return known;
  const keys = Reflect.ownKeys(value);
  // What is frozen keeps its keys.
  if (keys.length > mostListedAnew && Object.isFrozen(value)) listedKeys.set(value, keys);
  return keys;
}

function bytesOf(value: object): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return isBuffer(value) ? new Uint8Array(value) : new Uint8Array();
}

function byIndex(list: ArrayLike<unknown> & object): Members {
  const count = sizeOf(list);
  return { count, at: (index) => (index < count ? { step: { kind: "index", index }, value: list[index] } : undefined) };
}

// To find the named fields of an array all its keys are listed, which a large one would be slow at.
const mostSearchedForFields = 10_000;

function membersOfArray(list: readonly unknown[]): Members {
  if (isSparse(list)) return membersOfSparse(list);
  // Read once: a proxy may refuse the next time.
  const { length } = list;
  const named = length > mostSearchedForFields ? [] : Reflect.ownKeys(list).filter(isNamed);
  const fields = named.length === 0 ? none : membersOfFields(list, named);
  return {
    count: length + fields.count,
    at: (index) => (index < length ? elementOf(list, index) : fields.at(index - length)),
  };
}

function elementOf(list: readonly unknown[], index: number): Member {
  const step: Step = { kind: "index", index };
  const member = fieldOf(list, String(index), step);
  return member ?? { step, value: undefined, absent: "hole", span: 1 };
}

// Asked at some places only: looking at all would be as slow as showing all.
function isSparse(list: readonly unknown[]): boolean {
  if (list.length < 64) return list.length > 0 && holesIn(list, list.length) > 1;
  return holesIn(list, 32) > 16;
}

function holesIn(list: readonly unknown[], looks: number): number {
  let holes = 0;
  for (let look = 0; look < looks; look += 1) {
    if (!Object.hasOwn(list, Math.floor((look * list.length) / looks))) holes += 1;
  }
  return holes;
}

/** What is there, and one member for each run of holes between. */
function membersOfSparse(list: readonly unknown[]): Members {
  const members: Member[] = [];
  const named: PropertyKey[] = [];
  let next = 0;
  const skipTo = (index: number) => {
    if (index > next) members.push({ step: { kind: "index", index: next }, value: undefined, absent: "hole", span: index - next });
    next = index + 1;
  };
  for (const key of Reflect.ownKeys(list)) {
    if (isNamed(key)) named.push(key);
    else if (key !== "length") {
      skipTo(Number(key));
      members.push(elementOf(list, Number(key)));
    }
  }
  skipTo(list.length);
  const fields = membersOfFields(list, named);
  return { count: members.length + fields.count, at: (index) => members[index] ?? fields.at(index - members.length) };
}

function isNamed(key: PropertyKey): boolean {
  return typeof key === "symbol" || (key !== "length" && !/^\d+$/.test(String(key)));
}

function membersOfFields(holder: object, keys: readonly PropertyKey[]): Members {
  return {
    count: keys.length,
    at: (index) => {
      const key = keys[index];
      if (key === undefined) return undefined;
      const step: Step = typeof key === "symbol" ? { kind: "symbol", key } : { kind: "field", key: String(key) };
      return fieldOf(holder, key, step) ?? { step, value: undefined, absent: "refused" };
    },
  };
}

function fieldOf(holder: object, key: PropertyKey, step: Step): Member | undefined {
  try {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    if (!descriptor) return undefined;
    const hidden = descriptor.enumerable === false || undefined;
    if ("value" in descriptor) return { step, value: descriptor.value, hidden };
    return { step, value: undefined, hidden, absent: descriptor.get ? "getter" : "setter" };
  } catch {
    return { step, value: undefined, absent: "refused" };
  }
}

/** Reads as far as was asked for, and keeps it: a map can be gone through in order only. */
function inOrder<Item>(items: Iterator<Item>, count: number, toMember: (item: Item, index: number) => Member): Members {
  const read: Member[] = [];
  return {
    count,
    at: (index) => {
      while (read.length <= index) {
        const { value, done } = items.next();
        if (done) return undefined;
        read.push(toMember(value, read.length));
      }
      return read[index];
    },
  };
}

// The prototypes' own iterators: the application may have put others in their place, which would be run.
function membersOfMap(map: Map<unknown, unknown>): Members {
  // oxlint-disable-next-line typescript/unbound-method -- applied to what it is asked about
  const entries: Iterator<[unknown, unknown]> = Reflect.apply(Map.prototype.entries, map, []);
  return inOrder(entries, sizeOf(map), ([key, value], index) => ({ step: { kind: "entry", key, index }, value }));
}

function membersOfSet(set: Set<unknown>): Members {
  // oxlint-disable-next-line typescript/unbound-method -- applied to what it is asked about
  const values: Iterator<unknown> = Reflect.apply(Set.prototype.values, set, []);
  return inOrder(values, sizeOf(set), (value, index) => ({ step: { kind: "item", index }, value }));
}

/** What says what an error is comes first, also where the engine keeps it from being listed; then what the application added. */
function membersOfError(error: object): Members {
  const own = Reflect.ownKeys(error).filter((key) => key !== "message" && key !== "stack");
  const fields = membersOfFields(error, own);
  const stack = errorStack(error);
  const first: Member[] = [{ step: { kind: "field", key: "message" }, value: errorMessage(error) }];
  if (stack !== undefined) first.push({ step: { kind: "field", key: "stack" }, value: stack });
  return { count: first.length + fields.count, at: (index) => first[index] ?? fields.at(index - first.length) };
}
