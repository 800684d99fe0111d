import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import { compileSelector, matches, RoutingTable } from "../../src/routing/index.ts";
import { topicMatches } from "./models.ts";

const selects = (pattern: string, topic: string) => matches(pattern, topic, "any.type");

describe("a topic pattern", () => {
  // After the vectors of RabbitMQ's own test suite, as a table: pattern, what it matches, what it does not.
  it.each([
    ["a.b.c", ["a.b.c"], ["a.b", "a.b.c.d", "a.b.d"]],
    ["a.*.c", ["a.b.c", "a..c"], ["a.c", "a.b.b.c"]],
    ["a.#.b", ["a.b", "a.b.b", "a.x.y.b"], ["a", "b", "a.b.c"]],
    ["#", ["a", "a.b", "", "..."], []],
    ["#.#", ["a", "a.b.c", ""], []],
    ["#.#.#", ["a", "a.b.c.d", ""], []],
    ["#.b", ["b", "a.b", "a.a.b"], ["b.c", ""]],
    ["*.*", ["a.b", "vodka.gin", "."], ["a", "a.b.c"]],
    ["a.*", ["a.b"], ["a", "a.b.c", "b.a"]],
    ["*.b.c", ["a.b.c", "b.b.c"], ["b.c"]],
    ["a.#", ["a", "a.b", "a.b.c"], ["b", "ab", ""]],
    ["a.#.#", ["a", "a.b", "a.b.c"], ["b"]],
    ["*.*.*", ["a.b.c"], ["a.b", "a.b.c.d"]],
    ["*.#", ["oneword", "a.b.c"], [""]],
    ["#.*", ["oneword", "a.b.c"], [""]],
    ["#.*.#", ["a", "a.b", "a.a.a.a.a"], [""]],
    ["*.#.#", ["a", "nothing.here.at.all"], [""]],
    ["*", ["oneword"], ["a.b", ""]],
    ["#.b.#", ["b", "a.b", "b.c", "a.b.c"], ["a.c", "ab", ""]],
  ])("%s matches %j and not %j", (pattern, matching, others) => {
    const test = compileSelector(pattern);
    expect(matching.filter((topic) => !test(topic, "t"))).toEqual([]);
    expect(others.filter((topic) => test(topic, "t"))).toEqual([]);
  });

  it("takes only whole words for wildcards", () => {
    expect(selects("a*", "ab")).toBe(false);
    expect(selects("a*", "a*")).toBe(true);
    expect(selects("a.b#", "a.b")).toBe(false);
    expect(selects("a*.*", "a*.b")).toBe(true);
    expect(selects("**", "a")).toBe(false);
    expect(selects("a*.#", "ab")).toBe(false);
  });

  it("takes wildcards in a topic for plain words", () => {
    expect(selects("a.b", "a.*")).toBe(false);
    expect(selects("a.*", "a.*")).toBe(true);
    expect(selects("a.*.c", "a.#.c")).toBe(true);
    expect(selects("#.c", "#")).toBe(false);
  });

  it("agrees with a naive matcher", () => {
    const word = fc.constantFrom("a", "b", "", "*", "#");
    const words = (maxLength: number) => fc.array(word, { minLength: 1, maxLength }).map((list) => list.join("."));
    fc.assert(
      fc.property(fc.array(words(6), { minLength: 1, maxLength: 12 }), words(7), (patterns, topic) => {
        fc.pre(topic !== "" && !patterns.includes(""));
        const table = new RoutingTable<string>();
        for (const pattern of patterns) table.add(pattern, pattern);
        expect(table.match(topic, "t")).toEqual(patterns.filter((pattern) => topicMatches(pattern.split("."), topic.split("."))));
      }),
      { numRuns: 2_000 },
    );
  });

  it("does not blow up", { timeout: 5_000 }, () => {
    const topic = Array.from({ length: 2_000 }, () => "a").join(".");
    expect(selects(`${"#.".repeat(200)}x`, topic)).toBe(false);
    expect(selects(`${"#.a.".repeat(100)}x`, topic)).toBe(false);
    expect(selects(`${"#.*.".repeat(100)}x`, topic)).toBe(false);
    expect(selects(`${"#.a.*.".repeat(100)}#`, topic)).toBe(true);
    expect(selects(`${"*.".repeat(1_999)}a`, topic)).toBe(true);
    expect(selects(`${"*.".repeat(100_000)}#.x`, `${"a.".repeat(100_000)}x`)).toBe(true);
  });
});
