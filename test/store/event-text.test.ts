import { type BusEvent, fromCloudEvent, toCloudEvent } from "eventdeck";
import { expect, test } from "vitest";
import { decodeEvent, encodeEvent } from "../../src/store/event-text.ts";
import { storedEvent } from "../contract/stored-events.ts";
import * as fc from "../fast-check.ts";

const text = fc.option(fc.string(), { nil: undefined });
const events: fc.Arbitrary<BusEvent> = fc
  .record({
    id: fc.constantFrom("e1", "ü"),
    topic: fc.constantFrom("", "order.placed"),
    payload: fc.oneof(fc.anything({ withMap: true, withDate: true, withBigInt: true }), fc.jsonValue(), fc.uint8Array()),
    time: fc.oneof(fc.integer({ min: 0, max: 2e12 }), fc.constantFrom(0, -1, 1.5, 1e12 + 0.25, Date.UTC(2024, 1, 29))),
    priority: fc.constantFrom("immediate" as const, "normal" as const, "deferred" as const),
    correlationId: fc.constantFrom("", "c"),
    version: fc.integer({ min: 1, max: 3 }),
    subject: text,
    causationId: text,
    partitionKey: text,
    traceparent: text,
    tracestate: text,
    replyTo: text,
    persistent: fc.constantFrom(undefined, true, false),
    expiresAt: fc.constantFrom(undefined, 5),
    headers: fc.constantFrom({}, { n: 1 }),
  })
  .map((attributes): BusEvent => Object.assign({}, storedEvent("e"), attributes));

test("an event is written as toCloudEvent has it, and read as fromCloudEvent reads that", () => {
  fc.assert(
    fc.property(events, (event) => {
      const expected = JSON.stringify(toCloudEvent(event));
      expect(encodeEvent(event)).toBe(expected);
      const read = decodeEvent(expected);
      expect(read).toStrictEqual(fromCloudEvent(JSON.parse(expected)));
      expect(Object.keys(read)).toEqual(Object.keys(fromCloudEvent(JSON.parse(expected))));
      expect(Object.isFrozen(read.payload)).toBe(Object.isFrozen(fromCloudEvent(JSON.parse(expected)).payload));
    }),
    { numRuns: 500 },
  );
});

const ordinary = {
  specversion: "1.0",
  id: "e",
  source: "/s",
  type: "t",
  topic: "t",
  time: "2026-01-31T12:00:00.000Z",
  priority: "normal",
  schemaversion: 1,
  correlationid: "e",
};

test.each([
  ["no object", "3"],
  ["no id", { ...ordinary, id: undefined }],
  ["an empty type", { ...ordinary, type: "" }],
  ["another version", { ...ordinary, specversion: "0.3" }],
  ["a time that is none", { ...ordinary, time: "2026-13-31T12:00:00.000Z" }],
  ["a priority that is none", { ...ordinary, priority: "urgent" }],
  ["a schema version that is none", { ...ordinary, schemaversion: 0 }],
  ["a subject that is no text", { ...ordinary, subject: 1 }],
  ["persistence that is no answer", { ...ordinary, persistent: "yes" }],
  ["a payload with a prototype of its own", `${JSON.stringify({ ...ordinary, datacontenttype: "application/json" }).slice(0, -1)},"data":{"__proto__":{}}}`],
])("a text with %s is refused as fromCloudEvent refuses it", (_what, given) => {
  const json = typeof given === "string" ? given : JSON.stringify(given);
  const refusal = refusalOf(() => fromCloudEvent(JSON.parse(json)));
  expect(refusal).toContain("SessionFormatError");
  expect(refusalOf(() => decodeEvent(json))).toBe(refusal);
});

function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    return String(error);
  }
  return undefined;
}
