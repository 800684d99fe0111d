import { beforeEach, describe, expect, it } from "vitest";
import { createStrip } from "../../devtools/model/index.ts";
import { Store } from "../../devtools/target/index.ts";
import { writtenSelection } from "./strip-log.ts";
import { stripScene, type StripScene } from "./strip-scene.ts";

const day = 86_400_000;
let { log, screen, strip, settle }: StripScene = stripScene();

beforeEach(() => {
  ({ log, screen, strip, settle } = stripScene());
});

function moments(): readonly number[] {
  const { first, last } = strip.state;
  return Array.from({ length: last - first + 1 }, (_, index) => strip.momentOf(first + index));
}

describe("time on the strip", () => {
  it("has nothing to show, and nothing to choose, without events", () => {
    expect(strip.state.last).toBeLessThan(strip.state.first);
    strip.zoom(0.5);
    strip.pan(1);
    strip.brush(0, 1);
    expect(strip.nearest(0, 1)).toBeUndefined();
    expect(strip.positionAt(0)).toBeUndefined();
    expect(strip.state.span).toBeUndefined();
    expect(strip.buckets(strip.state.view, 0.1)).toEqual([]);
    expect(strip.textOf(1)).toBe("no events");
  });

  it("has a length also when there is one event", () => {
    log.write({ at: 1_000 });
    settle();
    const { extent } = strip.state;
    expect(extent.to - extent.from).toBeGreaterThan(0);
    expect(strip.nearest(extent.to, 0)).toBe(1);
    expect(strip.wallOf(strip.momentOf(1))).toBe(1_000);
  });

  it("sets events of one millisecond apart by their order, and within that millisecond", () => {
    log.write({ at: 5 }, { at: 5 }, { at: 5 }, { at: 5 }, { at: 6 });
    settle();
    expect(moments()).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it("never goes back: an event whose clock is slewed stands with the one before it", () => {
    log.write({ at: 1_000 }, { at: 995 }, { at: 1_200 });
    settle();
    const [one, two, three] = moments();
    expect(two).toBeGreaterThan(one!);
    expect(two! - one!).toBeLessThanOrEqual(1);
    expect(three).toBe(200);
  });

  it("goes on behind a seam where the clock was set back, and tells the new time there", () => {
    log.write({ at: day }, { at: day + 100 }, { at: 500 }, { at: 700 });
    settle();
    expect(strip.momentOf(4) - strip.momentOf(3)).toBe(200);
    expect(strip.wallOf(strip.momentOf(2))).toBe(day + 100);
    expect(strip.wallOf(strip.momentOf(3))).toBe(500);
    expect(strip.wallOf(strip.momentOf(4))).toBe(700);
  });

  it("shows imported events when they were published, not when the file was read", () => {
    const now = 10 * day;
    log.write({ at: now }, { at: now, imported: day }, { at: now, imported: day + 5_000 }, { at: now, imported: day + 4_000 });
    settle();
    expect(strip.momentOf(3) - strip.momentOf(2)).toBe(5_000);
    // It was delivered after the one before it, so it cannot stand earlier.
    expect(strip.momentOf(4)).toBeGreaterThan(strip.momentOf(3));
    expect(strip.wallOf(strip.momentOf(2))).toBe(day);
  });

  it("collapses idle time and spans of days, and tells the true time all the same", () => {
    log.write({ at: 0 }, { at: 50 }, { at: 3 * day }, { at: 3 * day + 20 });
    settle();
    strip.collapseIdle(true);
    expect(moments()).toEqual([0, 50, 250, 270]);
    expect(strip.wallOf(strip.momentOf(4))).toBe(3 * day + 20);
    expect(strip.state.extent.to).toBeLessThan(300);
    strip.collapseIdle(false);
    expect(strip.momentOf(4)).toBe(3 * day + 20);
  });

  it("reaches as far as the longest handler ran", () => {
    log.write({ at: 0, ranMs: 5_000 });
    settle();
    expect(strip.state.extent.to).toBeGreaterThanOrEqual(5_000);
  });
});

describe("following", () => {
  it("shows everything, until somebody looks closer", () => {
    log.write({ at: 0 }, { at: 1_000 });
    settle();
    log.write({ at: 5_000 });
    settle();
    expect(strip.state.view).toMatchObject({ ...strip.state.extent, follow: "all" });
  });

  it("keeps the newest in sight at the same scale when zoomed in there", () => {
    log.write({ at: 0 }, { at: 1_000 });
    settle();
    strip.zoom(0.1, strip.state.extent.to);
    const before = strip.state.view;
    log.write({ at: 9_000 });
    settle();
    const { view, extent } = strip.state;
    expect(view.follow).toBe("tail");
    expect(view.to).toBe(extent.to);
    expect(view.to - view.from).toBeCloseTo(before.to - before.from);
  });

  it("stays where somebody has panned to", () => {
    log.write({ at: 0 }, { at: 1_000 });
    settle();
    strip.zoom(0.1, 300);
    const { view } = strip.state;
    log.write({ at: 9_000 });
    settle();
    expect(strip.state.view).toEqual(view);
    expect(view.follow).toBe("none");
  });

  it("keeps what is under the pointer there while it zooms", () => {
    log.write({ at: 0 }, { at: 1_000 });
    settle();
    strip.zoom(0.25, 300);
    const { view, extent } = strip.state;
    const share = (moment: number, part: typeof extent) => (moment - part.from) / (part.to - part.from);
    expect(share(300, view)).toBeCloseTo(share(300, extent));
  });

  it("does not pan beyond the ends, and shows everything again when reset", () => {
    log.write({ at: 0 }, { at: 1_000 });
    settle();
    strip.zoom(0.1, 500);
    strip.pan(-100);
    expect(strip.state.view.from).toBe(strip.state.extent.from);
    strip.pan(100);
    expect(strip.state.view).toMatchObject({ to: strip.state.extent.to, follow: "tail" });
    strip.reset();
    expect(strip.state.view).toMatchObject(strip.state.extent);
  });

  it("moves along when history evicts what it shows", () => {
    log.write(...Array.from({ length: 100 }, (_, index) => ({ at: index * 10 })));
    settle();
    strip.zoom(0.1, 0);
    log.evictBefore(51);
    settle();
    expect(strip.state.first).toBe(51);
    expect(strip.state.view.from).toBeGreaterThanOrEqual(strip.momentOf(51));
  });

  it("begins anew when history is cleared", () => {
    log.write({ at: 0 }, { at: 1_000 });
    settle();
    log.clear();
    settle();
    expect(strip.state.last).toBeLessThan(strip.state.first);
    log.write({ at: 50_000 });
    settle();
    expect(strip.momentOf(3)).toBe(0);
    expect(strip.wallOf(0)).toBe(50_000);
  });

  it("reads a long history in slices, and says how far it is", () => {
    let time = 0;
    const slow = createStrip(log, undefined, { ...screen, now: () => (time += 0.5) });
    log.write(...Array.from({ length: 5_000 }, (_, index) => ({ at: index })));
    slow.connect();
    screen.paint();
    expect(slow.state.progress).toBeGreaterThan(0);
    expect(slow.state.progress).toBeLessThan(1);
    settle();
    expect(slow.state.progress).toBe(1);
    expect(slow.state.last).toBe(5_000);
  });
});

describe("what is chosen", () => {
  it("is the failure within reach, else the match, else whatever is nearest", () => {
    const selection = writtenSelection();
    const changes = new Store(0);
    const filtered = createStrip(log, { subscribe: changes.subscribe, selection }, screen);
    filtered.connect();
    log.write({ at: 0 }, { at: 10 }, { at: 12, failed: true }, { at: 14 }, { at: 100 });
    selection.match(4);
    settle();
    expect(filtered.nearest(10, 3)).toBe(3);
    expect(filtered.nearest(15.5, 3)).toBe(4);
    expect(filtered.nearest(10, 1)).toBe(2);
    expect(filtered.nearest(70, 1)).toBe(5);
    expect(filtered.step(1, 1)).toBe(4);
    expect(filtered.step(4, 1)).toBe(4);
  });

  it("is a match also when the filter has found it after newer ones", () => {
    const selection = writtenSelection();
    const changes = new Store(0);
    const filtered = createStrip(log, { subscribe: changes.subscribe, selection }, screen);
    filtered.connect();
    log.write(...Array.from({ length: 10 }, (_, index) => ({ at: index * 100 })));
    selection.match(8);
    settle();
    selection.match(5, 2);
    changes.set(1);
    settle();
    expect(filtered.step(10, -1)).toBe(8);
    expect(filtered.step(8, -1)).toBe(5);
    expect(filtered.step(5, -1)).toBe(2);
  });

  it("is a span of events, as far as history keeps them", () => {
    log.write(...Array.from({ length: 10 }, (_, index) => ({ at: index * 100 })));
    settle();
    strip.brush(620, 180);
    expect(strip.state.span).toEqual({ from: 3, to: 7 });
    expect(strip.span.state).toEqual({ from: 3, to: 7 });
    log.evictBefore(5);
    settle();
    expect(strip.state.span).toEqual({ from: 5, to: 7 });
    log.evictBefore(9);
    settle();
    expect(strip.state.span).toBeUndefined();
    strip.brush(910, 920);
    expect(strip.state.span).toBeUndefined();
  });

  it("steps over what the strip has, and stops at its ends", () => {
    log.write({ at: 0 }, { at: 1 }, { at: 2 });
    settle();
    expect([strip.step(2, 1), strip.step(3, 1), strip.step(1, -5)]).toEqual([3, 3, 1]);
  });
});

describe("single events", () => {
  it("tell their wait and their run apart, and leave out what was not measured", () => {
    log.write({ at: 100 }, { at: 200, waitedMs: 20, ranMs: 30 }, { at: 300, pending: true });
    settle();
    const [bare, measured, open] = strip.marks(strip.state.extent, 1, 3, false);
    expect(bare).toMatchObject({ at: 0, waitedFrom: undefined, ranTo: undefined });
    expect(measured).toMatchObject({ at: 100, waitedFrom: 80, ranTo: 130 });
    expect(open).toMatchObject({ at: 200, ranTo: "open" });
  });

  it("lie one below the other where they overlap", () => {
    log.write({ at: 0, ranMs: 100 }, { at: 50, ranMs: 100 }, { at: 300, ranMs: 10 });
    settle();
    expect(strip.marks(strip.state.extent, 0.1, 3, false).map(({ row }) => row)).toEqual([0, 1, 0]);
  });

  it("leave out a wait that would cross another run, and never a run", () => {
    log.write({ at: 0, ranMs: 100 }, { at: 50, ranMs: 100 }, { at: 120, waitedMs: 60, ranMs: 10 });
    settle();
    const marks = strip.marks(strip.state.extent, 0.1, 2, false);
    expect(marks.map(({ row }) => row)).toEqual([0, 1, 0]);
    expect(marks[2]).toMatchObject({ waitedFrom: undefined, at: 120, ranTo: 130 });
    expect(strip.marks(strip.state.extent, 0.1, 3, false)[2]).toMatchObject({ row: 2, waitedFrom: 60 });
  });

  it("include those that began before the view and were still running in it", () => {
    log.write({ at: 0, ranMs: 9_000 }, ...Array.from({ length: 500 }, (_, index) => ({ at: 10 + index })), { at: 8_000 });
    settle();
    expect(strip.marks({ from: 7_000, to: 8_500 }, 1, 3, false).map(({ position }) => position)).toEqual([1, 502]);
  });

  it("change when their handlers have settled", () => {
    log.write({ at: 0, pending: true });
    settle();
    log.rewrite(1, { at: 0, failed: true, ranMs: 40 });
    strip.outcomeChanged(1);
    settle();
    expect(strip.marks(strip.state.extent, 1, 3, false)).toMatchObject([{ failed: true, ranTo: 40 }]);
    expect(strip.about(0, 1)).toMatchObject({ count: 1, failed: 1, worst: "1 of 1 listeners failed" });
  });
});

describe("what a pointer is told", () => {
  it("counts types, the commonest first, and says the worst", () => {
    log.write({ at: 0, type: "a" }, { at: 0, type: "b" }, { at: 0, type: "b", failed: true }, { at: 0, type: "c" }, { at: 0, type: "d" });
    settle();
    expect(strip.about(0.5, 1)).toMatchObject({ count: 5, types: [{ type: "b", count: 2 }, { count: 1 }, { count: 1 }], otherTypes: 1, worst: "1 failed" });
  });

  it("names what reached nobody, in its place between the events", () => {
    log.write({ at: 1_000 }, { at: 2_000 });
    log.attempt({ at: 1_500, after: 1, reason: "stopped", by: "guard" });
    log.attempt({ at: 9_000, after: 1, reason: "expired" });
    settle();
    expect(strip.state.attempts.map(({ at }) => at)).toEqual([500, 1_000]);
    expect(strip.about(500, 10).attempts).toEqual(["unknown: A middleware stopped it: guard"]);
  });

  it("says an event as a screen reader does", () => {
    log.write({ at: new Date(2026, 10, 21, 12, 3, 4, 120).getTime(), type: "cart.item-added" }, { at: 0, failed: true });
    settle();
    expect(strip.textOf(1)).toBe("#1 cart.item-added, 12:03:04.120");
    expect(strip.textOf(2)).toContain("1 of 1 listeners failed");
  });
});
