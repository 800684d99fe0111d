import { blobOf, dateTimeOf, isBuffer, isMap, isSet, isTypedArray, nodeTextOf, regExpTextOf, textualOf } from "./brands.ts";
import { isError } from "./error-parts.ts";

/** What kind of thing a value is: decides its colour, its text, and what is inside it. */
export type ValueKind =
  | "string"
  | "number"
  | "boolean"
  | "bigint"
  | "nothing"
  | "symbol"
  | "function"
  | "object"
  | "instance"
  | "array"
  | "map"
  | "set"
  | "date"
  | "error"
  | "regexp"
  | "bytes"
  | "typed-array"
  | "blob"
  | "node"
  /** A URL, a Temporal value, a boxed primitive: a value that is its text. */
  | "textual"
  /** A proxy that refuses to be looked at. */
  | "unreadable";

/** Tells what a value is. Never throws and runs nothing of the application's but a proxy's traps. */
export function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return "nothing";
  const type = typeof value;
  if (type === "object" && typeof value === "object") return kindOfObject(value);
  // `typeof` narrows the value and not the text that it gives.
  return type === "object" || type === "undefined" ? "nothing" : type;
}

function kindOfObject(value: object): ValueKind {
  try {
    if (Array.isArray(value)) return "array";
    const prototype: object | null = Object.getPrototypeOf(value);
    // Nearly all are plain, and asking for the others' brands costs a caught throw each.
    if (prototype === null || prototype === Object.prototype) return "object";
    return brandOf(value) ?? (Object.getPrototypeOf(prototype) === null ? "object" : "instance");
  } catch {
    return "unreadable";
  }
}

function brandOf(value: object): ValueKind | undefined {
  if (isMap(value)) return "map";
  if (isSet(value)) return "set";
  if (dateTimeOf(value) !== undefined) return "date";
  if (isError(value)) return "error";
  if (isTypedArray(value)) return "typed-array";
  if (isBuffer(value) || ArrayBuffer.isView(value)) return "bytes";
  if (regExpTextOf(value) !== undefined) return "regexp";
  if (blobOf(value)) return "blob";
  if (nodeTextOf(value) !== undefined) return "node";
  return textualOf(value) === undefined ? undefined : "textual";
}
