import { StoreValueError } from "./errors.ts";

/** The one row that says how the others are written. */
export const formatKey = "f";
/** Above every key of a store, all of which begin with one of the letters here. */
export const endOfKeys = "~";

/** Digits of the largest safe integer: sequences of one width sort as their numbers do. */
const sequenceDigits = 16;
const terminator = "\0\0";

const keyPrefix = "k";
const streamPrefix = "m";
const eventPrefix = "e";

/** The row of a key that callers chose. @throws StoreValueError */
export function keyRow(key: string): string {
  return keyPrefix + wellFormed("The key", key);
}
export function keyOf(row: string): string {
  return row.slice(keyPrefix.length);
}

/** The row that knows where a stream begins and ends. @throws StoreValueError */
export function streamRow(stream: string): string {
  return streamPrefix + wellFormed("The stream name", stream);
}
export function streamOf(row: string): string {
  return row.slice(streamPrefix.length);
}
/** Of all streams: from the first to before the second. */
export const streamRows = [streamPrefix, following(streamPrefix)] as const;

/** What the rows of a stream's events begin with. The terminator keeps "a" from meeting "ab", and is escaped in names, so that it ends the name. */
export function eventPrefixOf(stream: string): string {
  return eventPrefix + stream.replaceAll("\0", "\0\u0001") + terminator;
}
export function eventRow(prefix: string, sequence: number): string {
  return prefix + String(sequence).padStart(sequenceDigits, "0");
}
export function sequenceOf(row: string): number {
  return Number(row.slice(-sequenceDigits));
}

function following(prefix: string): string {
  return String.fromCharCode(prefix.charCodeAt(0) + 1);
}

/** A lone surrogate has no UTF-8 form: each would become U+FFFD, and two keys one. */
function wellFormed(what: string, text: string): string {
  if (typeof text !== "string") throw new StoreValueError(`${what} is of type ${typeof text}: give a string.`);
  if (/\p{Surrogate}/u.test(text)) throw new StoreValueError(`${what} ${JSON.stringify(text)} has a lone surrogate, which UTF-8 cannot carry: take it out.`);
  return text;
}

/** Orders strings as their UTF-8 bytes are ordered. JavaScript's own `<` puts what is written as a surrogate pair before U+E000 to U+FFFF. */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** A code unit's place in the order of code points: surrogates, which stand for U+10000 and above, come last. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
