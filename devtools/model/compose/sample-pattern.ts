import type { Random } from "./sample-random.ts";

/** Tries at a pattern that is more than its parts, such as one with look-aheads, before it is given up. */
const tries = 40;
/** How often `*` and `+` repeat beyond what they must. */
const mostExtra = 6;

interface Reading {
  readonly source: string;
  index: number;
  readonly random: Random;
  readonly extra: number;
}

/**
 * A text that a regular expression matches, made by walking through it; `undefined` when none was found that it accepts.
 * Look-arounds, back references and classes of Unicode properties are passed over: what comes out is tested against the whole.
 */
export function sampleMatching(source: string, random: Random, least: number, most: number): string | undefined {
  const expression = new RegExp(source, "u");
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const reading: Reading = { source, index: 0, random, extra: (attempt % (mostExtra + 1)) + (least > 20 ? least : 0) };
    const text = readAlternatives(reading);
    if (text.length >= least && text.length <= most && expression.test(text)) return text;
  }
  return undefined;
}

/** Reads `a|b` up to a closing bracket, and takes one of them. */
function readAlternatives(reading: Reading): string {
  const options = [readSequence(reading)];
  while (reading.source[reading.index] === "|") {
    reading.index += 1;
    options.push(readSequence(reading));
  }
  return reading.random.pick(options);
}

function readSequence(reading: Reading): string {
  let text = "";
  while (reading.index < reading.source.length && !"|)".includes(reading.source[reading.index] ?? "")) {
    const from = reading.index;
    const once = readAtom(reading);
    const after = reading.index;
    const times = readTimes(reading);
    const next = reading.index;
    if (times === 0) continue;
    text += once;
    for (let time = 1; time < times; time += 1) {
      // Read again, so that each repetition makes its own choices.
      reading.index = from;
      text += readAtom(reading);
      reading.index = after;
    }
    reading.index = next;
  }
  return text;
}

function readTimes(reading: Reading): number {
  const rest = reading.source.slice(reading.index);
  const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(rest);
  if (!found) return 1;
  reading.index += found[0].length;
  const sign = found[0][0];
  const { random, extra } = reading;
  if (sign === "*") return random.below(extra + 1);
  if (sign === "+") return 1 + random.below(extra + 1);
  if (sign === "?") return random.below(2);
  const from = Number(found[1]);
  if (found[2] === undefined) return from;
  const to = found[3] === "" || found[3] === undefined ? from + extra : Number(found[3]);
  return from + random.below(Math.min(to - from, Math.max(1, extra)) + 1);
}

function readAtom(reading: Reading): string {
  const character = reading.source[reading.index] ?? "";
  reading.index += 1;
  switch (character) {
    case "^":
    case "$":
      return "";
    case ".":
      return reading.random.pick(letters);
    case "[":
      return readClass(reading);
    case "(":
      return readGroup(reading);
    case "\\":
      return readEscape(reading);
    default:
      return character;
  }
}

function readGroup(reading: Reading): string {
  const kind = /^\?(?::|<[A-Za-z]\w*>|=|!|<=|<!)/.exec(reading.source.slice(reading.index))?.[0] ?? "";
  reading.index += kind.length;
  const text = readAlternatives(reading);
  reading.index += 1;
  return ["?=", "?!", "?<=", "?<!"].includes(kind) ? "" : text;
}

const letters = Array.from("abcdefghijklmnopqrstuvwxyz");
const digits = Array.from("0123456789");
const printable = Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ .,:;/@+#");
const classes: Readonly<Record<string, readonly string[]>> = { d: digits, w: [...letters, ...digits], s: [" "], D: letters, W: ["-"], S: letters };
const controls: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function readEscape(reading: Reading): string {
  const options = escapeOptions(reading);
  return options.length === 0 ? "" : reading.random.pick(options);
}

function escapeOptions(reading: Reading): readonly string[] {
  const name = reading.source[reading.index] ?? "";
  reading.index += 1;
  if (name === "b" || name === "B") return [];
  const code = name === "u" ? /^(?:([\dA-Fa-f]{4})|\{([\dA-Fa-f]+)\})/.exec(reading.source.slice(reading.index)) : null;
  if (code) {
    reading.index += code[0].length;
    return [String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? "", 16))];
  }
  const property = name === "p" || name === "P" ? /^\{[^}]*\}/.exec(reading.source.slice(reading.index)) : null;
  if (property) {
    reading.index += property[0].length;
    return letters;
  }
  return classes[name] ?? [controls[name] ?? name];
}

function readClass(reading: Reading): string {
  const negated = reading.source[reading.index] === "^";
  if (negated) reading.index += 1;
  const members = new Set<string>();
  while (reading.index < reading.source.length && reading.source[reading.index] !== "]") {
    const from = readMember(reading);
    if (reading.source[reading.index] === "-" && reading.source[reading.index + 1] !== "]" && from.length === 1) {
      reading.index += 1;
      for (const each of range(from[0] ?? "", readMember(reading)[0] ?? "")) members.add(each);
    } else for (const each of from) members.add(each);
  }
  reading.index += 1;
  const allowed = negated ? printable.filter((each) => !members.has(each)) : [...members];
  return allowed.length === 0 ? "" : reading.random.pick(allowed);
}

function readMember(reading: Reading): readonly string[] {
  const character = reading.source[reading.index] ?? "";
  reading.index += 1;
  return character === "\\" ? escapeOptions(reading) : [character];
}

/** At most as many as anybody needs to choose from. */
function range(from: string, to: string): readonly string[] {
  const first = from.codePointAt(0) ?? 0;
  const last = Math.min(to.codePointAt(0) ?? 0, first + 127);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => String.fromCodePoint(first + index));
}
