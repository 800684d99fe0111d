import { isPlainObject } from "./freeze.ts";
import { placeholder } from "./placeholder.ts";
import { type Level, levelOfArray, levelOfCollection, levelOfFields, tagOf } from "./portable-level.ts";

export interface PortableLimits {
  /** Levels of nesting, followed in devalue's order: it recurses into what it meets first, and overflows the stack at about 1,500. */
  readonly depth: number;
  /** Members and elements in all; holes count, because freezing visits them. */
  readonly values: number;
}

export interface Portable {
  /** Everything that can be carried; what cannot is a placeholder. */
  readonly copy: unknown;
  /** Whether JSON alone carries the copy. */
  readonly plain: boolean;
  /** The first value that was replaced: where, and what it was. */
  readonly loss?: string;
}

interface Walk {
  readonly limits: PortableLimits;
  readonly levels: Level[];
  readonly copies: Map<object, object>;
  left: number;
  plain: boolean;
  loss?: string;
}

/** 19,729 digits. `BigInt()` is far from linear: 16 million digits, one line of a session file, take it five seconds. */
const maxBigIntBits = 65_536;

/** What devalue carries, and nothing of ours has to look into. */
const carriedWhole = /^(?:Date|RegExp|URL|URLSearchParams|ArrayBuffer|Number|String|Boolean|BigInt|Temporal\.\w+)$/;

/**
 * Copies a value in one iterative walk, and finds out on the way whether JSON carries it. It never throws and never changes the value.
 *
 * Class instances become what their `toJSON` says, else their own enumerable members in a plain object, as in a structured clone. Functions, symbols, the
 * host's objects (nodes, promises, weak maps), instances without such members and an own `__proto__` become placeholders. Members keyed by symbols,
 * non-enumerable ones and named ones of arrays are not followed.
 */
export function toPortable(value: unknown, limits: PortableLimits): Portable {
  const root: { copy?: unknown } = {};
  const levels: Level[] = [levelOfFields({ copy: value }, ["copy"], root)];
  const walk: Walk = { limits, levels, copies: new Map(), left: limits.values, plain: true };
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (level.next === level.count) levels.pop();
    else step(walk, level, level.next++);
  }
  return { copy: root.copy, plain: walk.plain, loss: walk.loss };
}

function step(walk: Walk, level: Level, index: number): void {
  if (level.skips?.(index)) {
    walk.plain = false;
    return;
  }
  try {
    level.put(index, carry(walk, level.get(index)));
  } catch (error) {
    // A getter, a proxy or a `toJSON` of the application's threw.
    level.put(index, replace(walk, error instanceof Error ? error.message : "a value that throws when it is read"));
  }
}

function carry(walk: Walk, value: unknown): unknown {
  switch (typeof value) {
    case "object":
      return value && carryObject(walk, value);
    case "function":
      return replace(walk, `function ${value.name}`.trim());
    case "symbol":
      return replace(walk, String(value));
    case "bigint":
      if (BigInt.asIntN(maxBigIntBits, value) !== value) return replace(walk, `a bigint of more than ${maxBigIntBits} bits`);
      walk.plain = false;
      return value;
    case "number":
      walk.plain &&= Number.isFinite(value) && !Object.is(value, -0);
      return value;
    case "undefined":
      walk.plain = false;
      return value;
    default:
      return value;
  }
}

function carryObject(walk: Walk, source: object): unknown {
  const known = walk.copies.get(source);
  if (known) {
    walk.plain = false;
    return known;
  }
  if (Array.isArray(source)) return enter(walk, source, levelOfArray(source));
  if (!isPlainObject(source)) return carryInstance(walk, source, tagOf(source));
  const bare = Object.getPrototypeOf(source) === null;
  if (bare) walk.plain = false;
  return enter(walk, source, levelOfFields(source, Object.keys(source), bare ? Object.create(null) : {}));
}

function carryInstance(walk: Walk, source: object, tag: string): unknown {
  const level = levelOfCollection(source, tag);
  if (level || carriedWhole.test(tag) || ArrayBuffer.isView(source)) {
    walk.plain = false;
    if (level) return enter(walk, source, level);
    return ArrayBuffer.isView(source) ? remember(walk, source, visiblePart(source, tag)) : source;
  }
  if ("toJSON" in source && typeof source.toJSON === "function") {
    const json: unknown = source.toJSON();
    if (json !== source) return carry(walk, json);
  }
  const keys = Object.keys(source);
  // Only the application's own: a node's members lead through React's fibers into the whole page.
  if (tag === "Object" && keys.length > 0) return enter(walk, source, levelOfFields(source, keys, {}));
  return replace(walk, source.constructor?.name || tag);
}

/** A view with the bytes it shows and no others: the rest of its buffer, a pool or a module's memory, is nobody's business. */
function visiblePart(view: ArrayBufferView, tag: string): object {
  if (view.buffer instanceof ArrayBuffer && view.byteLength === view.buffer.byteLength) return view;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
  return Reflect.construct(Reflect.get(globalThis, tag), [bytes.buffer]);
}

function enter(walk: Walk, source: object, level: Level): unknown {
  const { depth, values } = walk.limits;
  if (walk.levels.length > depth) return replace(walk, `nested deeper than ${depth} levels`);
  if (level.count > walk.left) return replace(walk, `${level.count} members, in a payload of more than ${values}`);
  walk.left -= level.count;
  walk.levels.push(level);
  return remember(walk, source, level.target);
}

function remember(walk: Walk, source: object, copy: object): object {
  walk.copies.set(source, copy);
  return copy;
}

function replace(walk: Walk, what: string): object {
  if (walk.loss === undefined) {
    const path = walk.levels.slice(1).map(({ keys, next }) => keys?.[next - 1] ?? next - 1);
    walk.loss = `${path.length > 10 ? `${path.slice(0, 10).join(".")}…` : path.join(".") || "the payload"} is ${what}`;
  }
  return placeholder(what);
}
