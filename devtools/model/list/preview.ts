import { Unfetched } from "../../target/unfetched.ts";
import { className, dataOf } from "../value/own-data.ts";
import { kindOf } from "../value/value-kind.ts";
import { valueText } from "../value/value-text.ts";
import { visibleText } from "../value/visible-text.ts";

const maxLength = 160;
const maxFields = 8;
const longestKey = 48;
// What people call their things by, the most telling first: a nested object is shown by its name rather than by its size.
const nameKeys = ["title", "name", "full_name", "fullName", "label", "login", "key", "id"];

const previews = new WeakMap<object, string>();

/** A payload in one line. Built when a row first shows it, and kept for as long as the payload lives, since payloads are frozen. */
export function previewOf(payload: unknown, type = ""): string {
  if (typeof payload !== "object" || payload === null) return payload === undefined ? "" : valueText(payload, maxLength);
  if (Unfetched.is(payload)) return payload.preview;
  const known = previews.get(payload);
  if (known !== undefined) return known;
  const text = build(payload, type.slice(type.lastIndexOf(".") + 1));
  previews.set(payload, text);
  return text;
}

function build(payload: object, lastWord: string): string {
  const kind = kindOf(payload);
  try {
    if (Array.isArray(payload)) return listText(payload);
    if (kind === "object") return fieldsText(payload, lastWord);
    if (kind === "instance") return `${className(payload)}  ${fieldsText(payload, lastWord)}`.trimEnd();
  } catch {
    // A proxy that refuses; its text says so.
  }
  return valueText(payload, maxLength);
}

function fieldsText(payload: object, lastWord: string): string {
  const parts: string[] = [];
  let length = 0;
  for (const [key, value] of dataFields(payload)) {
    // The action is in the event's type already, and the line is short.
    if (value === lastWord) continue;
    const part = `${visibleText(key.slice(0, longestKey))}: ${shortText(value)}`;
    parts.push(part);
    length += part.length + 2;
    if (length > maxLength || parts.length === maxFields) break;
  }
  return parts.join("  ");
}

function listText(list: readonly unknown[]): string {
  const shown = Array.from({ length: Math.min(list.length, maxFields) }, (_, index) => shortText(Object.getOwnPropertyDescriptor(list, index)?.value));
  return `[${shown.join(", ")}${list.length > maxFields ? `, … ${list.length} in all` : ""}]`;
}

function shortText(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return valueText(value, 48);
  const kind = kindOf(value);
  if (kind !== "object" && kind !== "instance") return valueText(value, 48);
  for (const key of nameKeys) {
    const name: unknown = dataOf(value, key);
    if (typeof name === "string" && name !== "") return valueText(name, 48);
    if (typeof name === "number") return `#${name}`;
  }
  return valueText(value, 48);
}

// Reading a getter could run code of the application, so only data fields are read; and of many fields only those that are shown.
function* dataFields(object: object): Generator<[string, unknown]> {
  for (const key of Object.keys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (descriptor && "value" in descriptor) yield [key, descriptor.value];
  }
}
