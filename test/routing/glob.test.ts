import * as fc from "../fast-check.ts";
import { describe, expect, it } from "vitest";
import { compileSelector, glob, matches } from "../../src/routing/index.ts";
import { topics, vectors } from "./fnmatch-vectors.ts";

const selects = (pattern: string, topic: string) => matches(glob(pattern), topic, "any.type");

describe("a glob", () => {
  it("agrees with CPython on random patterns", () => {
    const wrong: string[] = [];
    for (let index = 0; index < vectors.length; index += 2) {
      const pattern = vectors[index]!;
      const bits = Number.parseInt(vectors[index + 1]!, 16);
      const test = compileSelector(glob(pattern));
      for (const [bit, topic] of topics.entries()) if (test(topic, "t") !== Boolean((bits >>> bit) & 1)) wrong.push(`${pattern} on ${JSON.stringify(topic)}`);
    }
    expect(vectors.length).toBe(800);
    expect(wrong).toEqual([]);
  });

  it.each([
    ["cart.*", "cart.item.added", true],
    ["cart.*", "cart.", true],
    ["cart.*", "cart", false],
    ["*.added", "cart.item.added", true],
    ["c?rt", "cart", true],
    ["c?rt", "crt", false],
    ["item-[0-9]", "item-7", true],
    ["item-[0-9]", "item-77", false],
    ["item-[!0-9]", "item-x", true],
    ["item-[!0-9]", "item-7", false],
    ["[a-cx-z]", "y", true],
    ["[a-cx-z]", "m", false],
  ])("%s on %s: %s", (pattern, topic, expected) => {
    expect(selects(pattern, topic)).toBe(expected);
  });

  it("matches the whole topic, line breaks included, and minds the case", () => {
    expect(selects("a*", "a\nb\n")).toBe(true);
    expect(selects("a?b", "a\nb")).toBe(true);
    expect(selects("a", "a\n")).toBe(false);
    expect(selects("a", "ba")).toBe(false);
    expect(selects("Cart", "cart")).toBe(false);
  });

  it("takes a bracket that comes first into the set, and one that is never closed for itself", () => {
    expect(selects("[]]", "]")).toBe(true);
    expect(selects("[!]]", "]")).toBe(false);
    expect(selects("[]-a]", "^")).toBe(true);
    expect(selects("[a", "[a")).toBe(true);
    expect(selects("[!", "[!")).toBe(true);
    expect(selects("[]", "[]")).toBe(true);
    expect(selects("[*", "[anything")).toBe(true);
  });

  it("quotes what stands in a set, and negates by ! alone", () => {
    expect(selects("[*]", "*")).toBe(true);
    expect(selects("[*]", "a")).toBe(false);
    expect(selects("[?]", "a")).toBe(false);
    expect(selects("[^a]", "^")).toBe(true);
    expect(selects("[^a]", "a")).toBe(true);
    expect(selects("[^a]", "b")).toBe(false);
    expect(selects("[a!]", "!")).toBe(true);
    expect(selects("[\\]", "\\")).toBe(true);
    expect(selects("\\*", "\\x")).toBe(true);
  });

  it("leaves out reversed ranges as CPython does", () => {
    expect(selects("[z-a]", "m")).toBe(false);
    expect(selects("[!z-a]", "m")).toBe(true);
    expect(selects("[z-ab]", "b")).toBe(true);
    expect(selects("[z-a!x]", "x")).toBe(false);
    expect(selects("[z-a!x]", "y")).toBe(true);
    expect(selects("[z-a!-x]", "b")).toBe(true);
    expect(selects("[z-a!-x]", "-")).toBe(false);
  });

  it("takes hyphens at the ends and after a range for themselves", () => {
    for (const pattern of ["[-a]", "[a-]", "[a-c-e]", "[!b-d]"]) expect(selects(pattern, "-")).toBe(true);
    expect(selects("[a-c-e]", "d")).toBe(false);
  });

  it("counts by code points", () => {
    expect(selects("?", "😀")).toBe(true);
    expect(selects("??", "😀")).toBe(false);
    expect(selects("[😀-😂]", "😁")).toBe(true);
    expect(selects("[\uffff-😀]", "\uffff")).toBe(true);
    expect(selects("*?", "a😀")).toBe(true);
    expect(selects("*😀b", "😀😀b")).toBe(true);
  });

  it("finds any text in stars around its parts", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", ".", "-"), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.array(part, { maxLength: 6 }), (parts, fillers) => {
        const topic = parts.map((text, index) => text + (fillers[index] ?? "")).join("");
        expect(selects(`${parts.join("*")}*`, topic)).toBe(true);
      }),
    );
  });

  it("does not blow up", { timeout: 2_000 }, () => {
    const many = "a".repeat(5_000);
    expect(selects(`${"a*".repeat(50)}b`, many)).toBe(false);
    expect(selects(`${"*a".repeat(50)}*b*`, many)).toBe(false);
    expect(selects(`${"*".repeat(5_000)}b`, many)).toBe(false);
    expect(selects(`*${"a".repeat(500)}b`, many)).toBe(false);
  });

  it("is frozen, and refuses what no topic can match", () => {
    const pattern = glob("a*");
    expect(pattern).toEqual({ glob: "a*" });
    expect(Object.isFrozen(pattern)).toBe(true);
    expect(() => glob("")).toThrow(new TypeError('glob() was given an empty string: give it a pattern, as in glob("cart.*").'));
    // @ts-expect-error no pattern
    expect(() => glob(7)).toThrow(/glob\(\) was given number: give it a pattern/);
  });
});
