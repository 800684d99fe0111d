import { decodePayload, encodePayload, maxPayloadDepth, maxPayloadValues, toPortable } from "../event/index.ts";
import { StoreValueError } from "./errors.ts";

const limits = { depth: maxPayloadDepth, values: maxPayloadValues };

/** Before the text of a value that is JSON as it is; all others are JSON objects, which begin with a brace. */
const plainMark = "=";

/** The text of a value. @throws StoreValueError that names the key and the member which no text can carry */
export function encodeValue(key: string, value: unknown): string {
  const { copy, plain, loss } = toPortable(value, limits);
  if (loss !== undefined) {
    const place = loss.startsWith("the payload ") ? loss.slice("the payload ".length) : `has a member that cannot be carried: ${loss}`;
    throw new StoreValueError(`The value for "${key}" ${place}. Store what it stands for instead. Nothing was written.`);
  }
  return plain ? plainMark + JSON.stringify(copy) : JSON.stringify(encodePayload(copy));
}

/** @throws an error of whatever kind when the text is not what `encodeValue` writes */
export function decodeValue(text: string): unknown {
  return text.startsWith(plainMark) ? JSON.parse(text.slice(plainMark.length)) : decodePayload(JSON.parse(text));
}
