import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import {
  type BusEvent,
  fromCloudEvent,
  leanCloudEvent,
  noHeaders,
  seal,
  SessionFormatError,
  takeCloudEvent,
  toCloudEvent,
  viewCloudEvent,
} from "../../src/event/index.ts";

function event(over: Partial<BusEvent> = {}): BusEvent {
  return seal({ id: "1", type: "a.b", topic: "a.b", payload: 1, source: "/x", time: 1, priority: "normal", correlationId: "1", version: 1, ...over });
}

// JSON's own values, and what it has no form for or gives back otherwise.
const shared = { once: 1 };
const odd = fc.constantFrom<unknown>(
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  undefined,
  1n,
  new Date(0),
  new Map([[1, 2]]),
  new Uint8Array([1]),
  Object.create(null),
  shared,
  [shared, shared],
  JSON.parse('{"__proto__":{"admin":true}}'),
  { toJSON: () => "other" },
  // oxlint-disable-next-line no-sparse-arrays -- holes are what is tested
  [1, , 3],
  Symbol("s"),
  () => 1,
  Array.from({ length: 40 }, () => ({})),
  [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],
);
const { payload } = fc.letrec((tie) => ({
  payload: fc.oneof(
    { depthSize: "small" },
    fc.jsonValue(),
    odd,
    fc.array(tie("payload"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("payload"), { maxKeys: 4 }),
  ),
}));
const optionalText = fc.option(fc.string(), { nil: undefined });

describe("an event that is written by who only reads it", () => {
  it("has the same text as one that is written for anybody", () => {
    const attributes = fc.record({
      payload,
      topic: fc.string(),
      time: fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.double({ min: 0, max: 4e12, noNaN: true })),
      subject: optionalText,
      causationId: optionalText,
      correlationId: fc.string(),
      persistent: fc.constantFrom(undefined, true, false),
      expiresAt: fc.constantFrom(undefined, 5, 1e20),
      headers: fc.constantFrom<BusEvent["headers"]>(noHeaders, {}, { a: 1 }),
    });
    fc.assert(
      fc.property(attributes, (over) => {
        const made = event(over);
        expect(JSON.stringify(viewCloudEvent(made))).toBe(JSON.stringify(toCloudEvent(made)));
      }),
    );
  });

  it("is read as the same event when it leaves out what every reader knows", () => {
    const correlationId = fc.constantFrom(event().id, "another", "");
    fc.assert(
      fc.property(fc.record({ payload, correlationId }), (over) => {
        const made = event(over);
        const lean = JSON.stringify(leanCloudEvent(made));
        const full = JSON.stringify(toCloudEvent(made));
        for (const read of [fromCloudEvent, takeCloudEvent]) expect(read(JSON.parse(lean))).toEqual(read(JSON.parse(full)));
      }),
    );
    expect(leanCloudEvent(event({ payload: { list: [1] }, correlationId: event().id }))).not.toHaveProperty("correlationid");
    expect(leanCloudEvent(event({ payload: { list: [1] } }))).not.toHaveProperty("datacontenttype");
    expect(leanCloudEvent(event({ payload: new Map() }))).toHaveProperty("datacontenttype");
  });

  it("shares its payload, where nobody can change that any more, and no other", () => {
    const frozen = event({ payload: { list: [1] } });
    expect(viewCloudEvent(frozen)["data"]).toBe(frozen.payload);
    expect(toCloudEvent(frozen)["data"]).not.toBe(frozen.payload);
    const open = { ...frozen, payload: { list: [1] } };
    expect(viewCloudEvent(open)["data"]).not.toBe(open.payload);
  });
});

describe("a CloudEvent that nobody else holds", () => {
  it("becomes the same event as one that is copied", () => {
    fc.assert(
      fc.property(payload, (value) => {
        const text = JSON.stringify(toCloudEvent(event({ payload: value })));
        expect(takeCloudEvent(JSON.parse(text))).toEqual(fromCloudEvent(JSON.parse(text)));
      }),
    );
  });

  it("is refused for what one that is copied is refused for", () => {
    const deep = JSON.parse(`${"[".repeat(600)}${"]".repeat(600)}`);
    for (const data of [JSON.parse('{"a":{"__proto__":1}}'), JSON.parse('{"\\u005f_proto__":1}'), deep]) {
      const value = { ...toCloudEvent(event()), data };
      expect(() => takeCloudEvent(structuredClone(value))).toThrow(SessionFormatError);
      expect(() => fromCloudEvent(value)).toThrow(SessionFormatError);
    }
  });

  it("gives its payload to the event, frozen, and keeps it from nobody else", () => {
    const data = { list: [1] };
    const taken = takeCloudEvent({ ...toCloudEvent(event()), data });
    expect(taken.payload).toBe(data);
    expect(Object.isFrozen(data.list)).toBe(true);
    const given = { ...toCloudEvent(event()), data: { list: [1] } };
    expect(fromCloudEvent(given).payload).not.toBe(given.data);
    expect(Object.isFrozen(given.data.list)).toBe(false);
  });
});

describe("what is checked of a CloudEvent", () => {
  const texts = ["time", "datacontenttype", "subject", "correlationid", "causationid", "partitionkey", "expirytime", "traceparent", "tracestate", "topic"];
  const isText = (value: unknown) => value === undefined || value === null || typeof value === "string";
  /** The rules, one by one, said otherwise than where they are kept. */
  const rules: Readonly<Record<string, (value: unknown) => boolean>> = {
    specversion: (value) => value === "1.0",
    ...Object.fromEntries(["id", "source", "type"].map((name) => [name, (value: unknown) => typeof value === "string" && value.length > 0])),
    ...Object.fromEntries([...texts, "replyto", "headers", "data_base64"].map((name) => [name, isText])),
    priority: (value) => [undefined, null, "immediate", "normal", "deferred"].some((one) => one === value),
    schemaversion: (value) => value === undefined || value === null || (Number.isSafeInteger(value) && Number(value) > 0),
    persistent: (value) => [undefined, null, true, false].some((one) => one === value),
  };
  const sound = { specversion: "1.0", id: "1", source: "/x", type: "a.b", time: "2026-01-01T00:00:00Z" };
  const value = fc.constantFrom<unknown>(undefined, null, "", "1.0", "normal", 0, 1, 1.5, -1, 2 ** 60, true, false, [], {}, "2026-01-01T00:00:00Z", "x");

  it("is each attribute by its own rule, whoever holds the object, and what is wrong is named", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(rules)), value, { maxKeys: 3 }), (over) => {
        const given = { ...sound, ...over };
        const wrong = Object.keys(rules).filter((name) => !rules[name]!(Reflect.get(given, name)));
        for (const read of [fromCloudEvent, takeCloudEvent]) {
          const thrown = thrownBy(() => read(structuredClone(given)));
          const named = Object.keys(rules).filter((name) => new RegExp(`\\b${name}: must`).test(String(thrown)));
          expect(named).toEqual(wrong);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["null", null],
    ["an array", []],
    ["a text", "{}"],
    ["nothing", undefined],
  ])("is that it is an object, which %s is not", (_, given) => {
    for (const read of [fromCloudEvent, takeCloudEvent]) expect(() => read(given)).toThrow("must be one JSON object");
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return void work();
  } catch (error) {
    return error;
  }
}
