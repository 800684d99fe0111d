import type { CopyAny } from "./copy-members.ts";
import type { CopyWalk } from "./copy-walk.ts";
import { cutKey, cutMarker, moreOf } from "./cut.ts";
import { platformCall, platformGet } from "./platform.ts";

const collectionBytes = 64;
const entryBytes = 24;
const elementBytes = 16;

type CopyOne = (walk: CopyWalk, source: object, copyAny: CopyAny) => unknown;

const copiers: Readonly<Record<string, CopyOne>> = {
  Map: copyMap,
  Set: copySet,
  TypedArray: copyTypedArray,
  DataView: (walk, source) => copyBytes(walk, source, "DataView", bytesOf("DataView", source), 1),
  ArrayBuffer: (walk, source) => copyBuffer(walk, source, "ArrayBuffer"),
  SharedArrayBuffer: (walk, source) => copyBuffer(walk, source, "SharedArrayBuffer"),
  Date: (walk, source) => keep(walk, source, new Date(Number(platformCall("Date", "getTime", source)))),
  RegExp: (walk, source) => keep(walk, source, new RegExp(String(platformGet("RegExp", "source", source)), String(platformGet("RegExp", "flags", source)))),
  Number: unbox("Number"),
  String: unbox("String"),
  Boolean: unbox("Boolean"),
  BigInt: unbox("BigInt"),
  Symbol: unbox("Symbol"),
};

/** A map, set, buffer, date or the like as one of its kind; `undefined` for what only bears the name of one, and for all else. */
export function copyCollection(walk: CopyWalk, source: object, names: readonly string[], copyAny: CopyAny): unknown {
  for (const name of names) {
    const copier = Object.hasOwn(copiers, name) ? copiers[name] : undefined;
    if (!copier || !isOf(name, source)) continue;
    return copier(walk, source, copyAny);
  }
  return undefined;
}

/** Whether the platform itself takes it for one: the question of its getters and methods, asked once without copying. */
function isOf(name: string, source: object): boolean {
  try {
    if (name === "Map" || name === "Set") platformGet(name, "size", source);
    else if (name === "TypedArray") return platformGet(name, Symbol.toStringTag, source) !== undefined;
    else if (name === "Date") platformCall(name, "getTime", source);
    else if (name === "RegExp") platformGet(name, "source", source);
    else if (name.endsWith("Buffer") || name === "DataView") platformGet(name, "byteLength", source);
    else platformCall(name, "valueOf", source);
    return true;
  } catch {
    return false;
  }
}

function keep<Copy>(walk: CopyWalk, source: object, copy: Copy): Copy {
  walk.spend(collectionBytes);
  walk.copies.set(source, copy);
  return copy;
}

function unbox(name: string): CopyOne {
  return (walk, source, copyAny) => keep(walk, source, Object(copyAny(walk, platformCall(name, "valueOf", source))));
}

function copyMap(walk: CopyWalk, source: object, copyAny: CopyAny): Map<unknown, unknown> {
  const copy = new Map<unknown, unknown>();
  walk.copies.set(source, copy);
  const entries = iterate<readonly [unknown, unknown]>("Map", "entries", source);
  walk.fill(collectionBytes, {
    count: Number(platformGet("Map", "size", source)),
    one: "entry",
    several: "entries",
    copy: () => {
      walk.spend(entryBytes);
      const [key, value] = entries();
      copy.set(copyAny(walk, key), copyAny(walk, value));
    },
    cut: (what) => copy.set(cutKey, what),
  });
  return copy;
}

function copySet(walk: CopyWalk, source: object, copyAny: CopyAny): Set<unknown> {
  const copy = new Set<unknown>();
  walk.copies.set(source, copy);
  const elements = iterate<unknown>("Set", "values", source);
  walk.fill(collectionBytes, {
    count: Number(platformGet("Set", "size", source)),
    one: "element",
    several: "elements",
    copy: () => {
      walk.spend(elementBytes);
      copy.add(copyAny(walk, elements()));
    },
    cut: (what) => copy.add(cutMarker(what)),
  });
  return copy;
}

/** The platform's own iteration, whatever a subclass makes of it. Asked no more often than the size says. */
function iterate<Item>(owner: "Map" | "Set", method: string, source: object): () => Item {
  // What the platform's iterators of maps and sets hand out is known by the method.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const iterator = platformCall(owner, method, source) as Iterator<Item, Item>;
  return () => iterator.next().value;
}

function copyTypedArray(walk: CopyWalk, source: object): unknown {
  const name = String(platformGet("TypedArray", Symbol.toStringTag, source));
  const bytes = bytesOf("TypedArray", source);
  return copyBytes(walk, source, name, bytes, bytes.length / (Number(platformGet("TypedArray", "length", source)) || 1) || 1);
}

function copyBuffer(walk: CopyWalk, source: object, name: "ArrayBuffer" | "SharedArrayBuffer"): unknown {
  // Only buffers come here, and their prototype's getter has just said so.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return copyBytes(walk, source, name, new Uint8Array(source as ArrayBuffer), 1);
}

/** The bytes that a view shows, still shared with it. */
function bytesOf(owner: "TypedArray" | "DataView", source: object): Uint8Array {
  const buffer = platformGet(owner, "buffer", source);
  const [offset, length] = [Number(platformGet(owner, "byteOffset", source)), Number(platformGet(owner, "byteLength", source))];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the platform's getter of a view's buffer returns is one
  return new Uint8Array(buffer as ArrayBuffer, offset, length);
}

/** As an array of the same kind or, when it is cut, as an object that says so and has the first part of it. */
function copyBytes(walk: CopyWalk, source: object, name: string, bytes: Uint8Array, unit: number): unknown {
  const room = walk.room - 2 * collectionBytes;
  const kept = bytes.length <= room ? bytes.length : Math.max(0, Math.floor(room / unit) * unit);
  walk.spend(collectionBytes + kept);
  if (walk.overflowed) return undefined;
  const part = rebuild(name, bytes.slice(0, kept).buffer);
  const copy = kept === bytes.length ? part : { $class: name, first: part, ...cutMarker(moreOf(bytes.length - kept, "byte", "bytes")) };
  if (copy !== part) walk.spend(collectionBytes);
  walk.copies.set(source, copy);
  return copy;
}

function rebuild(name: string, buffer: ArrayBufferLike): unknown {
  // Shared memory is copied into memory of one's own.
  if (name.endsWith("ArrayBuffer")) return buffer;
  return Reflect.construct(Reflect.get(globalThis, name), [buffer]);
}
