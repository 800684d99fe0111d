import { describe, expect, it } from "vitest";
import { searchText } from "../../src/history/filter/index.ts";
import { eventOf } from "./filter-fixture.ts";

const linesOf = (payload: unknown) =>
  searchText(eventOf({ type: "t", source: "s", payload }))
    .trimEnd()
    .split("\n");

describe("the text that words are looked for in", () => {
  it("has type, topic, source, header names and values, payload keys and scalars, lower-cased, each once", () => {
    const text = searchText(
      eventOf({ type: "Cart.Opened", topic: "cart.Berlin", source: "Shop", headers: { "X-Tenant": "Acme" }, payload: { Sku: "A-1", again: "A-1" } }),
    );
    expect(text).toBe("cart.opened\ncart.berlin\nshop\nx-tenant\nacme\nsku\na-1\nagain\n");
  });
  it.each<[name: string, payload: unknown, lines: string[]]>([
    ["nothing", undefined, []],
    ["scalars", [1, -0.5, true, null, 12n, "é"], ["1", "-0.5", "true", "null", "12", "é"]],
    ["maps", new Map<unknown, unknown>([["key", { deep: 1 }]]), ["key", "deep", "1"]],
    ["sets", new Set(["one", ["two"]]), ["one", "two"]],
    ["dates", { at: new Date(0) }, ["at", "1970-01-01t00:00:00.000z"]],
    ["invalid dates", new Date(NaN), ["null"]],
    ["addresses", new URL("https://Host/x"), ["https://host/x"]],
    ["typed arrays", new Float64Array([1.5, 2]), ["1.5", "2"]],
    ["views without items", new DataView(new ArrayBuffer(2)), []],
    ["errors", new TypeError("It broke"), ["typeerror", "it broke"]],
    ["functions", { run() {} }, ["run"]],
    ["event targets", { node: Object.assign(new EventTarget(), { secret: 1 }) }, ["node"]],
  ])("reads %s", (_name, payload, lines) => {
    expect(linesOf(payload)).toEqual(["t", "s", ...lines]);
  });
  it("puts what is near the root first", () => {
    expect(linesOf({ deep: { deeper: "last" }, flat: "first" })).toEqual(["t", "s", "deep", "flat", "first", "deeper", "last"]);
  });
  it("ends cycles and does not mind depth", () => {
    const cycle: Record<string, unknown> = { name: "round" };
    cycle.self = cycle;
    let deep: unknown = "bottom";
    for (let level = 0; level < 20_000; level++) deep = [deep];
    expect(linesOf([cycle, deep])).toEqual(["t", "s", "name", "round", "self", "bottom"]);
  });
  it("skips what throws and keeps the rest", () => {
    const refuse = () => {
      throw new Error("no");
    };
    const payload = {
      get broken() {
        return refuse();
      },
      proxy: new Proxy({}, { ownKeys: refuse, has: refuse, get: refuse }),
      json: { toJSON: refuse },
      whole: 1,
    };
    expect(linesOf(payload)).toEqual(["t", "s", "broken", "proxy", "json", "whole", "1"]);
  });
  it.each<[name: string, payload: unknown]>([
    ["one long string", "x".repeat(10_000_000)],
    ["many items", Array.from({ length: 1_000_000 }, (_, index) => index)],
    ["many bytes", new Uint8Array(50_000_000)],
    ["many empty objects", Array.from({ length: 1_000_000 }, () => ({}))],
    ["a hole", Array.from({ length: 3 }, () => new Array(1_000_000_000))],
    [
      "a `toJSON` without end",
      {
        toJSON: function grow() {
          return [{ toJSON: grow }];
        },
      },
    ],
  ])("is bounded for %s", (_name, payload) => {
    const event = eventOf({ payload });
    const startedAt = performance.now();
    expect(searchText(event).length).toBeLessThan(270_000);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
