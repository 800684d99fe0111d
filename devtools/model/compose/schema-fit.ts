import type { JsonSchema } from "../../target/index.ts";
import { controlOf, controlTakes, isPlainList, isPlainObject } from "./schema-control.ts";
import { branchesOf, choicesOf, itemsOf, propertiesOf, requiredOf, resolveSchema, restOf } from "./schema-read.ts";

/** How deep and how wide a value is compared with a schema: enough to tell the branches of a union apart. */
const mostLevels = 8;
const mostItems = 20;

/** Whether a value has the shape of a schema. It tells branches apart; whether the value is valid is for the definition's validator to say. */
function fits(schema: unknown, value: unknown, root: JsonSchema, level = 0): boolean {
  if (level > mostLevels) return true;
  const resolved = resolveSchema(schema, root);
  const control = controlOf(resolved, root);
  if (control === "constant") return isSame(resolved["const"], value);
  if (control === "choice") return (choicesOf(resolved, root) ?? []).some((choice) => isSame(choice, value));
  if (control === "union") return (branchesOf(resolved, root) ?? []).some((branch) => fits(branch, value, root, level + 1));
  if (control === "json") return fitsMark(resolved["x-eventdeck"], value);
  if (!controlTakes(control, value)) return false;
  if (control === "object" && isPlainObject(value)) return fitsObject(resolved, value, root, level);
  if (control === "list" && isPlainList(value)) return fitsList(resolved, value, root, level);
  return resolved["type"] !== "integer" || Number.isInteger(value);
}

function fitsObject(schema: JsonSchema, value: Readonly<Record<string, unknown>>, root: JsonSchema, level: number): boolean {
  for (const key of requiredOf(schema)) if (!Object.hasOwn(value, key)) return false;
  const properties = new Map(propertiesOf(schema));
  const rest = schema["additionalProperties"] === false ? false : (restOf(schema) ?? true);
  return Object.entries(value).every(([key, member]) => {
    if (properties.has(key)) return member === undefined || fits(properties.get(key), member, root, level + 1);
    return fits(rest, member, root, level + 1);
  });
}

function fitsList(schema: JsonSchema, value: readonly unknown[], root: JsonSchema, level: number): boolean {
  const { first, rest } = itemsOf(schema);
  if (value.length < first.length) return false;
  return value.slice(0, mostItems).every((item, index) => fits(index < first.length ? first[index] : rest, item, root, level + 1));
}

function fitsMark(mark: unknown, value: unknown): boolean {
  switch (mark) {
    case "map":
      return value instanceof Map;
    case "set":
      return value instanceof Set;
    case "undefined":
      return value === undefined;
    case "symbol":
      return typeof value === "symbol";
    case "nan":
      return Number.isNaN(value);
    default:
      return true;
  }
}

/** The branch that a value belongs to: the first that it fits, else the one whose constants it has, else one of its kind, else the first. */
export function branchFor(value: unknown, branches: readonly JsonSchema[], root: JsonSchema): number {
  const scores = branches.map((branch) => scoreOf(branch, value, root));
  return Math.max(0, scores.indexOf(Math.max(...scores)));
}

function scoreOf(branch: JsonSchema, value: unknown, root: JsonSchema): number {
  if (fits(branch, value, root)) return 3;
  if (!controlTakes(controlOf(branch, root), value)) return 0;
  const constants = constantsOf(branch, root);
  if (constants.length === 0 || !isPlainObject(value)) return 1;
  return constants.every(([key, constant]) => isSame(constant, value[key])) ? 2 : 0.5;
}

/** The literals by which an object of a union is known. */
export function constantsOf(schema: JsonSchema, root: JsonSchema): readonly (readonly [string, unknown])[] {
  return propertiesOf(schema).flatMap(([key, property]) => {
    const resolved = resolveSchema(property, root);
    return "const" in resolved ? [[key, resolved["const"]] as const] : [];
  });
}

/** Equal as JSON is, with objects by their members. */
function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right) || left === right) return true;
  if (isPlainList(left)) return isPlainList(right) && left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  if (!isPlainObject(left) || !isPlainObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]));
}
