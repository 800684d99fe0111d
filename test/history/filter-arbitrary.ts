import type { HistoryEntry } from "eventdeck";
import * as fc from "../fast-check.ts";
import type { FilterKey, FilterNode, FilterValue } from "../../src/history/filter/index.ts";
import { entryOf } from "./filter-fixture.ts";

// A few words that often meet, in the events and in the filters alike.
const word = fc.constantFrom("a", "A", "b", "ab", "aB", "ba", "cart", "Cart", "5", "7", "null", "true", "OR", "é");
const dotted = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("."));
const number = fc.constantFrom(-7, -1, 0, 0.5, 5, 7, 50, 1e21);

const quoted: fc.Arbitrary<FilterValue & { kind: "quoted" }> = fc
  .oneof(word, dotted, fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("-a", "/a", "a b", '"', "\\", "a:b", "(", "", "a*"))
  .map((text) => ({ kind: "quoted", text }));
const pattern: fc.Arbitrary<FilterValue & { kind: "pattern" }> = fc
  .constantFrom("a", "^a", "b$", "[ab]+", "a b", "a\\/b", "c.rt", "\\d", "^(?!a)", "a|b", "\\\\", "(a)\\1")
  .map((source) => ({ kind: "pattern", source }));
const plainText = fc.oneof(
  dotted,
  fc.array(fc.oneof(word, fc.constant("*")), { minLength: 1, maxLength: 5 }).map((parts) => parts.join("")),
);
const plain = plainText.map((text): FilterValue => ({ kind: "plain", text }));
const range = fc
  .oneof(
    fc.record({ min: number, max: number }).map(({ min, max }) => ({ min: Math.min(min, max), max: Math.max(min, max), open: false })),
    fc.record({ min: number, max: fc.constant(Infinity), open: fc.boolean() }),
    fc.record({ min: fc.constant(-Infinity), max: number, open: fc.boolean() }),
  )
  .map((bounds): FilterValue => ({ kind: "range", ...bounds }));

function field(key: FilterKey, value: fc.Arbitrary<FilterValue>, path: fc.Arbitrary<string[]> = fc.constant([])): fc.Arbitrary<FilterNode> {
  return fc.record({ kind: fc.constant("field" as const), key: fc.constant(key), path, value });
}
const choice = (...words: string[]) => fc.constantFrom(...words).map((text): FilterValue => ({ kind: "plain", text }));
const anyText = fc.oneof(plain, quoted, pattern);
const topicPattern = fc
  .array(fc.oneof(word, fc.constantFrom("*", "#")), { minLength: 1, maxLength: 3 })
  .map((words): FilterValue => ({ kind: "plain", text: words.join(".") }));
const segment = fc.oneof(fc.constantFrom("a", "b", "0", "1", "size", "odd key", "length"), fc.string());

const term: fc.Arbitrary<FilterNode> = fc.oneof(
  fc.oneof(quoted, pattern).map((value): FilterNode => ({ kind: "text", value })),
  ...(["type", "source", "id", "correlation", "causation", "handler", "via"] as const).map((key) => field(key, anyText)),
  ...(["position", "took", "waited"] as const).map((key) => field(key, range)),
  field("topic", fc.oneof(topicPattern, quoted, pattern)),
  field("priority", choice("immediate", "normal", "deferred")),
  field("is", choice("replayed", "failed", "unheard", "pending", "skipped")),
  field("header", fc.oneof(anyText, range), fc.tuple(fc.oneof(word, fc.string()))),
  field("payload", fc.oneof(anyText, range), fc.array(segment, { maxLength: 3 })),
);
export const { node: anyFilter } = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    term,
    fc.record({ kind: fc.constantFrom("all" as const, "any" as const), nodes: fc.array(tie("node"), { minLength: 2, maxLength: 4 }) }),
    fc.record({ kind: fc.constant("not" as const), node: tie("node") }),
  ),
}));

const { payload } = fc.letrec<{ payload: unknown }>((tie) => ({
  payload: fc.oneof(
    { depthSize: "small" },
    fc.oneof(word, number, fc.constantFrom(null, undefined, true, false, 5n, NaN, new Date(0), "a/b", "a b")),
    fc.array(tie("payload"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "0", "size", "odd key"), tie("payload"), { maxKeys: 3 }),
    fc.array(fc.tuple(fc.constantFrom("a", "b", 0, 1), tie("payload")), { maxLength: 2 }).map((items) => new Map(items)),
  ),
}));
const small = fc.nat({ max: 1 });
export const anyEntry: fc.Arbitrary<HistoryEntry> = fc
  .record({
    event: fc.record(
      {
        id: dotted,
        type: dotted,
        topic: dotted,
        source: dotted,
        correlationId: dotted,
        causationId: dotted,
        payload,
        priority: fc.constantFrom("immediate" as const, "normal" as const, "deferred" as const),
        headers: fc.dictionary(word, fc.oneof(word, number, fc.boolean()), { maxKeys: 3 }),
        replay: fc.constant({ run: "r", position: 1 }),
      },
      { requiredKeys: [] },
    ),
    outcome: fc.record({ handlers: small, failed: small, skipped: small, pending: small, waitedMs: number, ranMs: number }, { requiredKeys: [] }),
    more: fc.record(
      {
        position: fc.constantFrom(1, 5, 6, 7, 50),
        listeners: fc.array(dotted, { maxLength: 2 }),
        imported: fc.constant(true as const),
        arrival: fc.record({ link: dotted, path: fc.array(dotted, { maxLength: 2 }), at: fc.constant(0) }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ event, outcome, more }) => entryOf(event, outcome, more));
