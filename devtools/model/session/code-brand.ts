import { dateTimeOf, isTypedArray, regExpTextOf, sizeOf, textualOf, typedArrayNameOf } from "../value/brands.ts";
import { className, dataOf } from "../value/own-data.ts";
import { kindOf } from "../value/value-kind.ts";

// Past this a list of numbers says nothing to a reader.
const maxNumbers = 10_000;

/** A built-in object as an expression; `undefined` for what has none, and for collections, whose members are printed one by one. */
export function builtInCode(value: object): string | undefined {
  const time = dateTimeOf(value);
  if (time !== undefined) return Number.isNaN(time) ? "new Date(Number.NaN)" : `new Date(${JSON.stringify(new Date(time).toISOString())})`;
  const kind = kindOf(value);
  if (kind === "regexp") return regExpTextOf(value);
  if (kind === "typed-array") return numbersCode(value);
  if (kind === "bytes") return bytesCode(value);
  if (kind === "error") return errorCode(value);
  if (kind === "textual" && className(value) === "URL") return `new URL(${JSON.stringify(textualOf(value))})`;
  return undefined;
}

function numbersCode(value: object): string | undefined {
  const name = typedArrayNameOf(value);
  if (name === undefined || !isTypedArray(value) || sizeOf(value) > maxNumbers) return undefined;
  const numbers: unknown[] = [...Array.prototype.values.call(value)];
  return `new ${name}([${numbers.map(numberCode).join(", ")}])`;
}

function numberCode(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  return Object.is(value, -0) ? "-0" : String(value);
}

function bytesCode(value: object): string | undefined {
  if (!(value instanceof ArrayBuffer) || value.byteLength > maxNumbers) return undefined;
  return `new Uint8Array([${new Uint8Array(value).join(", ")}]).buffer`;
}

const errors = ["Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];

function errorCode(value: object): string | undefined {
  const name = className(value);
  const message = dataOf(value, "message") ?? "";
  // What else it carries would be lost.
  if (!errors.includes(name) || typeof message !== "string" || Object.keys(value).length > 0 || Object.hasOwn(value, "cause")) return undefined;
  return `new ${name}(${JSON.stringify(message)})`;
}
