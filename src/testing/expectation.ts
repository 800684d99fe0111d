import type { EventKind } from "../event/index.ts";
import type { HistoryEntry } from "../history/index.ts";
import { compileSelector, describeSelector } from "../routing/index.ts";
import { comparePayload, type Comparison, type Equal } from "./compare-payload.ts";
import { toText } from "./to-text.ts";

/** One event that a test expects: a definition or a topic pattern, and a part of the payload. */
export interface Expectation {
  /** As the messages name it. */
  readonly text: string;
  /** Whether it may mean an event of this type, wherever that went. */
  readonly names: (type: string) => boolean;
  selects(entry: HistoryEntry): boolean;
  /** How the payload compares; an expectation without one is content with any. */
  compare(entry: HistoryEntry): Comparison;
}

/** @throws TypeError for what is neither a definition nor a topic pattern */
export function expectationOf(kind: EventKind | string, payload: unknown, equal: Equal): Expectation {
  const selects = compileSelector(kind);
  return {
    text: payload === undefined ? describeSelector(kind) : `${describeSelector(kind)} ${toText(payload)}`,
    names: (type) => selects(type, type),
    selects: ({ event }) => selects(event.topic, event.type),
    compare({ event }) {
      if (payload === undefined) return { agrees: true, differences: 0, actual: event.payload, expected: event.payload };
      return comparePayload(event.payload, payload, equal);
    },
  };
}

export function meets(entry: HistoryEntry, expectation: Expectation): boolean {
  return expectation.selects(entry) && expectation.compare(entry).agrees;
}
