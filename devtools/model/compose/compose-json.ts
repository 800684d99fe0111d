import { findMistake, type JsonMistake } from "./compose-json-mistake.ts";
import { define } from "./schema-blank.ts";
import { isPlainList, isPlainObject } from "./schema-control.ts";

/**
 * Values as JSON that a person can edit, without loss. What JSON has no form for stands as an object with one tag:
 * `{ "$bigint": "12" }`, `{ "$date": "2026-05-01T12:00:00.000Z" }`, `{ "$map": [["key", 1]] }`, `{ "$set": [1] }`, `{ "$number": "NaN" }`,
 * `{ "$undefined": true }`. What no text can carry (a class instance, a function, a cycle, what is too deep or too much) stays where it is as
 * `{ "$kept": 0, "is": "Cart" }`: the value itself, by number, as long as the tag is left. An object of the application's own whose first key begins with `$` gets another `$`.
 */
type Tag = "$bigint" | "$date" | "$map" | "$set" | "$number" | "$undefined" | "$kept";

/** More is kept as it is, since nobody edits it by hand and it would stop the page. */
const mostLevels = 100;
const mostValues = 20_000;
const mostCharacters = 200_000;

/** @param kept receives the values that no text can carry, in the order of their numbers */
export function printJson(value: unknown, kept: unknown[]): string {
  const left = { values: mostValues, characters: mostCharacters };
  return JSON.stringify(tagged(value, { kept, left, above: [] }), undefined, 2);
}

interface Printing {
  readonly kept: unknown[];
  readonly left: { values: number; characters: number };
  /** The containers around the value. */
  readonly above: readonly object[];
}

function tagged(value: unknown, printing: Printing): unknown {
  const { left, above } = printing;
  left.values -= 1;
  switch (typeof value) {
    case "string":
      left.characters -= value.length;
      return left.characters < 0 ? keep(value, printing) : value;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : tag("$number", Object.is(value, -0) ? "-0" : String(value));
    case "boolean":
      return value;
    case "undefined":
      return tag("$undefined", true);
    case "bigint":
      return tag("$bigint", String(value));
    case "object":
      if (value === null) return null;
      if (left.values < 0 || above.length >= mostLevels || above.includes(value)) return keep(value, printing);
      return taggedObject(value, { ...printing, above: [...above, value] });
    default:
      return keep(value, printing);
  }
}

function taggedObject(value: object, printing: Printing): unknown {
  if (isPlainList(value)) return value.map((item) => tagged(item, printing));
  if (isPlainObject(value)) return taggedMembers(value, printing);
  const builtIn = isBuiltIn(value);
  if (builtIn && value instanceof Date && !Number.isNaN(value.getTime())) return tag("$date", value.toISOString());
  if (builtIn && value instanceof Map)
    return tag(
      "$map",
      [...value].map(([key, member]) => [tagged(key, printing), tagged(member, printing)]),
    );
  if (builtIn && value instanceof Set)
    return tag(
      "$set",
      [...value].map((member) => tagged(member, printing)),
    );
  return keep(value, printing);
}

function taggedMembers(value: Readonly<Record<string, unknown>>, printing: Printing): unknown {
  // One without a prototype is another thing than a plain object, and stays it.
  if (Object.getPrototypeOf(value) === null) return keep(value, printing);
  const copy = {};
  let first = true;
  for (const [key, member] of Object.entries(value)) {
    define(copy, first && key.startsWith("$") ? `$${key}` : key, tagged(member, printing));
    first = false;
  }
  return copy;
}

/** A date, map or set as the language made it: a subclass, or one with fields of its own, is more than its tag says. */
function isBuiltIn(value: object): boolean {
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return (prototype === Date.prototype || prototype === Map.prototype || prototype === Set.prototype) && Reflect.ownKeys(value).length === 0;
  } catch {
    // A proxy that does not want to be looked at.
    return false;
  }
}

function tag(name: Tag, value: unknown): unknown {
  return { [name]: value };
}

function keep(value: unknown, { kept }: Printing): unknown {
  kept.push(value);
  return { $kept: kept.length - 1, is: nameOf(value) };
}

function nameOf(value: unknown): string {
  if (typeof value === "string") return `text of ${value.length} characters`;
  if (typeof value !== "object" || value === null) return typeof value;
  if (Array.isArray(value)) return `list of ${value.length}`;
  try {
    const constructor: unknown = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(value) ?? {}, "constructor")?.value;
    return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "object";
  } catch {
    return "object";
  }
}

/** Reads what `printJson` wrote and a person has edited. @param kept as `printJson` filled it */
export function readJson(text: string, kept: readonly unknown[]): { readonly value: unknown } | JsonMistake {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return findMistake(text);
  }
  try {
    return { value: untagged(json, kept) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { message, line: 1, column: 1, index: 0 };
  }
}

function untagged(json: unknown, kept: readonly unknown[]): unknown {
  if (Array.isArray(json)) return json.map((item) => untagged(item, kept));
  if (typeof json !== "object" || json === null) return json;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(json);
  const [first] = entries;
  const known = first && readTag(first[0], first[1], entries.length, kept);
  if (known) return known.value;
  const copy = {};
  for (const [index, [key, member]] of entries.entries()) define(copy, index === 0 && key.startsWith("$$") ? key.slice(1) : key, untagged(member, kept));
  return copy;
}

const numbers: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, "-Infinity": Number.NEGATIVE_INFINITY, "-0": -0 };

function readTag(name: string, value: unknown, members: number, kept: readonly unknown[]): { readonly value: unknown } | undefined {
  if (name === "$kept" && typeof value === "number") {
    if (value in kept) return { value: kept[value] };
    throw new Error(`{ "$kept": ${value} } stands for no value here: take the number back to what it was`);
  }
  if (members !== 1) return undefined;
  if (name === "$undefined" && value === true) return { value: undefined };
  if (name === "$bigint" && typeof value === "string") return { value: bigintOf(value) };
  if (name === "$number" && typeof value === "string" && value in numbers) return { value: numbers[value] };
  if (name === "$date" && typeof value === "string") return { value: dateOf(value) };
  if (name === "$set" && Array.isArray(value)) return { value: new Set(value.map((item) => untagged(item, kept))) };
  if (name === "$map" && Array.isArray(value)) return { value: new Map(value.map((pair) => pairOf(untagged(pair, kept)))) };
  return undefined;
}

function bigintOf(text: string): bigint {
  if (!/^-?\d{1,10000}$/.test(text)) throw new Error(`{ "$bigint": "${text.slice(0, 40)}" } holds no whole number of at most 10,000 digits`);
  return BigInt(text);
}

function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`{ "$date": "${text.slice(0, 40)}" } holds no date: write one as 2026-05-01T12:00:00Z`);
  return date;
}

function pairOf(pair: unknown): [unknown, unknown] {
  if (!Array.isArray(pair) || pair.length !== 2) throw new Error(`{ "$map": … } holds pairs of a key and a value: [["key", 1]]`);
  return [pair[0], pair[1]];
}
