import { compileQuery, FilterSyntaxError } from "eventdeck";
import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import { compileFilter, type FilterNode, parseFilter, printFilter } from "../../src/history/filter/index.ts";
import { anyEntry, anyFilter } from "./filter-arbitrary.ts";
import { holds } from "./filter-meaning.ts";

describe("a filter", () => {
  it("is printed so that it parses to the same", () => {
    fc.assert(
      fc.property(anyFilter, (tree) => {
        expect(parseFilter(printFilter(tree))).toEqual(tree);
      }),
      { numRuns: 2000 },
    );
  });
  it("matches what its terms say", () => {
    fc.assert(
      fc.property(anyFilter, anyEntry, (tree, one) => {
        expect(compileQuery(printFilter(tree))(one)).toBe(holds(tree, one));
      }),
      { numRuns: 5000 },
    );
  });
  it("is never wrong about a series, nor about the positions", () => {
    fc.assert(
      fc.property(anyFilter, anyEntry, (tree, one) => {
        const query = printFilter(tree);
        const filter = compileFilter(query);
        const matched = compileQuery(query)(one);
        const verdict = filter.series(one.event);
        if (verdict !== "some") expect(matched).toBe(verdict === "all");
        if (matched) expect(one.position >= filter.from && one.position <= filter.to).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("any text at all", () => {
  const fragment = fc.oneof(
    fc.constantFrom(
      "(",
      ")",
      "-",
      "OR",
      " ",
      '"',
      "/",
      ":",
      "\\",
      "type:",
      "payload.",
      "[0]",
      ".",
      "..",
      "*",
      "#",
      ">",
      "<=",
      "5",
      "header.",
      '."',
      "is:failed",
      "took:",
      "a",
      "\n",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join("")),
    fc.tuple(fragment, fc.integer({ min: 1, max: 3000 }), fragment).map(([part, times, end]) => part.repeat(times).slice(0, 10_500) + end),
  );
  function parsed(query: string): FilterNode | undefined {
    try {
      compileFilter(query);
      return parseFilter(query);
    } catch (error) {
      if (!(error instanceof FilterSyntaxError)) throw error;
      expect(error.index >= 0 && error.index <= query.length).toBe(true);
      return undefined;
    }
  }
  it("parses, or is a FilterSyntaxError that points into it; soon, and to what prints and parses alike", () => {
    fc.assert(
      fc.property(anything, (query) => {
        const startedAt = performance.now();
        const tree = parsed(query);
        expect(performance.now() - startedAt).toBeLessThan(1000);
        const printed = tree && printFilter(tree);
        if (printed !== undefined && printed.length <= 10_000) expect(parseFilter(printed)).toEqual(tree);
      }),
      { numRuns: 3000 },
    );
  });
});
