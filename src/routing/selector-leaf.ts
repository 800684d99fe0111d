import type { EventKind } from "../event/index.ts";
import { compileGlob } from "./glob.ts";
import type { GlobPattern, Selector } from "./selector.ts";
import { compileTopicPattern, hasWildcard } from "./topic-pattern.ts";

/** What a selector comes down to once its arrays are flattened. */
export type Leaf =
  | { readonly kind: "topic" | "words" | "glob" | "type"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string; readonly expression: RegExp };

/** @throws TypeError for a bad selector, naming place and cure */
export function leavesOf(selector: Selector): readonly Leaf[] {
  const leaves: Leaf[] = [];
  collectLeaves(selector, "selector", leaves);
  return leaves;
}

// From `unknown`, because it is callers without types who need the message.
function collectLeaves(selector: unknown, place: string, leaves: Leaf[]): void {
  if (!Array.isArray(selector)) leaves.push(toLeaf(selector, place));
  else for (let index = 0; index < selector.length; index++) collectLeaves(selector[index], `${place}[${index}]`, leaves);
}

function toLeaf(selector: unknown, place: string): Leaf {
  if (typeof selector === "string" && selector !== "") return { kind: hasWildcard(selector) ? "words" : "topic", text: selector };
  if (isRegExp(selector)) return { kind: "expression", text: String(selector), expression: selector };
  if (isKind(selector)) return { kind: "type", text: selector.type };
  if (isGlob(selector)) return { kind: "glob", text: selector.glob };
  const what = selector === "" ? "an empty string" : selector === null ? "null" : `of type ${typeof selector}`;
  throw new TypeError(`${place} is ${what}: use a topic pattern such as "cart.*", a RegExp, glob("…"), an event definition, or an array of these.`);
}

/** Unlike `instanceof`, also true of one from an iframe or a test's own realm. */
function isRegExp(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === "[object RegExp]";
}

function isKind(value: unknown): value is EventKind {
  return isObject(value) && "schema" in value && "type" in value && typeof value.type === "string";
}

function isGlob(value: unknown): value is GlobPattern {
  return isObject(value) && "glob" in value && typeof value.glob === "string" && value.glob !== "";
}

function isObject(value: unknown): value is object {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

/** A test for what one leaf selects. */
export function compileLeaf(leaf: Leaf): (topic: string, type: string) => boolean {
  if (leaf.kind === "expression") return compileExpression(leaf.expression);
  const { kind, text } = leaf;
  if (kind === "words") return compileTopicPattern(text);
  if (kind === "glob") return compileGlob(text);
  return kind === "topic" ? (topic) => topic === text : (_topic, type) => type === text;
}

/** On a copy, started anew each time: a `g` or `y` flag makes a test begin where the last one ended, and the caller's own must not move. */
function compileExpression(expression: RegExp): (topic: string) => boolean {
  const copy = new RegExp(expression);
  return (topic) => {
    copy.lastIndex = 0;
    return copy.test(topic);
  };
}
