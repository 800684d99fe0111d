import { FilterSyntaxError, type Priority } from "../../event/index.ts";
import type { FilterFlag, FilterKey } from "./node.ts";

/** What may follow each key; an array lists all that may. */
export const takes: Readonly<Record<FilterKey, "number" | "scalar" | "text" | "topic" | readonly string[]>> = {
  type: "text",
  topic: "topic",
  source: "text",
  via: "text",
  id: "text",
  correlation: "text",
  causation: "text",
  priority: ["immediate", "normal", "deferred"] satisfies Priority[],
  position: "number",
  is: ["replayed", "failed", "unheard", "pending", "skipped"] satisfies FilterFlag[],
  handler: "text",
  took: "number",
  waited: "number",
  header: "scalar",
  payload: "scalar",
};

/** Whether a word is one of the keys. */
export function isKey(word: string): word is FilterKey {
  return Object.hasOwn(takes, word);
}

/** @throws FilterSyntaxError always */
export function fail(message: string, index: number): never {
  throw new FilterSyntaxError(message, index);
}

/** @throws FilterSyntaxError that names the known keys, and the one that was probably meant */
export function failUnknownKey(key: string, index: number): never {
  const known = Object.keys(takes).map((name) => name.replace("header", "header.name").replace("payload", "payload.path"));
  const meant = known.find((name) => isNear(headOf(key.toLowerCase()), headOf(name)));
  fail(`Unknown key "${key}"${meant ? `, did you mean "${meant}"?` : "."} Use ${known.join(", ")}, or quote the text`, index);
}

function headOf(key: string): string {
  return key.replace(/[.[].*/s, "");
}

/** The same beginning, or nearly the same length and letters: swapped, doubled, missing and mistaken ones. */
function isNear(typed: string, name: string): boolean {
  const missing = name.split("").filter((letter) => !typed.includes(letter)).length;
  const isClose = typed.length > 2 && missing < 2 && Math.abs(typed.length - name.length) < 2;
  return isClose || (typed.length > 1 && name.startsWith(typed.slice(0, 4)));
}
