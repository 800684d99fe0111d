import { createBus, defineEvent, payload } from "eventdeck";
import { afterEach, expect, it, vi } from "vitest";
import { createLocalTarget, type TargetRecord } from "../../devtools/target/index.ts";

const ticked = defineEvent("clock.ticked", payload<number>(), { priority: "immediate" });

afterEach(() => vi.useRealTimers());

it("a flood is told in part, every failure of it, and how much was left out", () => {
  vi.useFakeTimers();
  const bus = createBus({ source: "shop", onError: () => undefined });
  bus.subscribe(ticked, ({ payload: count }) => {
    if (count === 4_000) throw new RangeError("too late");
  });
  const target = createLocalTarget(bus, { name: "shop", place: "test" });
  const records: TargetRecord[] = [];
  const leave = target.watch((record) => records.push(record), "sampled");
  for (let count = 1; count <= 5_000; count += 1) bus.emit(ticked(count));
  vi.advanceTimersByTime(250);
  const delivered = records.filter(({ kind }) => kind === "delivered").length;
  const left = records.find((record) => record.kind === "left-out");
  expect(delivered).toBeLessThan(2_000);
  expect(records.filter(({ kind }) => kind === "failed")).toHaveLength(1);
  expect(left?.kind === "left-out" && left.delivered + delivered).toBe(4_999);
  expect(left?.kind === "left-out" && left.span?.to).toBe(5_000);
  bus.emit(ticked(5_001));
  expect(records.at(-1)?.kind).toBe("delivered");
  leave();
  bus.emit(ticked(5_002));
  expect(records.at(-1)).toMatchObject({ position: 5_001 });
});
