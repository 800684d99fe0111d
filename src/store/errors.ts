import { BusError } from "../event/index.ts";

/** Somebody else appended first: nothing was written. Read on from `actual`, decide anew, and append again. Code `ERR_SEQUENCE_CONFLICT`. */
export class SequenceConflictError extends BusError {
  override readonly name: string = "SequenceConflictError";
  readonly stream: string;
  readonly expected: number;
  /** The stream's last sequence; 0 for a stream that has none. */
  readonly actual: number;
  constructor(stream: string, expected: number, actual: number) {
    super(
      "ERR_SEQUENCE_CONFLICT",
      `Stream "${stream}" ends at sequence ${actual}, not ${expected}: somebody else appended. Nothing was written. Read on from there and append again.`,
    );
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}
/** The store is not open: not yet, or no more. Code `ERR_STORE_CLOSED`. */
export class StoreClosedError extends BusError {
  override readonly name: string = "StoreClosedError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_STORE_CLOSED", message, options);
  }
}
/** Another process, or another store of this one, has these files open. Code `ERR_STORE_LOCKED`. */
export class StoreLockedError extends BusError {
  override readonly name: string = "StoreLockedError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_STORE_LOCKED", message, options);
  }
}
/** What is stored cannot be read. Code `ERR_STORE_CORRUPTED`. */
export class StoreCorruptedError extends BusError {
  override readonly name: string = "StoreCorruptedError";
  /** Of the record that cannot be read; absent when it is no record of a stream. */
  readonly stream?: string;
  readonly sequence?: number;
  /** Of the value that cannot be read; absent when it is no value of the key space. */
  readonly key?: string;
  constructor(message: string, place: { readonly stream?: string; readonly sequence?: number; readonly key?: string } = {}, options?: ErrorOptions) {
    super("ERR_STORE_CORRUPTED", message, options);
    this.stream = place.stream;
    this.sequence = place.sequence;
    this.key = place.key;
  }
}
/** The store was written by a version of this package that this one does not know. Code `ERR_STORE_VERSION`. */
export class StoreVersionError extends BusError {
  override readonly name: string = "StoreVersionError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_STORE_VERSION", message, options);
  }
}
/** There is no room: the disk is full, or the browser's quota used up. Nothing of this write was kept. Code `ERR_STORE_FULL`. */
export class StoreFullError extends BusError {
  override readonly name: string = "StoreFullError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_STORE_FULL", message, options);
  }
}
/** A read or a write failed for another reason, which is the `cause`. Code `ERR_STORE_FAILED`. */
export class StoreFailedError extends BusError {
  override readonly name: string = "StoreFailedError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_STORE_FAILED", message, options);
  }
}
/** A key or a value that no store can carry. Nothing was written. Code `ERR_STORE_VALUE`. */
export class StoreValueError extends BusError {
  override readonly name: string = "StoreValueError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_STORE_VALUE", message, options);
  }
}
