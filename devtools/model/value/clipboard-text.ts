import { writeJson } from "../compose/json-text.ts";
import { atOnce, type Work } from "../slices.ts";

/**
 * A value as text for the clipboard: a text as it is, `undefined` by its name, all else as JSON with the few things that JSON lacks written
 * so that a reader sees what they were.
 */
export function* writeClipboard(value: unknown): Work<string> {
  if (typeof value === "string") return value;
  return value === undefined ? "undefined" : yield* writeJson(value);
}

/** The same without giving way, for what is known to be small. */
export function clipboardText(value: unknown): string {
  return atOnce(writeClipboard(value));
}
