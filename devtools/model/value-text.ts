export type ValueKind = "string" | "number" | "boolean" | "bigint" | "nothing" | "date" | "function" | "symbol" | "error" | "object";

/** What kind of thing a value is, for its colour. */
export function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return "nothing";
  if (value instanceof Date) return "date";
  if (value instanceof Error) return "error";
  const kind = typeof value;
  return kind === "undefined" ? "nothing" : kind;
}

/** One value in one line, without loss where it fits: `12n`, `Map(3)`, `-0`, `2024-05-01T…`. Containers are named with their size. */
export function valueText(value: unknown, maxLength = 200): string {
  switch (typeof value) {
    case "string":
      return quoted(value, maxLength);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return `ƒ ${value.name || "anonymous"}`;
    case "object":
      return value === null ? "null" : objectText(value);
    default:
      return String(value);
  }
}

function quoted(text: string, maxLength: number): string {
  return text.length > maxLength ? `${JSON.stringify(text.slice(0, maxLength))}… ${text.length} characters` : JSON.stringify(text);
}

function objectText(value: object): string {
  if (Array.isArray(value)) return `Array(${value.length})`;
  if (value instanceof Map || value instanceof Set) return `${className(value)}(${value.size})`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`;
  if (ArrayBuffer.isView(value)) return `${className(value)}(${"length" in value ? String(value.length) : value.byteLength})`;
  const name = className(value);
  const size = Object.keys(value).length;
  return name === "Object" ? `{ ${size} ${size === 1 ? "field" : "fields"} }` : name;
}

/** The name of a value's class; `Object` for plain ones, also for those without a prototype. */
export function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return "Object";
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object";
}
