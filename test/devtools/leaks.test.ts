import { describe, expect, it } from "vitest";
import { LeakWatch } from "../../devtools/model/watching/leaks.ts";
import type { Listener } from "../../devtools/target/index.ts";

function listeners(count: number, name = "Row"): readonly Listener[] {
  const stats = { delivered: 0, failed: 0, skipped: 0, pending: 0 };
  return Array.from({ length: count }, (_, index) => ({
    id: `${name}-${index}`,
    name,
    selector: "cart.*",
    types: [],
    createdAt: index,
    active: true,
    stats,
    hasStack: false,
  }));
}

function lastOf(counts: readonly number[], everyMs = 1_000) {
  const watch = new LeakWatch();
  let leaks: ReturnType<LeakWatch["sample"]> = [];
  for (const [index, count] of counts.entries()) leaks = watch.sample(listeners(count), index * everyMs);
  return leaks;
}

describe("leaks", () => {
  it("are subscriptions of one kind that become more and never fewer", () => {
    expect(lastOf([10, 12, 15])).toMatchObject([{ name: "Row", selector: "cart.*", grown: 5, counts: [10, 12, 15] }]);
  });

  it("are not a list that was mounted and stands still for a minute", () => {
    expect(lastOf([10, 100, 100])).toHaveLength(1);
    expect(lastOf([10, ...Array.from({ length: 62 }, () => 100)])).toEqual([]);
  });

  it("are not what comes and goes, what is few, or what was seen once or twice", () => {
    expect(lastOf([20, 30, 25, 40])).toEqual([]);
    expect(lastOf([3, 6, 9])).toEqual([]);
    expect(lastOf([10, 20])).toEqual([]);
  });

  it("are told apart by name and selector", () => {
    const watch = new LeakWatch();
    let leaks: ReturnType<LeakWatch["sample"]> = [];
    for (let look = 0; look < 4; look += 1) leaks = watch.sample([...listeners(10 + look, "Row"), ...listeners(40, "Other")], look * 500);
    expect(leaks.map(({ name }) => name)).toEqual(["Row"]);
  });
});
