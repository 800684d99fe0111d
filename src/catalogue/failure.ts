import type * as z from "zod/mini";
import { fields, flag, id, json, maybe, or, text } from "./fields.ts";

/** What went wrong, in a form that every transport carries. */
export const failure = /* @__PURE__ */ fields({
  /** Stable, for programs. */
  code: id,
  /** For people. */
  message: text,
  /** Whether trying again may help. @default false */
  retryable: or(flag, false),
  details: maybe(json),
});

/** What went wrong: `code` for programs, `message` for people, `retryable` where trying again may help. */
export type Failure = z.infer<typeof failure>;

/**
 * An error as the `error` of a payload: its `code` where it has one, else its name. Anything else that was thrown is taken for one where it has a message.
 *
 * @param retryable whether trying again may help
 */
export function toFailure(error: unknown, retryable = false): Failure {
  return { code: textOf(error, "code") || textOf(error, "name") || "Error", message: textOf(error, "message") ?? shown(error), retryable };
}

function textOf(error: unknown, key: string): string | undefined {
  const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === "string" ? value : undefined;
}

function shown(thrown: unknown): string {
  // An object without a prototype has no text.
  return typeof thrown === "object" && thrown !== null ? Object.prototype.toString.call(thrown) : String(thrown);
}
