import { describe, expect, it } from "vitest";
import * as fc from "../fast-check.ts";
import { mostPicked } from "../../devtools/model/index.ts";
import { Picked } from "../../devtools/model/list/picked.ts";
import { Matches, rangeRows } from "../../devtools/target/index.ts";

function matching(positions: readonly number[]) {
  const matches = new Matches();
  for (const position of positions) matches.add(position);
  return matches.rows(0);
}

describe("picking several events", () => {
  it("extends from where it began to where it is now, over what the list shows", () => {
    const picked = new Picked();
    picked.begin(3);
    expect(picked.extendTo(9, matching([1, 3, 4, 8, 9, 12]))).toBe(true);
    expect(picked.positions).toEqual([3, 4, 8, 9]);
    picked.extendTo(1, matching([1, 3, 4, 8, 9, 12]));
    expect(picked.positions).toEqual([1, 3]);
  });

  it("adds single ones to the one that the cursor was on, and takes them out", () => {
    const picked = new Picked();
    picked.begin(3);
    picked.toggle(7);
    expect(picked.positions).toEqual([3, 7]);
    picked.toggle(3);
    expect(picked.positions).toEqual([7]);
    picked.begin(1);
    expect(picked.positions).toEqual([]);
  });

  it("takes no more than it says, and says when that was not all", () => {
    const picked = new Picked();
    const rows = rangeRows(1, 50_000);
    expect(picked.all(rows)).toBe(false);
    expect(picked.state.size).toBe(mostPicked);
    expect(picked.positions.at(-1)).toBe(50_000);
    expect(picked.toggle(1)).toBe(false);
    expect(picked.state.size).toBe(mostPicked);
    picked.begin(1);
    expect(picked.extendTo(50_000, rows)).toBe(false);
    expect(picked.positions[0]).toBe(1);
  });

  it("is the events between the two ends, whatever they are", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), fc.nat(), fc.nat(), (shown, one, other) => {
        const sorted = shown.toSorted((left, right) => left - right);
        const from = sorted[one % sorted.length] ?? 1;
        const to = sorted[other % sorted.length] ?? 1;
        const picked = new Picked();
        picked.begin(from);
        picked.extendTo(to, matching(sorted));
        expect(picked.positions).toEqual(sorted.filter((position) => position >= Math.min(from, to) && position <= Math.max(from, to)));
      }),
    );
  });
});
