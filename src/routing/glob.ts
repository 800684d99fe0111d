import type { GlobPattern } from "./selector.ts";

/**
 * Selects topics by a shell-style pattern, by the rules of Python's `fnmatch.fnmatchcase`: `*` is any text, dots included, `?` one character,
 * `[seq]` one of a set, `[!seq]` one outside it. The whole topic must match, letter case counts, and `[*]` is how to write a literal `*`.
 *
 * @example
 * bus.subscribe(glob("sensor-[0-9].*"), (event) => console.log(event.topic));
 *
 * @throws TypeError when the pattern is empty or no string
 * @see https://docs.python.org/3/library/fnmatch.html
 */
export function glob(pattern: string): GlobPattern {
  if (typeof pattern !== "string" || pattern === "") {
    throw new TypeError(`glob() was given ${pattern === "" ? "an empty string" : typeof pattern}: give it a pattern, as in glob("cart.*").`);
  }
  return Object.freeze({ glob: pattern });
}

/** One place of a pattern. Each stands for one code point, by a set of which a literal is the smallest; only `*` may stand for any number of them. */
type Piece = CharacterSet | "*";
interface CharacterSet {
  /** Whether the code points outside the ranges are meant. */
  readonly negated: boolean;
  readonly ranges: readonly CharacterRange[];
}
type CharacterRange = readonly [first: number, last: number];

/** A test of whole topics. Its cost is at most the product of both lengths, whatever the pattern. */
export function compileGlob(pattern: string): (topic: string) => boolean {
  const pieces = parse(pattern);
  return (topic) => matchPieces(pieces, topic);
}

/**
 * On a mismatch only the latest `*` takes in one code point more. Going back to an earlier one cannot help: what stands between the two was found at its
 * leftmost place already.
 */
function matchPieces(pieces: readonly Piece[], topic: string): boolean {
  let next = 0;
  let at = 0;
  let afterStar = 0;
  let retryAt = 0;
  while (at < topic.length) {
    const piece = pieces[next];
    if (piece === "*") {
      afterStar = ++next;
      retryAt = at;
    } else if (piece && accepts(piece, topic.codePointAt(at)!)) {
      next++;
      at += widthAt(topic, at);
    } else if (afterStar) {
      next = afterStar;
      at = retryAt += widthAt(topic, retryAt);
    } else return false;
  }
  while (pieces[next] === "*") next++;
  return next === pieces.length;
}

function accepts(set: CharacterSet, point: number): boolean {
  for (const [first, last] of set.ranges) if (first <= point && point <= last) return !set.negated;
  return set.negated;
}

function widthAt(topic: string, at: number): number {
  return topic.codePointAt(at)! > 0xffff ? 2 : 1;
}

// Sets are read as code points and not as characters, because text compares by UTF-16 units, which order astral characters wrongly.
const bang = 0x21;
const star = 0x2a;
const hyphen = 0x2d;
const question = 0x3f;
const open = 0x5b;
const close = 0x5d;

function parse(pattern: string): Piece[] {
  const points = Array.from(pattern, (character) => character.codePointAt(0)!);
  const pieces: Piece[] = [];
  for (let at = 0; at < points.length; at++) {
    const point = points[at]!;
    const end = point === open ? endOfSet(points, at + 1) : -1;
    if (end > 0) {
      pieces.push(parseSet(points.slice(at + 1, end)));
      at = end;
    } else if (point === star) pieces.push("*");
    else pieces.push({ negated: point === question, ranges: point === question ? [] : [[point, point]] });
  }
  return pieces;
}

/** A `]` that comes first belongs to the set. `-1` when the set is never closed, which makes its `[` a literal. */
function endOfSet(points: readonly number[], start: number): number {
  return points.indexOf(close, start + (points[start] === bang ? 2 : 1));
}

function parseSet(points: readonly number[]): CharacterSet {
  const negated = points[0] === bang;
  const ranges = parseRanges(negated ? points.slice(1) : points);
  const [first, last] = ranges[0] ?? [];
  if (negated || first !== bang) return { negated, ranges };
  // CPython looks for the "!" after it dropped reversed ranges, which may have brought one to the front: "[z-a!x]" means "[!x]", and "[z-a!-x]" means "[!-x]".
  const rest = ranges.slice(1);
  return { negated: true, ranges: last === bang || last === undefined ? rest : [[hyphen, hyphen], [last, last], ...rest] };
}

function parseRanges(points: readonly number[]): CharacterRange[] {
  const ranges: CharacterRange[] = [];
  for (let at = 0; at < points.length; at++) {
    const first = points[at]!;
    // A hyphen at either end, or right after a range, is a literal.
    if (points[at + 1] === hyphen && at + 2 < points.length) at += 2;
    const last = points[at]!;
    if (first <= last) ranges.push([first, last]);
  }
  return ranges;
}
