import type { Write } from "./backend.ts";
import { StoreCorruptedError, StoreValueError } from "./errors.ts";
import { keyRow } from "./keys.ts";
import type { StoreOperation } from "./store.ts";
import { decodeValue, encodeValue } from "./value-text.ts";

/** @throws StoreValueError */
export function encodeOperation(operation: StoreOperation): Write {
  if (typeof operation !== "object" || operation === null) {
    throw new StoreValueError(
      `An operation is ${operation === null ? "null" : `of type ${typeof operation}`}: give { put, value } or { del }. Nothing was written.`,
    );
  }
  if ("put" in operation) return [keyRow(operation.put), encodeValue(operation.put, operation.value)];
  if ("del" in operation) return [keyRow(operation.del), undefined];
  throw new StoreValueError('An operation has neither "put" nor "del": give one of them. Nothing was written.');
}

/** @throws StoreCorruptedError */
export function decodeRow(key: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return decodeValue(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreCorruptedError(`The value of "${key}" cannot be read (${why}): write or delete it.`, { key }, { cause: error });
  }
}
