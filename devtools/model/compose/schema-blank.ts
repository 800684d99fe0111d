import type { JsonSchema } from "../../target/index.ts";
import { controlOf } from "./schema-control.ts";
import { branchesOf, itemsOf, numberIn, propertiesOf, requiredOf, resolveSchema } from "./schema-read.ts";

/** No value: the field stays empty until something is typed. */
export const absent = Symbol("absent");

/** How deep required members are filled in: a schema that requires itself has no end. */
const mostLevels = 12;
const mostItems = 50;

/** What a new field holds: required members are there and empty, optional ones are not; `absent` where only a person can say. */
export function blankOf(schema: unknown, root: JsonSchema, level = 0): unknown {
  const resolved = resolveSchema(schema, root);
  if ("default" in resolved) return resolved["default"];
  switch (controlOf(resolved, root)) {
    case "object":
      return blankObject(resolved, root, level);
    case "list":
      return blankList(resolved, root, level);
    case "text":
      return "";
    case "flag":
      return false;
    case "nothing":
      return null;
    case "constant":
      return resolved["const"];
    case "union":
      return blankOf(branchesOf(resolved, root)?.[0], root, level + 1);
    default:
      return absent;
  }
}

function blankObject(schema: JsonSchema, root: JsonSchema, level: number): unknown {
  const object: Record<string, unknown> = {};
  if (level >= mostLevels) return object;
  const required = requiredOf(schema);
  for (const [key, property] of propertiesOf(schema)) {
    const value = required.has(key) ? blankOf(property, root, level + 1) : absent;
    if (value !== absent) define(object, key, value);
  }
  return object;
}

function blankList(schema: JsonSchema, root: JsonSchema, level: number): unknown {
  const { first, rest } = itemsOf(schema);
  const least = Math.min(mostItems, Math.max(first.length, numberIn(schema, "minItems") ?? 0));
  if (level >= mostLevels) return [];
  return Array.from({ length: least }, (_, index) => present(blankOf(index < first.length ? first[index] : rest, root, level + 1)));
}

function present(value: unknown): unknown {
  return value === absent ? undefined : value;
}

/** Sets a member, also one called `__proto__`. */
export function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
