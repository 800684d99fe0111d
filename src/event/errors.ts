import type { StandardSchemaV1 } from "@standard-schema/spec";

// Names are written out because a minifier renames classes, and must not rename what people read in a log.

/** Every error of this package. `code` is stable; the message says what happened and what to do. */
export class BusError extends Error {
  override readonly name: string = "BusError";
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
/** A payload that its schema refuses, or that cannot be checked. Code `ERR_EVENT_INVALID`. */
export class EventValidationError extends BusError {
  override readonly name: string = "EventValidationError";
  readonly type: string;
  readonly issues: readonly StandardSchemaV1.Issue[];
  constructor(type: string, issues: readonly StandardSchemaV1.Issue[], message?: string) {
    super("ERR_EVENT_INVALID", message ?? `"${type}" has an invalid payload: ${describeIssues(issues)}. Nothing was published.`);
    this.type = type;
    this.issues = issues;
  }
}
/** A query that is not in the filter language. Code `ERR_FILTER_SYNTAX`. */
export class FilterSyntaxError extends BusError {
  override readonly name: string = "FilterSyntaxError";
  /** Of the offending character in the query's text; the text's length when it ends too early. */
  readonly index: number;
  constructor(message: string, index: number) {
    super("ERR_FILTER_SYNTAX", `${message} (at character ${index})`);
    this.index = index;
  }
}
/** A session file or CloudEvent that is not what it should be. Code `ERR_SESSION_FORMAT`. */
export class SessionFormatError extends BusError {
  override readonly name: string = "SessionFormatError";
  /** Of the session file, the first being 1; absent when a single event was read. */
  readonly line?: number;
  constructor(message: string, line?: number, options?: ErrorOptions) {
    super("ERR_SESSION_FORMAT", line === undefined ? message : `line ${line}: ${message}`, options);
    if (line !== undefined) this.line = line;
  }
}
/** The bus was closed. Code `ERR_BUS_CLOSED`. */
export class BusClosedError extends BusError {
  override readonly name: string = "BusClosedError";
  constructor(message: string) {
    super("ERR_BUS_CLOSED", message);
  }
}
/** A lane is at its capacity, or a chain of immediate events has no end. Code `ERR_LANE_OVERFLOW`. */
export class LaneOverflowError extends BusError {
  override readonly name: string = "LaneOverflowError";
  constructor(message: string) {
    super("ERR_LANE_OVERFLOW", message);
  }
}
/** Something took longer than it was given. Code `ERR_TIMEOUT`. */
export class TimeoutError extends BusError {
  override readonly name: string = "TimeoutError";
  constructor(message: string) {
    super("ERR_TIMEOUT", message);
  }
}
/** Nobody answers for the type of a request. Code `ERR_NO_RESPONDER`. */
export class NoResponderError extends BusError {
  override readonly name: string = "NoResponderError";
  constructor(message: string) {
    super("ERR_NO_RESPONDER", message);
  }
}
/** What a responder in another context threw. Code `ERR_REMOTE`. */
export class RemoteError extends BusError {
  override readonly name: string = "RemoteError";
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_REMOTE", message, options);
  }
}

/** The issues in one line: `user.email: expected a string; count: too small`. At most five are spelled out. */
export function describeIssues(issues: readonly StandardSchemaV1.Issue[]): string {
  const shown = issues.slice(0, 5).map((issue) => {
    const path = issue.path?.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  if (issues.length > 5) shown.push(`and ${issues.length - 5} more`);
  return shown.join("; ");
}
