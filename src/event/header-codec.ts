import { SessionFormatError } from "./errors.ts";
import type { BusEvent } from "./event.ts";
import { isPlainObject } from "./freeze.ts";
import { maxPayloadValues } from "./encode-payload.ts";
import { placeholderKey } from "./placeholder.ts";
import { toPortable } from "./portable.ts";
import { noHeaders } from "./seal.ts";

type Headers = BusEvent["headers"];

const limits = { depth: 1, values: maxPayloadValues };

/**
 * A JSON object in one string, since CloudEvents attributes are scalars; nothing for no headers. What is no finite number, string or boolean is
 * written as its text, and a header "__proto__", which nobody would read, under the name of a placeholder.
 */
export function encodeHeaders(headers: Headers): string | undefined {
  if (headers === noHeaders) return undefined;
  const written = Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name === "__proto__" ? placeholderKey : name, isScalar(value) ? value : String(value)]);
  return written.length === 0 ? undefined : JSON.stringify(Object.fromEntries(written));
}

/** @throws SessionFormatError when it is not a JSON object of strings, finite numbers and booleans, or has a member `__proto__` */
export function decodeHeaders(text: string): Headers {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new SessionFormatError(`"headers" is not JSON (${String(error)}).`, undefined, { cause: error });
  }
  const { copy, loss } = toPortable(parsed, limits);
  if (loss === undefined && isHeaders(copy)) return copy;
  throw new SessionFormatError(`"headers" must hold a JSON object of strings, numbers and booleans, without "__proto__".`);
}

function isHeaders(value: unknown): value is Headers {
  return typeof value === "object" && value !== null && isPlainObject(value) && Object.values(value).every(isScalar);
}
function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
