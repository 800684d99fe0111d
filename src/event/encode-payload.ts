import { stringify } from "devalue";
import { reduceError } from "./error-fields.ts";
import { placeholder } from "./placeholder.ts";
import { toPortable } from "./portable.ts";
import { tagOf } from "./portable-level.ts";

/**
 * The `datacontenttype` of a payload that JSON has no form for: `data` is the table of values that devalue writes.
 *
 * devalue 6 and superjson 2 both measure 3.9 kB (minified, gzipped) and both carry BigInt, Map, Set, Date, RegExp, URL, -0, NaN, `undefined` and cycles.
 * Only devalue carries ArrayBuffer, DataView, BigInt64Array (on which superjson throws), the -0 and NaN of a float array and the holes of an array;
 * a function is an error to it, where superjson leaves it out without a word; and a payload is one JSON value, not a value and annotations beside it.
 * What superjson does and devalue does not: errors, which two functions of ours add. Both recurse; depth is limited before either sees a payload.
 */
export const devalueContentType = "application/vnd.eventdeck.devalue+json";

/** Levels of nesting that are written; what is deeper becomes a placeholder. Half of what devalue's recursion survives in a stack of 1 MB. */
export const maxPayloadDepth = 500;

/** Members and elements in one payload that are written, counting the holes of arrays; the container that would exceed it becomes a placeholder. */
export const maxPayloadValues = 1_048_576;

/** The CloudEvents members that carry a payload; none for `undefined`. */
export interface EncodedPayload {
  readonly datacontenttype?: string | null;
  readonly data?: unknown;
  readonly data_base64?: string | null;
}

/**
 * Writes a payload: bytes as `data_base64`, what JSON carries as it is, the rest by devalue. What neither carries is replaced, in a copy, by
 * `{ "$unserializable": "what it was" }`, so that one odd value costs no more than itself. Never throws.
 */
export function encodePayload(payload: unknown): EncodedPayload {
  if (payload === undefined) return {};
  if (isBytes(payload)) return { datacontenttype: "application/octet-stream", data_base64: toBase64(payload) };
  const { copy, plain } = toPortable(payload, { depth: maxPayloadDepth, values: maxPayloadValues });
  if (plain) return { datacontenttype: "application/json", data: copy };
  try {
    return { datacontenttype: devalueContentType, data: JSON.parse(stringify(copy, { Error: reduceError })) };
  } catch (error) {
    return { datacontenttype: "application/json", data: placeholder(`the payload: ${String(error)}`) };
  }
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && tagOf(value) === "Uint8Array";
}

/** `btoa` takes characters; 32,768 of them are as many arguments as every engine takes. */
function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 32_768) text += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  return btoa(text);
}
