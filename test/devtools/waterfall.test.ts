import { describe, expect, it } from "vitest";
import { axisTicks } from "../../devtools/model/why/waterfall-axis.ts";
import { visibleRows, waterfallOf } from "../../devtools/model/why/waterfall.ts";
import { drawn, run, type Told, treeOf } from "./story-model.ts";

describe("the waterfall", () => {
  it("tells waiting from running, and spans all of it", () => {
    const { rows, from, to } = drawn(
      treeOf([
        { id: "a", times: [100, 104, 110] },
        { id: "b", cause: "a", times: [105, 120, 121] },
      ]),
    );
    expect(rows.map(({ time }) => time)).toEqual([
      { start: 100, begin: 104, end: 110, open: false, measured: true },
      { start: 105, begin: 120, end: 121, open: false, measured: true },
    ]);
    expect([from, to]).toEqual([100, 121]);
  });

  it("takes the wait that was measured where the wall clock shows none", () => {
    const { rows } = drawn(treeOf([{ id: "a", times: [100, 100, 101], outcome: { waitedMs: 0.5 } }]));
    expect(rows[0]?.time?.start).toBe(99.5);
  });

  it("says what is not known: no end while something runs, no duration for what nobody measured or a file brought", () => {
    const { rows, open } = drawn(
      treeOf([
        { id: "a", outcome: { pending: 1 } },
        { id: "b", outcome: { ranMs: undefined } },
        { id: "c", times: [50, 90, 99], imported: true },
      ]),
    );
    expect(rows.map(({ time }) => [time?.open, time?.measured])).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ]);
    expect(rows[2]?.time).toMatchObject({ start: 50, begin: 50, end: 50 });
    expect(open).toBe(true);
  });

  it("marks the critical path on the rows", () => {
    const { path } = drawn(
      treeOf([
        { id: "a", times: [0, 0, 9] },
        { id: "b", cause: "a", times: [5, 6, 20] },
        { id: "c", cause: "a", times: [6, 6, 7] },
      ]),
    );
    expect([...path]).toEqual([
      [0, [{ span: 0, from: 0, to: 5 }]],
      [1, [{ span: 1, from: 5, to: 20 }]],
    ]);
  });

  it("leaves out what is folded, with all below it", () => {
    const waterfall = drawn(treeOf([{ id: "a" }, { id: "b", cause: "a" }, { id: "c", cause: "b" }, { id: "d", cause: "a" }, { id: "e" }]));
    expect(visibleRows(waterfall, new Set())).toEqual([0, 1, 2, 3, 4]);
    expect(visibleRows(waterfall, new Set(["#2"]))).toEqual([0, 1, 3, 4]);
    expect(visibleRows(waterfall, new Set(["#1", "#2", "gone"]))).toEqual([0, 4]);
  });

  it("counts siblings as a tree is read out", () => {
    const { rows } = drawn(treeOf([{ id: "a" }, { id: "b", cause: "a" }, { id: "c", cause: "a" }]));
    expect(rows.map(({ nth, siblings }) => [nth, siblings])).toEqual([
      [1, 1],
      [1, 2],
      [2, 2],
    ]);
  });

  it("gives way while it draws 20,000 rows (jaeger-ui#630, zipkin#1460)", () => {
    const wide = Array.from({ length: 20_000 }, (_, index): Told => ({ id: String(index), ...(index > 0 && { cause: "0" }) }));
    const { result, turns } = run(waterfallOf(treeOf(wide)));
    expect(result.rows).toHaveLength(20_000);
    expect(turns).toBeGreaterThan(50);
  });
});

describe("the axis", () => {
  it("marks round times since the first event, as many as there is room for", () => {
    expect(axisTicks(1_000, 1_000, 1_047, 5)).toEqual([
      { at: 0, label: "0" },
      { at: 10 / 47, label: "10 ms" },
      { at: 20 / 47, label: "20 ms" },
      { at: 30 / 47, label: "30 ms" },
      { at: 40 / 47, label: "40 ms" },
    ]);
  });

  it("counts from the beginning also where it is zoomed in, below a millisecond too", () => {
    expect(axisTicks(0, 20, 20.5, 3).map(({ label }) => label)).toEqual(["20 ms", "20.2 ms", "20.4 ms"]);
    expect(axisTicks(0, 0, 2_500, 3).map(({ label }) => label)).toEqual(["0", "1 s", "2 s"]);
    expect(axisTicks(0, 61_000, 61_005, 2).map(({ label }) => label)).toEqual(["61 s", "61.005 s"]);
  });

  it("marks nothing where there is no room or no time", () => {
    expect(axisTicks(0, 5, 5, 4)).toEqual([]);
    expect(axisTicks(0, 0, 10, 0)).toEqual([]);
  });
});
