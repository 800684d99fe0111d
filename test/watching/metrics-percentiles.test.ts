import * as fc from "../fast-check.ts";
import type { Percentiles } from "eventdeck";
import { describe, expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { draft } from "../history/deck.ts";

const microseconds = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1_000_000 }), fc.constant(50));

/** What a handler that took so long each time is measured as, on a clock without rounding. */
function measure(durationsMs: readonly number[]): Percentiles | undefined {
  const { bus, clock } = openBus({ history: false });
  let call = 0;
  bus.inspect$.subscribe();
  bus.subscribe("t", () => clock.spend(durationsMs[call++]!));
  for (const _ of durationsMs) bus.emit(draft("t"));
  return bus.metrics().types.get("t")?.handlingMs;
}

describe("percentiles", () => {
  it("are at most 3 % off those of the sorted durations", () => {
    fc.assert(
      fc.property(fc.array(microseconds, { minLength: 1, maxLength: 300 }), (durations) => {
        const ms = durations.map((us) => us / 1000);
        const sorted = ms.toSorted((one, other) => one - other);
        const measured = measure(ms)!;
        expect(measured.count).toBe(ms.length);
        expect(measured.mean).toBeCloseTo(ms.reduce((sum, each) => sum + each, 0) / ms.length, 4);
        expect(measured.max).toBeCloseTo(sorted.at(-1)!, 4);
        for (const [name, share] of [
          ["p50", 0.5],
          ["p95", 0.95],
          ["p99", 0.99],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1]!;
          expect(Math.abs(measured[name] - exact) / exact).toBeLessThanOrEqual(0.03);
        }
      }),
      { numRuns: 60 },
    );
  });
  it("of one duration are that duration", () => {
    const measured = measure([8])!;
    expect([measured.mean, measured.max]).toEqual([8, 8]);
    for (const percentile of [measured.p50, measured.p95, measured.p99]) expect(Math.abs(percentile - 8)).toBeLessThan(0.24);
  });
  it("never exceed the maximum", () => {
    const measured = measure([3, 3, 3, 3.001])!;
    expect(Math.max(measured.p50, measured.p95, measured.p99)).toBeLessThanOrEqual(measured.max);
  });
  it("take durations of nothing and of days", () => {
    expect(measure([0, 0, 0])).toEqual({ count: 3, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
    const days = 3 * 24 * 3600 * 1000;
    expect(measure([days])).toMatchObject({ count: 1, mean: days, max: days });
  });
  it("of the whole are those of its seconds together", () => {
    const { bus, clock } = openBus();
    bus.inspect$.subscribe();
    bus.subscribe("t", ({ payload }) => clock.spend(Number(payload)));
    for (let n = 1; n <= 100; n++) {
      bus.emit(draft("t", n));
      clock.spend(1000);
    }
    const { count, mean, p50, p95, max } = bus.metrics().types.get("t")!.handlingMs;
    expect([count, mean, max]).toEqual([100, 50.5, 100]);
    expect(Math.abs(p50 - 50) / 50).toBeLessThan(0.03);
    expect(Math.abs(p95 - 95) / 95).toBeLessThan(0.03);
  });
});
