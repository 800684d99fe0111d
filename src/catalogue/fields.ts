import * as z from "zod/mini";

// What a message says follows the field's name: `taskId: must be …`. Without a message, zod/mini says "Invalid input" of everything.
// Every top-level call carries the annotation, so that a bundler drops the schemas that nobody imports.

/** A value that JSON carries unchanged, and so any transport. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A non-empty text that names something for good. */
export const id = /* @__PURE__ */ z.string("must be a non-empty string").check(/* @__PURE__ */ z.minLength(1, "must be a non-empty string"));
/** What people read. May be empty. */
export const text = /* @__PURE__ */ z.string("must be a string");
export const flag = /* @__PURE__ */ z.boolean("must be true or false");
/** How many of something there are. */
export const count = /* @__PURE__ */ z.int("must be an integer from 0 up").check(/* @__PURE__ */ z.nonnegative("must be an integer from 0 up"));
/** Which try it is, the first being 1. */
export const attempt = /* @__PURE__ */ z.int("must be an integer from 1 up").check(/* @__PURE__ */ z.positive("must be an integer from 1 up"));
/** Milliseconds since the Unix epoch, like an event's `time`. */
export const moment = /* @__PURE__ */ z.number("must be milliseconds since the Unix epoch");
/** A duration in milliseconds. */
export const duration = /* @__PURE__ */ z.number("must be milliseconds from 0 up").check(/* @__PURE__ */ z.nonnegative("must be milliseconds from 0 up"));
/** A share of the whole, from 0 to 1. */
export const share = /* @__PURE__ */ z
  .number("must be a number from 0 to 1")
  .check(/* @__PURE__ */ z.nonnegative("must be a number from 0 to 1"), /* @__PURE__ */ z.maximum(1, "must be a number from 0 to 1"));

const notJson = "must be a value that JSON carries: strings, finite numbers, booleans, null, lists and plain objects of these";

export const json: z.ZodMiniType<JsonValue, JsonValue> = /* @__PURE__ */ z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)], notJson),
);
export const jsonObject = /* @__PURE__ */ z.record(/* @__PURE__ */ z.string(), json, "must be a plain object of JSON values");
export const texts: z.ZodMiniType<readonly string[], readonly string[]> = /* @__PURE__ */ z.array(text, "must be a list of strings");
export const ids: z.ZodMiniType<readonly string[], readonly string[]> = /* @__PURE__ */ z.array(id, "must be a list of non-empty strings");

/** One of a closed set of words. */
// @__NO_SIDE_EFFECTS__
export function oneOf<const Words extends readonly string[]>(words: Words): z.ZodMiniEnum<{ [Word in Words[number]]: Word }> {
  return z.enum(words, `must be ${words.map((word) => `"${word}"`).join(" or ")}`);
}

/** A payload of named fields. Members that it does not name are left out, so that a newer sender's payload is understood here. */
// @__NO_SIDE_EFFECTS__
export function fields<Shape extends z.core.$ZodShape>(shape: Shape): z.ZodMiniObject<Shape> {
  return z.object(shape, "must be an object");
}

/** A field that may be left out. */
// @__NO_SIDE_EFFECTS__
export function maybe<Schema extends z.core.$ZodType>(schema: Schema): z.ZodMiniOptional<Schema> {
  return z.optional(schema);
}

/** A field that has this value when it is left out. */
// @__NO_SIDE_EFFECTS__
export function or<Schema extends z.core.$ZodType>(schema: Schema, value: z.core.util.NoUndefined<z.core.output<Schema>>): z.ZodMiniDefault<Schema> {
  // oxlint-disable-next-line no-underscore-dangle -- zod/mini names it so
  return z._default(schema, value);
}
