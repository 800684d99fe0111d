import { describe, expect, it } from "vitest";
import { diffValues, type Difference } from "../../devtools/model/value/value-diff.ts";
import { atOnce } from "../../devtools/model/slices.ts";
import { membersOf } from "../../devtools/model/value/value-members.ts";
import { kindOf } from "../../devtools/model/value/value-kind.ts";
import * as fc from "../fast-check.ts";

const diff = (before: unknown, after: unknown): Difference => atOnce(diffValues(before, after));

/** What a difference makes of the value that it starts from: by its parts alone, never by looking at the later value as a whole. */
function apply(before: unknown, difference: Difference): unknown {
  if (difference.mark === "same") return before;
  if (difference.mark !== "inside") return difference.after;
  const { after, parts } = difference;
  const olds = membersOf(before, kindOf(before));
  const made: { readonly key: PropertyKey | undefined; readonly name: unknown; readonly value: unknown; readonly hole: boolean }[] = [];
  const take = (index: number, value?: (old: unknown) => unknown, member = olds.at(index)) => {
    if (!member) throw new Error(`There is no member ${index}.`);
    const { step } = member;
    const key = step.kind === "field" || step.kind === "symbol" ? step.key : undefined;
    made.push({ key, name: step.kind === "entry" ? step.key : undefined, value: value ? value(member.value) : member.value, hole: member.absent === "hole" });
  };
  for (const part of parts) {
    if (part.mark === "same") for (let index = 0; index < part.count; index += 1) take(part.before + index);
    else if (part.mark === "added") take(-1, undefined, part.member);
    else if (part.mark === "both") {
      const old = olds.at(part.before)?.value;
      take(-1, () => apply(old, part.difference), part.member);
    }
  }
  if (after instanceof Map) return new Map(made.map(({ name, value }) => [name, value]));
  if (after instanceof Set) return new Set(made.map(({ value }) => value));
  if (Array.isArray(after)) {
    const list: unknown[] = [];
    for (const { value, hole } of made) {
      list.length += 1;
      if (!hole) list[list.length - 1] = value;
    }
    return list;
  }
  const object = {};
  for (const { key, value } of made) if (key !== undefined) Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom("a", "b", "c", "", -0, Number.NaN, 1n, 2n, null, undefined, true),
  fc.date({ noInvalidDate: false, min: new Date(0), max: new Date(5) }),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalar, tie("list"), tie("object"), tie("map"), tie("set"), tie("items")),
  list: fc.array(tie("value"), { maxLength: 8 }),
  items: fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 6 }), is: tie("value") }), { selector: ({ id }) => id, maxLength: 6 }),
  object: fc.dictionary(fc.constantFrom("a", "b", "c", "id", "__proto__"), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  map: fc.array(fc.tuple(fc.constantFrom("a", "b", 1, 2), tie("value")), { maxLength: 4 }).map((entries) => new Map(entries)),
  set: fc.array(fc.constantFrom(1, 2, 3, "a", "b"), { maxLength: 4 }).map((items) => new Set(items)),
}));

describe("the difference of two values", () => {
  it("makes the later one of the earlier one", () => {
    fc.assert(
      fc.property(anyValue, anyValue, (before, after) => {
        expect(apply(before, diff(before, after))).toEqual(after);
      }),
      { numRuns: 1_000 },
    );
  });

  it("makes the later list of the earlier one, whatever was moved, left out and put in", () => {
    const list = fc.array(fc.oneof(fc.nat(6), fc.record({ id: fc.nat(9) }), fc.record({ at: fc.nat(3), of: fc.nat(3) })), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        expect(apply(before, diff(before, after))).toEqual(after);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is empty for what is equal", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(diff(value, structuredClone(value)).mark).toBe("same");
      }),
      { numRuns: 500 },
    );
  });
});
