import type { Arrival } from "./entry.ts";

/** Characters of a link's name or of an instance, and buses on a path, that are taken from a file. */
const maxCharacters = 1000;
const maxPath = 100;

/** How the event of a session's line arrived. What is none of this form is somebody else's attribute of the same name, and left alone. */
export function readArrival(line: unknown): Arrival | undefined {
  const text: unknown = typeof line === "object" && line !== null && "arrival" in line ? line.arrival : undefined;
  return typeof text === "string" ? arrivalOf(parse(text)) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function arrivalOf(value: unknown): Arrival | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { link, path, at, aheadMs, withinMs }: Partial<Record<keyof Arrival, unknown>> = value;
  if (!isName(link) || !isTime(at) || !Array.isArray(path) || path.length > maxPath || !path.every(isName)) return undefined;
  return { link, path, at, ...(isTime(aheadMs) && isTime(withinMs) && { aheadMs, withinMs }) };
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= maxCharacters;
}
/** JSON has no infinity and no `NaN`, but numbers past any moment: a date can be that of 8.64e15 milliseconds. */
function isTime(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= 8.64e15;
}
