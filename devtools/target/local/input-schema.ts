import type { EventKind } from "eventdeck";
import type { JsonSchema } from "../domains/compose.ts";

/** By `~standard`, so that a schema is converted once. */
const known = new WeakMap<object, { readonly schema: JsonSchema | undefined }>();

/**
 * The JSON Schema of what a definition takes, as far as its validator offers Standard JSON Schema; `undefined` otherwise.
 * See https://standardschema.dev/json-schema.
 */
export function inputSchemaOf({ schema }: EventKind): JsonSchema | undefined {
  const standard: object = schema["~standard"];
  const before = known.get(standard);
  if (before) return before.schema;
  const found = convert(standard);
  known.set(standard, { schema: found });
  return found;
}

function convert(standard: object): JsonSchema | undefined {
  const converter: unknown = Reflect.get(standard, "jsonSchema");
  const input: unknown = isObject(converter) ? Reflect.get(converter, "input") : undefined;
  if (typeof input !== "function") return undefined;
  const target = "draft-2020-12";
  // The second way is zod's: a part that JSON has no form for is left open and marked, where the first would refuse the whole.
  for (const options of [{ target }, { target, libraryOptions: { unrepresentable: "any", override: mark } }]) {
    try {
      const schema: unknown = JSON.parse(JSON.stringify(Reflect.apply(input, converter, [options])));
      if (isSchema(schema)) return schema;
    } catch {
      // Standard JSON Schema says that a converter throws for what it cannot express: there is no schema, and the form falls back on JSON.
    }
  }
  return undefined;
}

const marked = new Set(["bigint", "date", "map", "set", "undefined", "symbol", "nan", "custom", "function", "file"]);

function mark(found: unknown): void {
  if (!isObject(found)) return;
  const json: unknown = Reflect.get(found, "jsonSchema");
  const definition: unknown = read(read(Reflect.get(found, "zodSchema"), "_zod"), "def");
  const type: unknown = read(definition, "type");
  if (isObject(json) && typeof type === "string" && marked.has(type)) Reflect.set(json, "x-eventdeck", type);
}

function read(value: unknown, key: string): unknown {
  return isObject(value) ? Reflect.get(value, key) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isSchema(value: unknown): value is JsonSchema {
  return isObject(value) && !Array.isArray(value);
}
