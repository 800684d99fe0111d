import type { Work } from "../slices.ts";
import { isRedacted } from "./value-notes.ts";
import { walk } from "./value-walk.ts";

/** What is to be known of a payload before any of it is opened. */
export interface PayloadFacts {
  readonly redacted: number;
  /** About as many bytes as it has written out; `undefined` when it is too large to be counted. */
  readonly bytes?: number;
  /** Something in it would run code of the application's when it is written as JSON: a getter, or a class. */
  readonly runsCode: boolean;
  readonly values: number;
}

const mostValues = 200_000;
const visitsPerStep = 64;

/** Looks through a payload, as far as its first 200,000 values. */
export function* payloadFacts(payload: unknown): Work<PayloadFacts> {
  let redacted = 0;
  let bytes = 0;
  let values = 0;
  let runsCode = false;
  for (const { member, kind } of walk(payload)) {
    values += 1;
    if (values % visitsPerStep === 0) yield;
    if (values > mostValues) return { redacted, runsCode, values };
    const { value, absent } = member;
    if (isRedacted(value)) redacted += 1;
    runsCode ||= absent === "getter" || kind === "instance" || kind === "unreadable";
    bytes += typeof value === "string" ? value.length + 4 : kind === "bytes" ? 8 : 12;
  }
  return { redacted, bytes, runsCode, values };
}
