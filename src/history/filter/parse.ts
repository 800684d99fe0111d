import { type Cursor, take } from "./cursor.ts";
import { fail, failUnknownKey, isKey } from "./keys.ts";
import type { FilterNode } from "./node.ts";
import { parseText, parseValue, unescape } from "./value.ts";

// Filters come from address bars and saved views too: the bounds keep a hostile one from stalling the page or overflowing the stack.
const maxLength = 10_000;
const maxDepth = 64;

/**
 * Reads the text of the filter language.
 *
 * @throws FilterSyntaxError with the `index` of the offending character
 */
export function parseFilter(text: string): FilterNode {
  if (text.length > maxLength) fail(`A query has at most ${maxLength} characters`, maxLength);
  const cursor = { text, index: 0, depth: 0 };
  const node = parseAlternatives(cursor);
  if (cursor.index < text.length) fail('This ")" closes nothing: remove it, or quote it', cursor.index);
  return node;
}

/** All up to the end, or up to a closing parenthesis. */
function parseAlternatives(cursor: Cursor): FilterNode {
  const alternatives: FilterNode[] = [];
  let terms: FilterNode[] = [];
  let lastOr = -1;
  for (;;) {
    take(cursor, /\s+/y);
    const at = cursor.index;
    const isOr = take(cursor, /OR(?![^\s()])/y);
    const isEnd = !isOr && /^\)?$/.test(cursor.text.charAt(at));
    if (isOr || isEnd) {
      if (terms.length === 0 && (isOr || lastOr >= 0)) fail("OR needs a term on either side; quote it to search for the word", isOr ? at : lastOr);
      alternatives.push(group("all", terms));
      if (isEnd) return group("any", alternatives);
      terms = [];
      lastOr = at;
    } else terms.push(parseTerm(cursor));
  }
}

function group(kind: "all" | "any", nodes: readonly FilterNode[]): FilterNode {
  const [first, second] = nodes;
  return first && !second ? first : { kind, nodes };
}

function parseTerm(cursor: Cursor): FilterNode {
  const at = cursor.index;
  const isNegated = take(cursor, /-/y);
  if (isNegated && take(cursor, /(?=[\s)-]|$)/y)) fail('"-" needs a term right after it; quote it to search for a dash', at);
  const node = cursor.text[cursor.index] === "(" ? parseGroup(cursor) : parseMatch(cursor);
  if (take(cursor, /(?=[^\s()])/y)) fail("A space is missing here, or quotes around the whole", cursor.index);
  return isNegated ? { kind: "not", node } : node;
}

function parseGroup(cursor: Cursor): FilterNode {
  const open = cursor.index++;
  if (++cursor.depth > maxDepth) fail(`Groups nest at most ${maxDepth} deep`, open);
  if (take(cursor, /\s*\)/y)) fail("This group is empty: fill it, or quote it", open);
  const node = parseAlternatives(cursor);
  if (!take(cursor, /\)/y)) fail('This group is never closed: add ")", or quote the "("', open);
  cursor.depth--;
  return node;
}

function parseMatch(cursor: Cursor): FilterNode {
  const value = parseText(cursor);
  if (value) return { kind: "text", value };
  const at = cursor.index;
  const [whole = "", name = "", rest = ""] = take(cursor, /([^\s()":.[\]]*)((?:\.[^\s()":.[\]]+|\."(?:[^"\\]|\\[^])*"|\[\d+\])*):/y) ?? [];
  if (!whole) return parseWord(cursor);
  const key = name.toLowerCase();
  if (!isKey(key) || (key === "header" ? !rest : rest && key !== "payload")) failUnknownKey(whole.slice(0, -1), at);
  const segments = Array.from(rest.matchAll(/"((?:[^"\\]|\\[^])*)"|[^.[\]]+/g), ([segment, inside]) => (inside === undefined ? segment : unescape(inside)));
  // Header names have dots of their own: `header.x.y` is the header "x.y".
  return { kind: "field", key, path: key === "header" ? [segments.join(".")] : segments, value: parseValue(cursor, key) };
}

function parseWord(cursor: Cursor): FilterNode {
  const at = cursor.index;
  const [text = ""] = take(cursor, /[^\s()"]+/y) ?? [];
  // A path that is none, as in `payload.[x]:1`.
  if (text.includes(":")) failUnknownKey(text.slice(0, text.indexOf(":")), at);
  return { kind: "text", value: { kind: "quoted", text } };
}
