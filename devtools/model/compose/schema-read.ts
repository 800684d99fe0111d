import type { JsonSchema } from "../../target/index.ts";

/** References followed from one to the next: more is a circle of nothing but references. */
const mostHops = 32;
const aboutItself = ["title", "description", "default", "examples", "$schema", "$id", "$defs", "definitions", "oneOf", "anyOf", "allOf", "$ref"];

/** A schema with its references and `allOf` put together; what is no schema allows everything, as `true` does. @param root what `$ref` points into */
export function resolveSchema(schema: unknown, root: JsonSchema): JsonSchema {
  let found: JsonSchema = asSchema(schema);
  for (let hops = 0; hops < mostHops; hops += 1) {
    const { $ref: reference, ...beside } = found;
    if (typeof reference !== "string") break;
    found = { ...asSchema(pointedAt(reference, root)), ...beside };
  }
  const { allOf } = found;
  if (!Array.isArray(allOf)) return found;
  const { allOf: _all, ...own } = found;
  return allOf.reduce<JsonSchema>((whole, part) => mergeSchemas(whole, resolveSchema(part, root)), own);
}

/** The schemas of a union, each with what is said beside it; `undefined` for what is no union. */
export function branchesOf(schema: JsonSchema, root: JsonSchema): readonly JsonSchema[] | undefined {
  const listed = schema["oneOf"] ?? schema["anyOf"];
  const beside = without(schema, aboutItself);
  if (Array.isArray(listed) && listed.length > 0)
    return flat(
      listed.map((branch) => mergeSchemas(beside, resolveSchema(branch, root))),
      root,
    );
  const { type } = schema;
  if (Array.isArray(type) && type.length > 0 && schema["enum"] === undefined) return type.map((each) => ({ ...beside, type: each }));
  return undefined;
}

// `string | null | (number | boolean)`: a union within a union is one union to whoever chooses.
function flat(branches: readonly JsonSchema[], root: JsonSchema): readonly JsonSchema[] {
  return branches.flatMap((branch) => branchesOf(branch, root) ?? [branch]);
}

/** The values of an `enum`, or of a union of nothing but constants. */
export function choicesOf(schema: JsonSchema, root: JsonSchema): readonly unknown[] | undefined {
  if (Array.isArray(schema["enum"])) return schema["enum"];
  const branches = branchesOf(schema, root);
  if (!branches?.every((branch) => "const" in branch || Array.isArray(branch["enum"]))) return undefined;
  return branches.flatMap((branch): readonly unknown[] => (Array.isArray(branch["enum"]) ? branch["enum"] : [branch["const"]]));
}

export function propertiesOf(schema: JsonSchema): readonly (readonly [string, unknown])[] {
  const { properties } = schema;
  return isSchema(properties) ? Object.entries(properties) : [];
}

export function requiredOf(schema: JsonSchema): ReadonlySet<string> {
  const { required } = schema;
  return new Set(Array.isArray(required) ? required.filter((key) => typeof key === "string") : []);
}

/** What keys beyond the named ones hold; `undefined` when there may be none. */
export function restOf(schema: JsonSchema): JsonSchema | undefined {
  const rest = schema["additionalProperties"];
  return rest === true ? {} : isSchema(rest) ? rest : undefined;
}

/** Schemas of the first items of a tuple, and of those after them. */
export function itemsOf(schema: JsonSchema): { readonly first: readonly unknown[]; readonly rest: unknown } {
  const { prefixItems, items } = schema;
  const first: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : [];
  // A tuple without `items` is closed to whoever fills in a form.
  return { first, rest: items ?? first.length === 0 };
}

export function textIn(schema: JsonSchema, key: string): string | undefined {
  const value = schema[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function numberIn(schema: JsonSchema, key: string): number | undefined {
  const value = schema[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Whether nothing at all fits: `false`, or `{ "not": {} }`. */
export function isNever(schema: JsonSchema): boolean {
  const { not } = schema;
  return not === true || (isSchema(not) && Object.keys(not).length === 0);
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asSchema(value: unknown): JsonSchema {
  if (isSchema(value)) return value;
  return value === false ? { not: {} } : {};
}

function pointedAt(reference: string, root: JsonSchema): unknown {
  if (!reference.startsWith("#")) return undefined;
  let found: unknown = root;
  for (const word of decodeURIComponent(reference.slice(1)).split("/").slice(1)) {
    const key = word.replaceAll("~1", "/").replaceAll("~0", "~");
    found = typeof found === "object" && found !== null && Object.hasOwn(found, key) ? Reflect.get(found, key) : undefined;
  }
  return found;
}

function mergeSchemas(left: JsonSchema, right: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...left, ...right };
  if (isSchema(left["properties"]) && isSchema(right["properties"])) {
    const properties: Record<string, unknown> = { ...left["properties"] };
    for (const [key, schema] of Object.entries(right["properties"])) properties[key] = key in properties ? { allOf: [properties[key], schema] } : schema;
    merged["properties"] = properties;
  }
  const required = [...requiredOf(left), ...requiredOf(right)];
  if (required.length > 0) merged["required"] = [...new Set(required)];
  return merged;
}

function without(schema: JsonSchema, keys: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}
