import { encodePayload } from "../event/index.ts";
import type { Equal } from "./compare-payload.ts";
import { toText } from "./to-text.ts";

/** What a matcher has of its test runner. Vitest, Jest and Playwright give all of it; without them it is plainer. */
export interface Runner {
  readonly isNot: boolean;
  readonly equal: Equal;
  /** Where two values differ, over several lines. */
  readonly diff: (expected: unknown, actual: unknown) => string;
}

/** @param context - The `this` of a matcher. */
export function runnerOf(context: unknown): Runner {
  const equals = functionOf(context, "equals");
  const customTesters = memberOf(context, "customTesters");
  const utils = memberOf(context, "utils");
  const diff = functionOf(utils, "diff");
  // Without it two maps or sets are always equal.
  const iterables = memberOf(utils, "iterableEquality");
  const testers = [...(Array.isArray(customTesters) ? customTesters : []), ...(iterables === undefined ? [] : [iterables])];
  return {
    isNot: memberOf(context, "isNot") === true,
    equal: equals ? (actual, expected) => equals(actual, expected, testers) === true : sameText,
    diff: (expected, actual) => {
      const text = diff?.(expected, actual);
      return typeof text === "string" ? text : `- ${toText(expected)}\n+ ${toText(actual)}`;
    },
  };
}

/** Equal is what a session file writes equally. */
function sameText(actual: unknown, expected: unknown): boolean {
  return Object.is(actual, expected) || JSON.stringify(encodePayload(actual)) === JSON.stringify(encodePayload(expected));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
function functionOf(value: unknown, name: string): ((...parameters: unknown[]) => unknown) | undefined {
  const member = memberOf(value, name);
  return typeof member === "function" ? (...parameters) => Reflect.apply(member, value, parameters) : undefined;
}
