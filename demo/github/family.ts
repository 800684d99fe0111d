import { defineEvent, type EventDefinition, type Priority } from "eventdeck";
import type { StandardSchemaV1 } from "@standard-schema/spec";

interface FamilyOptions<Payload> {
  readonly priority?: Priority;
  /** A word after the type, so that a subscriber can choose by what the payload says. */
  readonly detail?: (payload: Payload) => string;
}

/** The definitions of one kind of webhook, one for each of its actions: `github.{name}.{action}`. */
export function family<const Name extends string, const Action extends string, Schema extends StandardSchemaV1>(
  name: Name,
  actions: readonly Action[],
  schema: Schema,
  options?: FamilyOptions<StandardSchemaV1.InferOutput<Schema>>,
) {
  return actions.map((action) => defined(`github.${name}.${action}`, schema, options));
}

/** The definition of a kind that has no actions: `github.{name}`. */
export function single<const Name extends string, Schema extends StandardSchemaV1>(
  name: Name,
  schema: Schema,
  options?: FamilyOptions<StandardSchemaV1.InferOutput<Schema>>,
) {
  return [defined(`github.${name}`, schema, options)];
}

function defined<const Type extends string, Schema extends StandardSchemaV1>(
  type: Type,
  schema: Schema,
  { priority, detail }: FamilyOptions<StandardSchemaV1.InferOutput<Schema>> = {},
): EventDefinition<Type, StandardSchemaV1.InferOutput<Schema>, StandardSchemaV1.InferInput<Schema>, string> {
  const topic = detail ? (payload: StandardSchemaV1.InferOutput<Schema>) => `${type}.${detail(payload)}` : type;
  return defineEvent<Type, Schema, string>(type, schema, { priority, topic });
}
