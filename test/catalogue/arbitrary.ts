import * as fc from "../fast-check.ts";

/** What the tests read of a JSON Schema: as much as the catalogue's schemas come out as. */
interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
  readonly propertyNames?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** Values that a JSON Schema accepts. */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  // The only schema that refers to itself is that of any JSON value.
  if (schema.$ref !== undefined || schema.anyOf) return fc.jsonValue({ maxDepth: 2 });
  switch (schema.type) {
    case "string":
      return fc.string({ minLength: schema.minLength ?? 0 });
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? (schema.exclusiveMinimum ?? -1e9) + 1, max: 1e9 });
    case "number":
      return fc.double({ min: schema.minimum ?? -1e15, max: schema.maximum ?? 1e15, noNaN: true });
    case "array":
      return fc.array(valuesOf(schema.items ?? { anyOf: [] }), { maxLength: 3 });
    case "object":
      return objectsOf(schema);
    default:
      throw new Error(`No value is known for ${JSON.stringify(schema)}.`);
  }
}

function objectsOf({ properties, required = [], additionalProperties, propertyNames }: JsonSchema): fc.Arbitrary<unknown> {
  if (properties === undefined) {
    return fc.dictionary(valuesOf(propertyNames ?? { type: "string" }) as fc.Arbitrary<string>, valuesOf(additionalProperties || { anyOf: [] }), {
      maxKeys: 3,
    });
  }
  const members = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema)]));
  return fc.record(members, { requiredKeys: [...required] });
}
