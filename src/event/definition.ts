import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { BusEvent, EventDraft, EventOptions, Priority } from "./event.ts";
import { requireOneOf, requireText } from "./require.ts";
import type { DefinitionOptions, EventDefinition, EventKind, RequestDefinition } from "./kind.ts";

/**
 * Declares a typed event. Call the result to make a draft; hand it to `subscribe` as a selector.
 *
 * @example
 * const itemAdded = defineEvent("cart.item-added", z.object({ sku: z.string() }));
 * bus.subscribe(itemAdded, (event) => console.log(event.payload.sku));
 * bus.emit(itemAdded({ sku: "A-1" }));
 *
 * @throws TypeError when `type` is not words (letters, digits, `_`, `-`) separated by single dots, or an option is not of its kind.
 */
export function defineEvent<const Type extends string, Schema extends StandardSchemaV1, const Topic extends string = Type>(
  type: Type,
  schema: Schema,
  options?: DefinitionOptions<StandardSchemaV1.InferOutput<Schema>, Topic>,
): EventDefinition<Type, StandardSchemaV1.InferOutput<Schema>, StandardSchemaV1.InferInput<Schema>, Topic> {
  return define(type, schema, options, {});
}

/**
 * Declares an event that expects an answer; `bus.request` resolves with the reply, checked by `reply`.
 *
 * @throws TypeError as `defineEvent` does
 */
export function defineRequest<const Type extends string, Schema extends StandardSchemaV1, ReplySchema extends StandardSchemaV1>(
  type: Type,
  schema: Schema,
  reply: ReplySchema,
  options?: DefinitionOptions<StandardSchemaV1.InferOutput<Schema>, Type>,
): RequestDefinition<Type, StandardSchemaV1.InferOutput<Schema>, StandardSchemaV1.InferInput<Schema>, StandardSchemaV1.InferOutput<ReplySchema>> {
  requireSchema(reply, `the reply of "${type}"`);
  return define(type, schema, options, { reply });
}

/** A schema that checks nothing and only types, for events whose shape TypeScript vouches for. */
export function payload<Payload>(): StandardSchemaV1<Payload, Payload> {
  return unchecked;
}

// One object for all calls of `payload`, so that publishing can tell it and skip the call. Its `any` stays inside: it is handed out under the caller's type only.
// oxlint-disable-next-line typescript/no-explicit-any
const unchecked: StandardSchemaV1<any, any> = {
  "~standard": { version: 1, vendor: "eventdeck", validate: (value) => ({ value }) },
};
/** Whether a schema is `payload()`, which passes every value by reference. */
export function checksNothing(schema: StandardSchemaV1): boolean {
  return schema === unchecked;
}

const typePattern = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
export const priorities = ["immediate", "normal", "deferred"] as const satisfies Priority[];

/** Whether a value is one of the three priorities. */
export function isPriority(value: unknown): value is Priority {
  return priorities.some((priority) => priority === value);
}

interface AnyOptions extends Omit<DefinitionOptions<never, string>, "wire"> {
  readonly wire?: StandardSchemaV1;
}

// The call's arguments depend on the schema's input type, which no implementation signature can spell: the two callers above state the result.
function define<Definition extends EventKind>(type: string, schema: StandardSchemaV1, options: AnyOptions = {}, extra: object): Definition {
  if (typeof type !== "string" || !typePattern.test(type)) {
    throw new TypeError(`"${type}" is no event type: write words of letters, digits, "_" and "-", separated by single dots, as in "cart.item-added".`);
  }
  requireSchema(schema, `the payload of "${type}"`);
  const { priority = "normal", topic = type, version = 1, description, deprecated, upcast, wire } = options;
  requireOneOf(priorities, `The priority of "${type}"`, priority);
  if (!Number.isSafeInteger(version) || version < 1) throw new TypeError(`"${type}" has version ${String(version)}: count up from 1.`);
  if (typeof topic !== "function") requireText(`The topic of "${type}"`, topic);
  if (wire) requireSchema(wire, `the wire form of "${type}"`);
  // Named by its key: a function whose name is redefined becomes a dictionary, from which publishing reads ten times as slowly.
  const named = { [type]: (input?: unknown, eventOptions?: EventOptions): EventDraft => ({ type, input, options: eventOptions, definition }) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const definition = Object.assign(named[type]!, {
    type,
    schema,
    version,
    priority,
    topic,
    description,
    deprecated,
    upcast,
    wire,
    is: (event: BusEvent) => event.type === type,
    ...extra,
  }) as unknown as Definition;
  return Object.freeze(definition);
}

function requireSchema(schema: StandardSchemaV1, place: string): void {
  if (typeof schema?.["~standard"]?.validate !== "function") {
    throw new TypeError(`${place} needs a Standard Schema (zod, valibot, arktype, …), or payload<T>() for none.`);
  }
}
