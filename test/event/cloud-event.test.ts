import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  type BusEvent,
  defineEvent,
  EventValidationError,
  fromCloudEvent,
  isSealed,
  maxPayloadDepth,
  noHeaders,
  payload,
  seal,
  SessionFormatError,
  toCloudEvent,
} from "../../src/event/index.ts";

const minimal = { specversion: "1.0", id: "1", source: "/shop", type: "cart.cleared" };

function event(over: Partial<BusEvent> = {}): BusEvent {
  return seal({
    id: "a-1",
    type: "cart.cleared",
    topic: "shop.cart",
    payload: { n: 1 },
    source: "my shop",
    time: Date.UTC(2026, 0, 31, 12, 0, 0, 5),
    priority: "normal",
    correlationId: "a-0",
    version: 1,
    ...over,
  });
}
const full = event({
  priority: "immediate",
  causationId: "a-0",
  version: 3,
  subject: "cart 7",
  partitionKey: "7",
  expiresAt: Date.UTC(2026, 1, 1),
  persistent: false,
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  tracestate: "a=b",
  replyTo: "inbox.1",
  headers: { locale: "de", retries: 2, test: true },
});
const throughText = (value: BusEvent, ...kinds: Parameters<typeof fromCloudEvent>[1] & object) =>
  fromCloudEvent(JSON.parse(JSON.stringify(toCloudEvent(value))), kinds);

describe("toCloudEvent", () => {
  it("writes the standard's names and ours", () => {
    expect(toCloudEvent(full)).toEqual({
      specversion: "1.0",
      id: "a-1",
      source: "my shop",
      type: "cart.cleared",
      time: "2026-01-31T12:00:00.005Z",
      subject: "cart 7",
      topic: "shop.cart",
      priority: "immediate",
      schemaversion: 3,
      correlationid: "a-0",
      causationid: "a-0",
      partitionkey: "7",
      expirytime: "2026-02-01T00:00:00.000Z",
      persistent: false,
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      tracestate: "a=b",
      replyto: "inbox.1",
      headers: '{"locale":"de","retries":2,"test":true}',
      datacontenttype: "application/json",
      data: { n: 1 },
    });
  });

  it("conforms: lower-case names, scalar attributes, no empty strings, nothing undefined", () => {
    for (const written of [full, event({ subject: "", headers: {}, payload: undefined, persistent: true })].map(toCloudEvent)) {
      const { data: _data, ...attributes } = written;
      for (const [name, value] of Object.entries(attributes)) {
        expect(name).toMatch(/^[a-z0-9]{1,20}$/);
        expect((typeof value === "string" && value !== "") || typeof value === "boolean" || Number.isInteger(value)).toBe(true);
      }
    }
    expect(Object.keys(toCloudEvent(event({ payload: undefined })))).toEqual([
      "specversion",
      "id",
      "source",
      "type",
      "time",
      "topic",
      "priority",
      "schemaversion",
      "correlationid",
    ]);
  });

  it("never writes on whose behalf an event was published, or that it was a replay", () => {
    const written = JSON.stringify(toCloudEvent(event({ actor: { userId: "user-7" }, replay: { run: "run-1", position: 4 } })));
    expect(written).not.toMatch(/actor|user-7|replay|run-1/);
  });

  it("leaves the live payload alone", () => {
    const live = {
      callback() {},
      inner: new (class A {
        b = 1;
      })(),
    };
    const before = live.inner;
    toCloudEvent(event({ payload: live }));
    expect(live.inner).toBe(before);
    expect(typeof live.callback).toBe("function");
  });

  it.each([{ id: "" }, { source: "" }, { type: "" }, { time: Number.NaN }, { time: 8.64e15 }, { time: -1e15 }])(
    "refuses an event that CloudEvents has no form for: %j",
    (over) => {
      expect(() => toCloudEvent(event(over))).toThrow(SessionFormatError);
    },
  );

  it("takes an expiry that RFC 3339 cannot write for never", () => {
    expect(toCloudEvent(event({ expiresAt: Infinity }))).not.toHaveProperty("expirytime");
  });
});

describe("round trips", () => {
  it("bring every attribute back", () => {
    expect(throughText(full)).toEqual(full);
    expect(throughText(event())).toEqual(event());
  });

  it("give a sealed, deeply frozen event that shares nothing with the object read", () => {
    const object = { ...minimal, data: { list: [{ a: 1 }] } };
    const read = fromCloudEvent(object);
    expect(isSealed(read)).toBe(true);
    expect(Object.isFrozen((read.payload as typeof object.data).list[0])).toBe(true);
    expect(Object.isFrozen(object.data)).toBe(false);
    expect(read.headers).toBe(noHeaders);
  });

  it("keep fractions of a millisecond", () => {
    expect(toCloudEvent(event({ time: 1_700_000_000_123.25 }))["time"]).toBe("2023-11-14T22:13:20.12325Z");
    fc.assert(
      fc.property(fc.double({ min: 1, max: 253_402_300_799_999, noNaN: true }), (time) => {
        expect(throughText(event({ time })).time).toBe(time);
      }),
    );
    expect(throughText(event({ time: -1500 })).time).toBe(-1500);
    expect(throughText(event({ time: -62_167_219_200_000 })).time).toBe(-62_167_219_200_000);
  });

  it("keep headers, as text where JSON has no form for them", () => {
    const headers = JSON.parse('{"__proto__":"x","constructor":"y"}');
    expect(throughText(event({ headers: { n: Number.NaN, quote: '"\n' } })).headers).toEqual({ n: "NaN", quote: '"\n' });
    expect(throughText(event({ headers })).headers).toEqual({ $unserializable: "x", constructor: "y" });
  });

  it("keep the payload, deepest included", () => {
    let deep: unknown = 1n;
    for (let level = 0; level < maxPayloadDepth; level++) deep = { deep };
    expect(throughText(event({ payload: deep })).payload).toEqual(deep);
    expect(throughText(event({ payload: new Uint8Array([1, 2]) })).payload).toEqual(new Uint8Array([1, 2]));
  });

  it("keep any text in any attribute", () => {
    const text = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(text, text, text, fc.dictionary(text, fc.oneof(text, fc.boolean(), fc.integer())), (id, source, subject, headers) => {
        fc.pre(!Object.hasOwn(headers, "__proto__"));
        const given = event({ id, source, subject, headers: { ...headers } });
        expect(throughText(given)).toEqual(given);
      }),
    );
  });
});

describe("fromCloudEvent", () => {
  const item = z.object({ sku: z.string() });
  const added = defineEvent("cart.item-added", item, {
    topic: ({ sku }) => `cart.${sku}`,
    priority: "deferred",
    version: 3,
    upcast: { 1: (old) => ({ code: old }), 2: (old) => ({ sku: (old as { code: string }).code }) },
  });
  const foreign = { specversion: "1.0", id: "9", source: "urn:x", type: "cart.item-added", data: { sku: "A" } };

  it("fills in what others leave out", () => {
    const before = Date.now();
    const read = fromCloudEvent(minimal);
    expect(read).toMatchObject({ topic: "cart.cleared", priority: "normal", correlationId: "1", version: 1, payload: undefined, headers: {} });
    expect(read.time).toBeGreaterThanOrEqual(before);
    expect(fromCloudEvent(foreign, [added])).toMatchObject({ topic: "cart.A", priority: "deferred", version: 3, correlationId: "9" });
    expect(fromCloudEvent({ ...minimal, subject: null, time: null, topic: "", persistent: null })).toMatchObject({ topic: "cart.cleared" });
  });

  it("reads other producers' times", () => {
    const time = (text: string) => fromCloudEvent({ ...minimal, time: text }).time;
    expect(time("2026-01-31T12:00:00Z")).toBe(Date.UTC(2026, 0, 31, 12));
    expect(time("2026-01-31t14:00:00.5+02:00")).toBe(Date.UTC(2026, 0, 31, 12, 0, 0, 500));
    expect(time("2026-01-31T12:00:00.000123456Z")).toBe(Date.UTC(2026, 0, 31, 12) + 0.123456);
  });

  it("ignores actor, replay and attributes it does not know", () => {
    const read = fromCloudEvent({ ...minimal, actor: { userId: "root" }, replay: { run: "x", position: 1 }, sequence: "1", comexampleext: 5, dataschema: "x" });
    expect(read.actor).toBeUndefined();
    expect(read.replay).toBeUndefined();
    expect(Object.keys(read).length).toBe(20);
  });

  it("lifts older payloads version by version, and validates the result", () => {
    expect(fromCloudEvent({ ...foreign, schemaversion: 1, data: "A" }, [added])).toMatchObject({ payload: { sku: "A" }, version: 3, topic: "cart.A" });
    expect(fromCloudEvent({ ...foreign, schemaversion: 2, data: { code: "A" } }, [added]).payload).toEqual({ sku: "A" });
    expect(() => fromCloudEvent({ ...foreign, schemaversion: 2, data: { code: 1 } }, [added])).toThrow(EventValidationError);
  });

  it("says which step is missing, and what is too new", () => {
    const gap = defineEvent("cart.item-added", item, { version: 3, upcast: { 1: (old) => old } });
    expect(() => fromCloudEvent({ ...foreign, schemaversion: 1 }, [gap])).toThrow(/no upcast from 2 to 3/);
    expect(() => fromCloudEvent({ ...foreign, schemaversion: 4 }, [gap])).toThrow(/version 4.*version 3/);
    const broken = defineEvent("cart.item-added", item, {
      version: 2,
      upcast: {
        1: () => {
          throw new Error("cannot");
        },
      },
    });
    expect(() => fromCloudEvent({ ...foreign, schemaversion: 1 }, [broken])).toThrow(/upcast from 1 threw Error: cannot/);
    expect(() => fromCloudEvent({ ...foreign, schemaversion: 1 }, [broken])).toThrow(SessionFormatError);
  });

  it("validates by the wire schema where there is one", () => {
    const length = defineEvent(
      "x",
      z.string().transform((text) => text.length),
      { wire: z.number() },
    );
    expect(fromCloudEvent({ ...minimal, type: "x", data: 3 }, [length]).payload).toBe(3);
    expect(() => fromCloudEvent({ ...minimal, type: "x", data: "abc" }, [length])).toThrow(EventValidationError);
  });

  it("wraps what a definition's topic throws", () => {
    const odd = defineEvent("x", payload<{ id: string }>(), { topic: ({ id }) => id.toUpperCase() });
    expect(() => fromCloudEvent({ ...minimal, type: "x" }, [odd])).toThrow(SessionFormatError);
  });

  it.each<[string, unknown, RegExp]>([
    ["text", JSON.stringify(minimal), /parse the text first/],
    ["null", null, /one JSON object/],
    ["undefined", undefined, /one JSON object/],
    ["a list", [minimal], /one JSON object/],
    ["no specversion", { ...minimal, specversion: undefined }, /specversion: must be "1.0"/],
    ["another specversion", { ...minimal, specversion: "0.3" }, /specversion: must be "1.0"/],
    ["no id", { ...minimal, id: undefined }, /id: must be a non-empty string/],
    ["an empty id", { ...minimal, id: "" }, /id: must be a non-empty string/],
    ["a number for an id", { ...minimal, id: 1 }, /id: must be a non-empty string/],
    ["no source", { ...minimal, source: null }, /source: must be/],
    ["no type", { ...minimal, type: [] }, /type: must be/],
    ["a number for a time", { ...minimal, time: 0 }, /time: must be a string/],
    ["no time", { ...minimal, time: "yesterday" }, /"time" is "yesterday": write RFC 3339/],
    ["a day that does not exist", { ...minimal, time: "2026-02-30T00:00:00Z" }, /time/],
    ["a month that does not exist", { ...minimal, time: "2026-13-01T00:00:00Z" }, /time/],
    ["an hour that does not exist", { ...minimal, time: "2026-01-01T24:00:00Z" }, /time/],
    ["a local time", { ...minimal, time: "2026-01-01T00:00:00" }, /time/],
    ["a date", { ...minimal, time: "2026-01-01" }, /time/],
    ["an expiry that is none", { ...minimal, expirytime: "soon" }, /expirytime/],
    ["an unknown priority", { ...minimal, priority: "high" }, /priority: must be "immediate"/],
    ["version 0", { ...minimal, schemaversion: 0 }, /schemaversion: must be an integer/],
    ["a fraction of a version", { ...minimal, schemaversion: 1.5 }, /schemaversion/],
    ["a text for a version", { ...minimal, schemaversion: "1" }, /schemaversion/],
    ["an object for a topic", { ...minimal, topic: {} }, /topic: must be a string/],
    ["a text for persistent", { ...minimal, persistent: "false" }, /persistent: must be true or false/],
    ["an object for headers", { ...minimal, headers: {} }, /headers: must be a string/],
    ["headers that are not JSON", { ...minimal, headers: "{" }, /"headers" is not JSON/],
    ["headers that are a list", { ...minimal, headers: "[1]" }, /"headers" must hold/],
    ["headers that are not scalars", { ...minimal, headers: '{"a":{}}' }, /"headers" must hold/],
    ["headers of null", { ...minimal, headers: "null" }, /"headers" must hold/],
    ["headers with __proto__", { ...minimal, headers: '{"__proto__":{"polluted":1}}' }, /"headers" must hold/],
    ["headers of 200,000 levels", { ...minimal, headers: '{"a":'.repeat(200_000) + "1" + "}".repeat(200_000) }, /headers/],
    ["data with __proto__", JSON.parse('{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"__proto__":{"polluted":1}}}'), /__proto__/],
    ["data beside bytes", { ...minimal, data: null, data_base64: "AA==" }, /keep one/],
    [
      "a getter that throws",
      {
        ...minimal,
        get id(): string {
          throw new Error("no");
        },
      },
      /cannot be read: Error: no/,
    ],
  ])("refuses %s", (_name, value, message) => {
    expect(() => fromCloudEvent(value)).toThrow(SessionFormatError);
    expect(() => fromCloudEvent(value)).toThrow(message);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("finds no attribute in a prototype that the text brought along", () => {
    const value = JSON.parse('{"__proto__":{"id":"1","specversion":"1.0","source":"s","type":"t"}}');
    expect(() => fromCloudEvent(value)).toThrow(/id: must be/);
  });
});
