import { valueText } from "./value-text.ts";

const maxLength = 160;
const maxFields = 8;
// What people call their things by, the most telling first: a nested object is shown by its name rather than by its size.
const nameKeys = ["title", "name", "full_name", "fullName", "label", "login", "key", "id"];

const previews = new WeakMap<object, string>();

/** A payload in one line. Built when a row first shows it, and kept for as long as the payload lives, since payloads are frozen. */
export function previewOf(payload: unknown, type = ""): string {
  if (typeof payload !== "object" || payload === null) return payload === undefined ? "" : valueText(payload, maxLength);
  const known = previews.get(payload);
  if (known !== undefined) return known;
  const text = build(payload, type.slice(type.lastIndexOf(".") + 1));
  previews.set(payload, text);
  return text;
}

function build(payload: object, lastWord: string): string {
  if (Array.isArray(payload)) return listText(payload);
  if (payload instanceof Map || payload instanceof Set || payload instanceof Date) return valueText(payload);
  const parts: string[] = [];
  let length = 0;
  for (const [key, value] of dataFields(payload)) {
    // The action is in the event's type already, and the line is short.
    if (value === lastWord) continue;
    const part = `${key}: ${shortText(value)}`;
    parts.push(part);
    length += part.length + 2;
    if (length > maxLength || parts.length === maxFields) break;
  }
  return parts.join("  ");
}

function listText(list: readonly unknown[]): string {
  const shown = list.slice(0, maxFields).map(shortText).join(", ");
  return `[${shown}${list.length > maxFields ? `, … ${list.length} in all` : ""}]`;
}

function shortText(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return valueText(value, 48);
  for (const key of nameKeys) {
    const name: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
    if (typeof name === "string" && name !== "") return valueText(name, 48);
    if (typeof name === "number") return `#${name}`;
  }
  return valueText(value, 48);
}

// Reading a getter could run code of the application, so only data fields are read.
function* dataFields(object: object): Generator<[string, unknown]> {
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    if (descriptor.enumerable && "value" in descriptor) yield [key, descriptor.value];
  }
}
