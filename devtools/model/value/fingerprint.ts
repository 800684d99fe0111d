import { stepLabel } from "./value-path.ts";
import { kindOf } from "./value-kind.ts";
import { valueText } from "./value-text.ts";
import { dataOf } from "./own-data.ts";
import { walk } from "./value-walk.ts";

const mostVisited = 64;
const longestPart = 60;

/** A text that equal values share and that different ones rarely do; looks at so many of its parts, however large it is. */
export function fingerprint(value: unknown): string {
  if (typeof value !== "object" || value === null) return scalarPrint(value);
  let print = "";
  let visited = 0;
  for (const { member, kind } of walk(value)) {
    const { step, value: inside, absent } = member;
    const text = typeof inside === "object" && inside !== null ? kind : scalarPrint(inside);
    print += `${stepLabel(step)}=${absent ?? text};`;
    visited += 1;
    if (visited === mostVisited) break;
  }
  return print;
}

function scalarPrint(value: unknown): string {
  if (typeof value === "string") return value.length > longestPart ? `"${value.length} ${value.slice(0, longestPart)}` : `"${value}`;
  return typeof value === "object" && value !== null ? kindOf(value) : `${typeof value} ${valueText(value, longestPart)}`;
}

const idKeys = ["id", "_id", "uuid", "key"];

/** What an item of a list calls itself, by the names that such things usually have. */
export function ownIdOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const key of idKeys) {
    const id = dataOf(value, key);
    if (typeof id === "string" || typeof id === "number" || typeof id === "bigint") return `${key} ${typeof id} ${id}`;
  }
  return undefined;
}
