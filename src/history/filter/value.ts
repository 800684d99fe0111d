import { type Cursor, take } from "./cursor.ts";
import { fail, takes } from "./keys.ts";
import type { FilterKey, FilterText, FilterValue } from "./node.ts";
import { parseRange } from "./range.ts";

/** Quoted text or an expression between slashes, when one begins here. */
export function parseText(cursor: Cursor): FilterText | undefined {
  const at = cursor.index;
  const opening = cursor.text[at];
  if (opening === '"') {
    const [, inside] = take(cursor, /"((?:[^"\\]|\\[^])*)"/y) ?? fail('This quote is never closed: add another "', at);
    return { kind: "quoted", text: unescape(inside) };
  }
  if (opening !== "/") return undefined;
  const [, source = ""] = take(cursor, /\/((?:[^/\\]|\\[^])+)\//y) ?? fail('This "/" is never closed: add another, or quote the text', at);
  try {
    RegExp(source);
  } catch (error) {
    fail(`${String(error)}. Mend it, or quote the text`, at);
  }
  return { kind: "pattern", source };
}

/** What stands between quotes, without the backslashes of `\"` and `\\`. */
export function unescape(inside = ""): string {
  return inside.replace(/\\(["\\])/g, "$1");
}

/** What follows a key and its colon. */
export function parseValue(cursor: Cursor, key: FilterKey): FilterValue {
  const at = cursor.index;
  const value = parseText(cursor) ?? parsePlain(cursor, key);
  const text = value.kind === "pattern" ? "" : value.text;
  const taken = takes[key];
  const refuse = (what: string) => fail(`"${key}:" takes ${what}`, at);
  const refuseRange = () => refuse("5, >5, <=5 or 1..9, low to high; quote other text");
  if (typeof taken === "object") return { kind: "plain", text: taken.find((word) => word === text.toLowerCase()) ?? refuse(taken.join(", ")) };
  if (taken === "number") return (value.kind === "plain" && (parseRange(text, refuseRange) ?? parseRange(`${text}..${text}`, refuseRange))) || refuseRange();
  if (value.kind !== "plain") return value;
  if (taken === "topic" && /[^.][*#]|[*#][^.]/.test(text)) refuse("words between dots, * and # being whole words; quote other text");
  return (taken === "scalar" && parseRange(text, refuseRange)) || value;
}

function parsePlain(cursor: Cursor, key: string): FilterValue & { readonly kind: "plain" } {
  const [text] = take(cursor, /[^\s()"]+/y) ?? fail(`"${key}:" needs a value right after it`, cursor.index);
  return { kind: "plain", text };
}
