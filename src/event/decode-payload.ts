import { unflatten } from "devalue";
import { devalueContentType, type EncodedPayload, maxPayloadDepth, maxPayloadValues } from "./encode-payload.ts";
import { reviveError } from "./error-fields.ts";
import { SessionFormatError } from "./errors.ts";
import { toPortable } from "./portable.ts";

/** Digits of the longest bigint that is written. */
const maxBigIntLength = 19_731;

/**
 * Reads a payload into values of its own: nothing of what was given is kept or changed, except bytes and dates.
 *
 * @throws SessionFormatError when it is not what `encodePayload` or another CloudEvents producer writes, exceeds the limits, or has a member `__proto__`
 */
export function decodePayload(encoded: EncodedPayload): unknown {
  const { data, data_base64: base64, datacontenttype } = encoded;
  if (typeof base64 === "string") {
    if (data !== undefined) throw new SessionFormatError('"data" and "data_base64" are both present: keep one.');
    return attempt("data_base64", "Base64", () => fromBase64(base64));
  }
  if (data === undefined) return undefined;
  const encodedByUs = datacontenttype?.split(";", 1)[0]?.trim().toLowerCase() === devalueContentType;
  const value = encodedByUs ? attempt("data", `what "${devalueContentType}" stands for`, () => fromTable(data)) : data;
  // Room for the placeholders themselves, which stand one level below the last and may add a member for each: all that is written can be read.
  const { copy, loss } = toPortable(value, { depth: maxPayloadDepth + 1, values: 2 * maxPayloadValues });
  if (loss !== undefined) throw new SessionFormatError(`"data" cannot be read: ${loss}. Take that out, or write it in another form.`);
  return copy;
}

function attempt<Value>(attribute: string, form: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new SessionFormatError(`"${attribute}" is not ${form} (${String(error)}): write the event again with toCloudEvent.`, undefined, { cause: error });
  }
}

function fromTable(data: unknown): unknown {
  if (typeof data === "number") return unflatten(data);
  if (!Array.isArray(data)) throw new TypeError("a table of values is an array");
  for (const entry of data) {
    if (Array.isArray(entry) && entry[0] === "BigInt" && !(String(entry[1]).length <= maxBigIntLength)) throw new RangeError("a bigint is too long");
  }
  // devalue appends to a malformed table, and this one is the caller's.
  return unflatten([...data], { Error: reviveError });
}

function fromBase64(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}
