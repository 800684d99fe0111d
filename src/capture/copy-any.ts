import { isPlainObject, placeholder } from "../event/index.ts";
import { copyCollection } from "./copy-collection.ts";
import { copyError } from "./copy-error.ts";
import { copyInstance } from "./copy-instance.ts";
import { copyMembers } from "./copy-members.ts";
import type { CopyWalk } from "./copy-walk.ts";
import { cutMarker, cutText } from "./cut.ts";
import { classNames, functionName, ownData } from "./platform.ts";

const leafBytes = 8;
const slotBytes = 8;
const textBytes = 16;
const objectBytes = 24;
/** Of the longest text that is kept about a value that is not copied. */
const descriptionLength = 100;

/** Copies a value of any kind. Throws only when the stack is exhausted: what the application's objects throw is caught here. */
export function copyAny(walk: CopyWalk, value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return copyText(walk, value);
    case "bigint":
      return copyBigInt(walk, value);
    case "function":
      return describe(walk, `function ${functionName(value) ?? ""}`.trim());
    case "object":
      return value === null ? copyLeaf(walk, value) : copyObject(walk, value);
    default:
      return copyLeaf(walk, value);
  }
}

function copyLeaf(walk: CopyWalk, value: unknown): unknown {
  walk.spend(leafBytes);
  return value;
}

function copyText(walk: CopyWalk, text: string): string {
  const { room } = walk;
  // Its own bytes, and those of the words that say what is missing.
  const copy = text.length + textBytes > room ? cutText(text, Math.max(0, Math.floor(room) - textBytes - 40)) : text;
  walk.spend(textBytes + copy.length);
  return copy;
}

function copyBigInt(walk: CopyWalk, value: bigint): unknown {
  const bytes = leafBytes + value.toString(16).length / 2;
  if (bytes > walk.room) return cut(walk, `a bigint of ${Math.ceil(bytes).toLocaleString("en-US")} bytes`);
  walk.spend(bytes);
  return value;
}

function copyObject(walk: CopyWalk, source: object): unknown {
  if (walk.copies.has(source)) {
    walk.spend(leafBytes);
    return walk.copies.get(source);
  }
  if (walk.tooDeep) return cut(walk, "nested too deeply");
  try {
    return copyUnderstood(walk, source);
  } catch (error) {
    return describe(walk, `a value that throws when it is read${reasonOf(error)}`);
  }
}

function copyUnderstood(walk: CopyWalk, source: object): unknown {
  if (Array.isArray(source)) return copyArray(walk, source);
  if (isPlainObject(source)) {
    const copy: object = Object.getPrototypeOf(source) === null ? Object.create(null) : {};
    walk.copies.set(source, copy);
    copyMembers(walk, source, copy, copyAny);
    return copy;
  }
  const names = classNames(source);
  return copyCollection(walk, source, names, copyAny) ?? copyError(walk, source, names, copyAny) ?? copyInstance(walk, source, names, copyAny);
}

function copyArray(walk: CopyWalk, source: readonly unknown[]): unknown[] {
  const copy: unknown[] = [];
  walk.copies.set(source, copy);
  walk.fill(objectBytes, {
    count: source.length,
    one: "item",
    several: "items",
    copy: (index) => {
      walk.spend(slotBytes);
      // A hole has no descriptor, and stays one.
      const found = Object.getOwnPropertyDescriptor(source, index);
      if (found === undefined) {
        walk.spend(leafBytes);
        copy.length = index + 1;
      } else copy[index] = found.get || found.set ? describe(walk, "a getter") : copyAny(walk, found.value);
    },
    cut: (what) => copy.push(cutMarker(what)),
  });
  return copy;
}

/** What stands for a value that is not copied. */
function describe(walk: CopyWalk, what: string): unknown {
  const text = what.length > descriptionLength ? cutText(what, descriptionLength) : what;
  walk.spend(objectBytes + textBytes + leafBytes + text.length);
  return placeholder(text);
}

function cut(walk: CopyWalk, what: string): unknown {
  walk.spend(objectBytes + textBytes + leafBytes + what.length);
  return cutMarker(what);
}

/** The message of whatever a proxy threw, when that can be read. */
function reasonOf(thrown: unknown): string {
  try {
    const message = typeof thrown === "object" && thrown !== null ? ownData(thrown, "message") : thrown;
    return typeof message === "string" && message !== "" ? `: ${message}` : "";
  } catch {
    return "";
  }
}
