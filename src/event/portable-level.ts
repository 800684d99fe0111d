import { blankError, errorKeys } from "./error-fields.ts";
import { placeholderKey } from "./placeholder.ts";

/** A container being copied. Its target is known to others before it is full: that is what lets cycles end. */
export interface Level {
  readonly target: object;
  readonly keys?: readonly string[];
  readonly count: number;
  /** Index of the member to copy next. */
  next: number;
  get(index: number): unknown;
  put(index: number, copy: unknown): void;
  /** Whether there is nothing at this index. */
  skips?(index: number): boolean;
}

/** What `Object.prototype.toString` calls a value: holds for objects of other realms, where `instanceof` does not. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** The way into a map, set or error, which only devalue can carry; nothing for other objects. */
export function levelOfCollection(source: object, tag: string): Level | undefined {
  if (isMap(source, tag)) return levelOfMap([...source].flat());
  if (isSet(source, tag)) return levelOfSet([...source]);
  if (tag !== "Error" && tag !== "DOMException") return undefined;
  const keys = errorKeys(source);
  return levelOfFields(source, keys, blankError(keys));
}

export function levelOfArray(source: readonly unknown[]): Level {
  const target: unknown[] = [];
  return {
    target,
    count: source.length,
    next: 0,
    get: (index) => source[index],
    put: (index, copy) => {
      target[index] = copy;
    },
    skips: (index) => {
      if (index in source) return false;
      target.length = index + 1;
      return true;
    },
  };
}

export function levelOfFields(source: object, keys: readonly string[], target: Record<string, unknown>): Level {
  return {
    target,
    keys,
    count: keys.length,
    next: 0,
    get: (index) => {
      if (keys[index] === "__proto__") throw new TypeError('an own member "__proto__"');
      return Reflect.get(source, keys[index]!);
    },
    put: (index, copy) => {
      // Assigning to `__proto__` would change the prototype.
      target[keys[index] === "__proto__" ? placeholderKey : keys[index]!] = copy;
    },
  };
}

function levelOfMap(keysAndValues: readonly unknown[]): Level {
  const target = new Map<unknown, unknown>();
  let key: unknown;
  return {
    target,
    count: keysAndValues.length,
    next: 0,
    get: (index) => keysAndValues[index],
    put: (index, copy) => {
      if (index % 2 === 0) key = copy;
      else target.set(key, copy);
    },
  };
}

function levelOfSet(values: readonly unknown[]): Level {
  const target = new Set<unknown>();
  return { target, count: values.length, next: 0, get: (index) => values[index], put: (_index, copy) => void target.add(copy) };
}

function isMap(_value: object, tag: string): _value is ReadonlyMap<unknown, unknown> {
  return tag === "Map";
}
function isSet(_value: object, tag: string): _value is ReadonlySet<unknown> {
  return tag === "Set";
}
