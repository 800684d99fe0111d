import { isPlainObject } from "../event/index.ts";

/** Whether two values are equal, as the test runner sees it. */
export type Equal = (actual: unknown, expected: unknown) => boolean;

/** `actual` and `expected` are what is worth showing of the two: only what was asked for, and where they agree, what is there. */
export interface Comparison {
  readonly agrees: boolean;
  /** How many parts differ: fewer is nearer. */
  readonly differences: number;
  readonly actual: unknown;
  readonly expected: unknown;
}

interface AsymmetricMatcher {
  asymmetricMatch(actual: unknown): boolean;
}

/**
 * Holds a payload against a part of it. Objects may have more members than are asked for; arrays have the same length, their elements may have more members;
 * `expect.any`, `expect.objectContaining` and their like decide for themselves wherever they stand; all else has to be equal.
 */
export function comparePayload(actual: unknown, expected: unknown, equal: Equal): Comparison {
  return compare(actual, expected, { equal, above: [] });
}

interface Comparing {
  readonly equal: Equal;
  /** What is being compared already: a payload may contain itself. */
  readonly above: readonly (readonly [actual: unknown, expected: unknown])[];
}

function compare(actual: unknown, expected: unknown, { equal, above }: Comparing): Comparison {
  if (isAsymmetric(expected)) return leaf(expected.asymmetricMatch(actual), actual, expected);
  if (above.some((pair) => pair[0] === actual && pair[1] === expected)) return leaf(true, actual, expected);
  const below: Comparing = { equal, above: [...above, [actual, expected]] };
  if (isPlain(expected) && isPlain(actual)) return compareObjects(actual, expected, below);
  if (Array.isArray(expected) && Array.isArray(actual) && actual.length === expected.length) {
    const parts = expected.map((part, index) => compare(actual[index], part, below));
    return whole(
      parts,
      parts.map((part) => part.actual),
      parts.map((part) => part.expected),
    );
  }
  return leaf(equal(actual, expected), actual, expected);
}

function compareObjects(actual: object, expected: object, comparing: Comparing): Comparison {
  const keys = Object.keys(expected);
  const parts = keys.map((key) => {
    const wanted: unknown = Reflect.get(expected, key);
    // An absent member is not one that is undefined; `expect.not.…` may be content with either.
    if (!Object.hasOwn(actual, key) && !isAsymmetric(wanted)) return { ...leaf(false, undefined, wanted), absent: true };
    return { ...compare(Reflect.get(actual, key), wanted, comparing), absent: !Object.hasOwn(actual, key) };
  });
  const shown = (side: "actual" | "expected") =>
    Object.fromEntries(keys.flatMap((key, index) => (side === "actual" && parts[index]!.absent ? [] : [[key, parts[index]![side]]])));
  return whole(parts, shown("actual"), shown("expected"));
}

function leaf(agrees: boolean, actual: unknown, expected: unknown): Comparison {
  return { agrees, differences: agrees ? 0 : 1, actual, expected: agrees ? actual : expected };
}
function whole(parts: readonly Comparison[], actual: unknown, expected: unknown): Comparison {
  const differences = parts.reduce((sum, part) => sum + part.differences, 0);
  return { agrees: differences === 0, differences, actual, expected };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isPlainObject(value);
}
/** Whether it is one of `expect.any` and its like. */
export function isAsymmetric(value: unknown): value is AsymmetricMatcher {
  return typeof value === "object" && value !== null && "asymmetricMatch" in value && typeof value.asymmetricMatch === "function";
}
