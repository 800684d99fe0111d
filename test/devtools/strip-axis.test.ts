import { describe, expect, it } from "vitest";
import { createStrip } from "../../devtools/model/index.ts";
import { barHeight, scaleTop } from "../../devtools/model/strip/density.ts";
import { axisLabels } from "../../devtools/model/strip/strip-axis.ts";
import { filterWithin } from "../../devtools/model/strip/strip-filter.ts";
import { momentText, pauseText, ticksOf } from "../../devtools/model/strip/time-scale.ts";
import { createScreen } from "./painted.ts";
import { writtenLog } from "./strip-log.ts";

const day = 86_400_000;
const noon = new Date(2026, 10, 21, 12, 3, 4, 120).getTime();

const labels = (from: number, lengthMs: number, most = 5) => ticksOf({ from, to: from + lengthMs }, most).map(({ label }) => label);

describe("the time axis", () => {
  it("stands at round times, as precise as the zoom needs", () => {
    expect(labels(noon, 25)).toEqual(["12:03:04.120", "03:04.125", "03:04.130", "03:04.135", "03:04.140", "03:04.145"]);
    expect(labels(noon, 9_000)).toEqual(["12:03:06", "12:03:08", "12:03:10", "12:03:12"]);
    expect(labels(noon, 40 * 60_000)).toEqual(["12:10", "12:20", "12:30", "12:40"]);
    expect(labels(noon, 18 * 3_600_000)).toEqual(["18:00", "2026-11-22", "06:00"]);
    expect(labels(noon, 4 * day)).toEqual(["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"]);
  });

  it("never has more marks than there is room for", () => {
    for (let length = 1; length < 10_000 * day; length *= 3) expect(ticksOf({ from: noon, to: noon + length }, 8).length).toBeLessThanOrEqual(9);
  });

  it("names the millisecond when there is no round time in the view", () => {
    const screen = createScreen();
    const log = writtenLog();
    const strip = createStrip(log, undefined, screen);
    strip.connect();
    log.write({ at: noon }, { at: noon }, { at: noon + 50 });
    screen.paint(2);
    expect(axisLabels(strip, { from: 0.2, to: 0.6 }, 800, []).ticks).toEqual([{ at: 0.2, label: "12:03:04.120" }]);
  });

  it("tells how long collapsed pauses were, and when it went on after them", () => {
    const screen = createScreen();
    const log = writtenLog();
    const strip = createStrip(log, undefined, screen);
    strip.connect();
    log.write({ at: noon }, { at: noon + 2 * day }, { at: noon + 2 * day + 90_000 });
    screen.paint(2);
    strip.collapseIdle(true);
    const { extent } = strip.state;
    const { ticks, pauses } = axisLabels(strip, extent, 800, strip.buckets(extent, 4));
    expect(pauses.map(({ label }) => label)).toEqual(["2 d", "1.5 min"]);
    expect(ticks.map(({ label }) => label)).toEqual(["12:03:04.120", "12:03:04.120", "12:04:34.120"]);
  });

  it("says the date of a moment only when it is another day's", () => {
    expect(momentText(noon, noon + 1_000)).toBe("12:03:04.120");
    expect(momentText(noon - day, noon)).toBe("2026-11-20 12:03:04.120");
    expect([pauseText(5_400_000), pauseText(250)]).toEqual(["1.5 h", "250 ms"]);
  });
});

describe("bars", () => {
  it("leave a single event standing beside thousands", () => {
    expect(barHeight(0, 10_000)).toBe(0);
    expect(barHeight(1, 10_000)).toBeGreaterThan(0.05);
    expect(barHeight(10_000, 10_000)).toBe(1);
  });

  it("keep their scale while counts grow a little", () => {
    expect([scaleTop(0), scaleTop(9), scaleTop(16), scaleTop(17)]).toEqual([8, 16, 16, 32]);
  });
});

describe("a filter narrowed to a span", () => {
  const span = { from: 3, to: 9 };

  it("keeps what it said, and exchanges the span before", () => {
    expect(filterWithin("", span)).toBe("position:3..9");
    expect(filterWithin("type:cart.*", span)).toBe("type:cart.* position:3..9");
    expect(filterWithin("type:cart.* position:1..2", span)).toBe("type:cart.* position:3..9");
    expect(filterWithin("position:1..2", span)).toBe("position:3..9");
  });

  it("holds for both sides of an OR", () => {
    expect(filterWithin("is:failed OR is:unheard", span)).toBe("(is:failed OR is:unheard) position:3..9");
    expect(filterWithin("(is:failed OR is:unheard) position:3..9", { from: 1, to: 2 })).toBe("(is:failed OR is:unheard) position:1..2");
    expect(filterWithin('"this OR that"', span)).toBe('"this OR that" position:3..9');
    expect(filterWithin("is:failed OR position:1..2", span)).toBe("(is:failed OR position:1..2) position:3..9");
  });
});
