import { filterTerm } from "../list/filter.ts";
import { dateTimeOf } from "./brands.ts";
import { kindOf } from "./value-kind.ts";
import { valueText } from "./value-text.ts";

/** One step from a value to what is inside it. */
export type Step =
  | { readonly kind: "field"; readonly key: string }
  | { readonly kind: "symbol"; readonly key: symbol }
  | { readonly kind: "index"; readonly index: number }
  /** The value at a key of a map. */
  | { readonly kind: "entry"; readonly key: unknown; readonly index: number }
  /** The key itself of an entry of a map. */
  | { readonly kind: "key"; readonly index: number }
  /** A member of a set. */
  | { readonly kind: "item"; readonly index: number };

/** How a step is named in the tree. */
export function stepLabel(step: Step): string {
  switch (step.kind) {
    case "field":
      return step.key;
    case "symbol":
      return String(step.key);
    case "index":
    case "item":
      return String(step.index);
    case "key":
      return "key";
    case "entry":
      return valueText(step.key, 80);
  }
}

/** The path as an expression of JavaScript: `payload.items[0]["a key"]`, `payload.prices.get("A-1")`. */
export function codePath(steps: readonly Step[], root = "payload"): string {
  return steps.reduce(codeStep, root);
}

function codeStep(holder: string, step: Step): string {
  switch (step.kind) {
    case "field":
      return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step.key) ? `${holder}.${step.key}` : `${holder}[${JSON.stringify(step.key)}]`;
    case "symbol":
      return `${holder}[${symbolCode(step.key)}]`;
    case "index":
      return `${holder}[${step.index}]`;
    case "entry":
      return isNameable(step.key) ? `${holder}.get(${valueText(step.key, 1_000)})` : `[...${holder}.values()][${step.index}]`;
    case "key":
      return `[...${holder}.keys()][${step.index}]`;
    case "item":
      return `[...${holder}][${step.index}]`;
  }
}

function symbolCode(key: symbol): string {
  const registered = Symbol.keyFor(key);
  if (registered !== undefined) return `Symbol.for(${JSON.stringify(registered)})`;
  const { description = "" } = key;
  return description.startsWith("Symbol.") ? description : `/* ${String(key).replaceAll("*/", "* /")} */`;
}

function isNameable(key: unknown): boolean {
  return key === null || !["object", "function", "symbol"].includes(typeof key);
}

/** The path as filters and columns take it, `payload.items[0].sku`; `undefined` where they cannot go: into sets, symbols, keys that are objects. */
export function filterPath(steps: readonly Step[]): string | undefined {
  let path = "payload";
  for (const step of steps) {
    const key = filterKey(step);
    if (key === undefined) return undefined;
    path += key;
  }
  return path;
}

function filterKey(step: Step): string | undefined {
  if (step.kind === "index") return `[${step.index}]`;
  const key =
    step.kind === "field" ? step.key : step.kind === "entry" && (typeof step.key === "string" || typeof step.key === "number") ? String(step.key) : undefined;
  if (key === undefined) return undefined;
  if (/^\d+$/.test(key)) return `[${key}]`;
  return /^[^\s()":.[\]]+$/.test(key) ? `.${key}` : `."${key.replaceAll(/["\\]/g, "\\$&")}"`;
}

// The filter language takes so many characters, and a term is to leave room for others.
const longestTerm = 2_000;

/** The filter term that matches events with this value at this place; `undefined` where the language has none. */
export function valueTerm(steps: readonly Step[], value: unknown): string | undefined {
  const path = filterPath(steps);
  if (path === undefined) return undefined;
  const term = termOf(path, value);
  return term !== undefined && term.length <= longestTerm ? term : undefined;
}

function termOf(path: string, value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return filterTerm(path, value);
    case "number":
      return Number.isFinite(value) ? `${path}:${Object.is(value, -0) ? 0 : value}` : undefined;
    case "bigint":
    case "boolean":
      return `${path}:${value}`;
    case "object":
      return value === null ? `${path}:null` : jsonTerm(path, value);
    default:
      return undefined;
  }
}

// Filters compare these by the text that JSON has for them.
function jsonTerm(path: string, value: object): string | undefined {
  const time = dateTimeOf(value);
  if (time !== undefined) return Number.isNaN(time) ? undefined : filterTerm(path, valueText(value));
  return kindOf(value) === "textual" && value instanceof URL ? filterTerm(path, value.href) : undefined;
}
