import { blobOf, dateTimeOf, nodeTextOf, regExpTextOf, sizeOf, textualOf, typedArrayNameOf } from "./brands.ts";
import { errorText } from "./error-text.ts";
import { className, functionName, isObject } from "./own-data.ts";
import { formatBytes } from "./size-text.ts";
import { kindOf } from "./value-kind.ts";
import { quotedText, visibleText } from "./visible-text.ts";

export { className } from "./own-data.ts";

/** One value in one line, without loss where it fits: `12n`, `Map(3)`, `-0`, `2024-05-01T…`. Containers are named with their size. */
export function valueText(value: unknown, maxLength = 200): string {
  switch (typeof value) {
    case "string":
      return quotedText(value, maxLength) + (value.length > maxLength ? ` ${formatBytes(value.length)}` : "");
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return bigIntText(value, maxLength);
    case "symbol":
      return visibleText(String(value));
    case "function":
      return `ƒ ${visibleText(functionName(value) ?? "anonymous")}`;
    case "object":
      return value === null ? "null" : cut(visibleText(objectText(value)), maxLength);
    default:
      return String(value);
  }
}

// A million digits take seconds to be written in tens, and no time at all in powers of two.
function bigIntText(value: bigint, maxLength: number): string {
  const bits = 4 * maxLength;
  return BigInt.asIntN(bits, value) === value ? `${value}n` : `a bigint of more than ${bits} bits`;
}

function objectText(value: object): string {
  switch (kindOf(value)) {
    case "array":
      return `${nameUnless(value, "Array")}(${lengthOf(value)})`;
    case "map":
    case "set":
      return `${className(value)}(${sizeOf(value)})`;
    case "date":
      return dateText(dateTimeOf(value) ?? Number.NaN);
    case "error":
      return errorText(value);
    case "regexp":
      return regExpTextOf(value) ?? "";
    case "typed-array":
      return `${nameUnless(value, typedArrayNameOf(value) ?? "")}(${sizeOf(value)})`;
    case "bytes":
      return `${className(value)}(${byteLengthOf(value)})`;
    case "blob":
      return blobText(value);
    case "node":
      return nodeTextOf(value) ?? "";
    case "textual":
      return `${className(value)} ${textualOf(value) ?? ""}`;
    case "unreadable":
      return "a proxy that refuses to be read";
    default:
      return plainText(value);
  }
}

function byteLengthOf(value: object): number {
  return "byteLength" in value && typeof value.byteLength === "number" ? value.byteLength : 0;
}

function nameUnless(value: object, usual: string): string {
  const name = className(value);
  return name === "Object" ? usual : name;
}

function lengthOf(value: object): number {
  return Array.isArray(value) ? value.length : 0;
}

function dateText(time: number): string {
  return Number.isNaN(time) ? "Invalid Date" : new Date(time).toISOString();
}

function blobText(value: object): string {
  const { size = 0, type = "", name } = blobOf(value) ?? {};
  return [className(value), name === undefined ? "" : quotedText(name, 120), formatBytes(size), type].filter((part) => part !== "").join(" ");
}

function plainText(value: object): string {
  const name = className(value);
  if (name !== "Object") return name;
  try {
    const size = Reflect.ownKeys(value).length;
    return `{ ${size} ${size === 1 ? "field" : "fields"} }`;
  } catch {
    return "a proxy that refuses to be read";
  }
}

function cut(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** Whether a value has no prototype, which makes it lack what all objects have. */
export function isBare(value: unknown): boolean {
  try {
    return isObject(value) && Object.getPrototypeOf(value) === null;
  } catch {
    return false;
  }
}
