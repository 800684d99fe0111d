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
 * An error as the `error` of a payload: its `code` where it has one, else its name.
 *
 * @param retryable whether trying again may help
 */
export function toFailure(error: unknown, retryable = false): Failure {
  if (!(error instanceof Error)) return { code: "Error", message: String(error), retryable };
  const code: unknown = "code" in error ? error.code : undefined;
  return { code: typeof code === "string" && code !== "" ? code : error.name || "Error", message: error.message, retryable };
}
