import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { defineEvent, payload } from "../../src/event/index.ts";
import { compileSelector, describeSelector, glob, matches } from "../../src/routing/index.ts";

const added = defineEvent("cart.added", payload<{ sku: string }>());

describe("a selector on its own", () => {
  it("is tested on the topic, a definition on the type", () => {
    expect(matches("cart.*", "cart.added", "x")).toBe(true);
    expect(matches("cart.added", "cart.added", "x")).toBe(true);
    expect(matches("cart.added", "x", "cart.added")).toBe(false);
    expect(matches(added, "x", "cart.added")).toBe(true);
    expect(matches(added, "cart.added", "x")).toBe(false);
    expect(matches(glob("c*d"), "cart.added", "x")).toBe(true);
    expect(matches(["x", [/^cart/]], "cart.added", "x")).toBe(true);
    expect(matches([], "cart.added", "x")).toBe(false);
  });

  it("gives the same answer each time it is compiled for", () => {
    const test = compileSelector(/cart/gy);
    expect([1, 2, 3].map(() => test("cart.added", "x"))).toEqual([true, true, true]);
  });

  it("may be an expression of another realm", () => {
    expect(matches(runInNewContext("/^cart/"), "cart.added", "x")).toBe(true);
  });

  it("is read by people", () => {
    expect(describeSelector("cart.*")).toBe("cart.*");
    expect(describeSelector(/^a\/b/i)).toBe("/^a\\/b/i");
    expect(describeSelector(glob("a[0-9]"))).toBe("glob(a[0-9])");
    expect(describeSelector(added)).toBe("cart.added");
    expect(describeSelector(["a", [added, glob("b")], []])).toBe("a | cart.added | glob(b)");
    expect(describeSelector([])).toBe("nothing");
  });
});
