import { compileQuery, type HistoryEntry } from "eventdeck";
import { describe, expect, it } from "vitest";
import { compileFilter } from "../../src/history/filter/index.ts";
import { entries, entryOf } from "./filter-fixture.ts";

const { added, failed } = entries;

describe("a predicate query", () => {
  it("gets the event and its entry", () => {
    const seen: unknown[] = [];
    const matches = compileQuery((event, entry) => seen.push(event, entry) > 0);
    expect(matches(added)).toBe(true);
    expect(seen).toEqual([added.event, added]);
  });
  it("may be anything to a series", () => {
    expect(compileFilter(() => true).series(added.event)).toBe("some");
  });
});

describe("a compiled filter", () => {
  const series = (query: string, entry: HistoryEntry) => compileFilter(query).series(entry.event);
  it("decides a series by type, topic, source and priority alone", () => {
    expect(series("", added)).toBe("all");
    expect(series("type:cart.*", added)).toBe("all");
    expect(series("type:cart.*", failed)).toBe("none");
    expect(series("-type:cart.*", failed)).toBe("all");
    expect(series("topic:cart.# priority:normal source:shop*", added)).toBe("all");
    expect(series("type:task.* took:>3", added)).toBe("none");
    expect(series("type:cart.* took:>3", added)).toBe("some");
    expect(series("type:cart.* OR took:>3", added)).toBe("all");
    expect(series("type:task.* OR took:>3", added)).toBe("some");
  });
  it("spares the text search where the word is in the series itself", () => {
    expect(series("CART", added)).toBe("all");
    expect(series("pear", added)).toBe("some");
  });
  it("bounds the positions by its outermost terms", () => {
    const bounds = (query: string) => [compileFilter(query).from, compileFilter(query).to];
    expect(bounds("cart")).toEqual([-Infinity, Infinity]);
    expect(bounds("position:100..200 cart")).toEqual([100, 200]);
    expect(bounds("position:>=100 (position:..200 cart)")).toEqual([100, 200]);
    expect(bounds("-position:100..200")).toEqual([-Infinity, Infinity]);
    expect(bounds("position:1 OR cart")).toEqual([-Infinity, Infinity]);
  });
  it("does not read the text when something cheaper has decided", () => {
    const { test } = compileFilter("pear payload.total:>3 is:failed");
    const row = {
      ...added.outcome,
      ...added,
      waitedMs: 0,
      ranMs: 0,
      listeners: [],
      imported: false,
      folded: false,
      arrival: undefined,
      entry: added,
      searchText: () => expect.fail("was read"),
    };
    expect(test(row)).toBe(false);
  });
  it("takes a getter that throws for a value that is missing", () => {
    const entry = entryOf({
      payload: {
        get broken() {
          throw new Error("no");
        },
      },
    });
    expect(compileQuery("payload.broken:*")(entry)).toBe(false);
    expect(compileQuery("-payload.broken:*")(entry)).toBe(true);
  });
  it("is quick with many wildcards", () => {
    const entry = entryOf({ payload: { text: "a".repeat(5000) } });
    const startedAt = performance.now();
    expect(compileQuery(`payload.text:${"a*".repeat(200)}b`)(entry)).toBe(false);
    expect(compileQuery(`payload.text:${"a*".repeat(200)}a`)(entry)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
