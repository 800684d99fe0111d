import { dataOf, isObject } from "./own-data.ts";

/** A getter or method of the platform's own, which takes only what it made itself, also from another realm. */
type Intrinsic = (value: object) => unknown;

/** Reads an accessor of a platform class from a value; throws when the value is of another class. */
function reader(name: string, key: PropertyKey): Intrinsic | undefined {
  const prototype = prototypeNamed(name);
  const descriptor = prototype && Object.getOwnPropertyDescriptor(prototype, key);
  // oxlint-disable-next-line typescript/unbound-method -- applied to what it is asked about
  const get = descriptor?.get;
  return get && ((value) => Reflect.apply(get, value, []));
}

/** Calls a method of a platform class on a value; throws when the value is of another class. */
function caller(name: string, key: PropertyKey): Intrinsic | undefined {
  const prototype = prototypeNamed(name);
  const method: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, key)?.value;
  return typeof method === "function" ? (value) => Reflect.apply(method, value, []) : undefined;
}

function prototypeNamed(name: string): object | undefined {
  // Some classes are missing in Node, some in older browsers.
  const found: unknown = name === "TypedArray" ? Object.getPrototypeOf(Uint8Array) : name.split(".").reduce<unknown>(memberOf, globalThis);
  const prototype = isObject(found) ? dataOf(found, "prototype") : undefined;
  return isObject(prototype) ? prototype : undefined;
}

function memberOf(holder: unknown, key: string): unknown {
  return isObject(holder) ? Reflect.get(holder, key) : undefined;
}

/** What an intrinsic answers; `undefined` for a value of another class. */
function ask(intrinsic: Intrinsic | undefined, value: object): unknown {
  try {
    return intrinsic?.(value);
  } catch {
    return undefined;
  }
}

const mapSize = reader("Map", "size");
const setSize = reader("Set", "size");
const dateTime = caller("Date", "getTime");
const regExpSource = reader("RegExp", "source");
const arrayName = reader("TypedArray", Symbol.toStringTag);
const arrayLength = reader("TypedArray", "length");
const bufferLength = reader("ArrayBuffer", "byteLength");
const sharedLength = reader("SharedArrayBuffer", "byteLength");
const blobSize = reader("Blob", "size");
const fileName = reader("File", "name");
const blobType = reader("Blob", "type");
const urlText = reader("URL", "href");
const searchText = caller("URLSearchParams", "toString");
const nodeName = reader("Node", "nodeName");
const elementId = reader("Element", "id");
const flagReaders = (
  [
    ["d", "hasIndices"],
    ["g", "global"],
    ["i", "ignoreCase"],
    ["m", "multiline"],
    ["s", "dotAll"],
    ["u", "unicode"],
    ["v", "unicodeSets"],
    ["y", "sticky"],
  ] as const
).map(([flag, key]) => [flag, reader("RegExp", key)] as const);
const boxes = ["Number", "String", "Boolean", "BigInt", "Symbol"].map((name) => caller(name, "valueOf"));
const temporals = ["Instant", "ZonedDateTime", "PlainDate", "PlainTime", "PlainDateTime", "PlainYearMonth", "PlainMonthDay", "Duration"].map((name) =>
  caller(`Temporal.${name}`, "toString"),
);

export function isMap(value: object): value is Map<unknown, unknown> {
  return ask(mapSize, value) !== undefined;
}

export function isSet(value: object): value is Set<unknown> {
  return ask(setSize, value) !== undefined;
}

/** How much is in a map, a set or a typed array, whatever properties of their own say. */
export function sizeOf(value: object): number {
  return Number(ask(mapSize, value) ?? ask(setSize, value) ?? ask(arrayLength, value) ?? 0);
}

/** Milliseconds since the Unix epoch, `NaN` for an invalid date; `undefined` for what is no date. */
export function dateTimeOf(value: object): number | undefined {
  const time = ask(dateTime, value);
  return typeof time === "number" ? time : undefined;
}

/** `/a/g`; `undefined` for what is no regular expression. */
export function regExpTextOf(value: object): string | undefined {
  const source = ask(regExpSource, value);
  // The prototype itself answers too, but has no flags of its own.
  if (typeof source !== "string" || value === RegExp.prototype) return undefined;
  return `/${source}/${flagReaders.map(([flag, has]) => (ask(has, value) === true ? flag : "")).join("")}`;
}

/** `Uint8Array` and its like; `undefined` for all else, `DataView` included. */
export function typedArrayNameOf(value: object): string | undefined {
  const name = ask(arrayName, value);
  return typeof name === "string" ? name : undefined;
}

export function isTypedArray(value: object): value is ArrayBufferView & ArrayLike<number | bigint> {
  return typedArrayNameOf(value) !== undefined;
}

/** Whether it is an `ArrayBuffer` or a `SharedArrayBuffer`. */
export function isBuffer(value: object): value is ArrayBuffer {
  return ask(bufferLength, value) !== undefined || ask(sharedLength, value) !== undefined;
}

/** What is known of a blob or a file without reading it. */
export function blobOf(value: object): { readonly size: number; readonly type: string; readonly name?: string } | undefined {
  const size = ask(blobSize, value);
  if (typeof size !== "number") return undefined;
  const name = ask(fileName, value);
  return { size, type: String(ask(blobType, value)), name: typeof name === "string" ? name : undefined };
}

/** The text of a URL, of search parameters, of a Temporal value or of a boxed primitive: values that are their text. */
export function textualOf(value: object): string | undefined {
  for (const intrinsic of [urlText, searchText, ...temporals]) {
    const text = ask(intrinsic, value);
    if (typeof text === "string") return text;
  }
  for (const unbox of boxes) {
    const inner = ask(unbox, value);
    if (inner !== undefined && typeof inner !== "object") return typeof inner === "string" ? JSON.stringify(inner) : primitiveText(inner);
  }
  return undefined;
}

function primitiveText(value: unknown): string {
  return typeof value === "number" || typeof value === "boolean" || typeof value === "bigint" || typeof value === "symbol" ? String(value) : "";
}

/** `<div#cart>`, `#text`; `undefined` for what is no node of a document. */
export function nodeTextOf(value: object): string | undefined {
  const name = ask(nodeName, value);
  if (typeof name !== "string") return undefined;
  if (name.startsWith("#")) return name;
  const id = ask(elementId, value);
  return `<${name.toLowerCase()}${typeof id === "string" && id !== "" ? `#${id}` : ""}>`;
}
