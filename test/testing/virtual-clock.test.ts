import { microtasks, VirtualClock } from "eventdeck/testing";
import { afterEach, describe, expect, it, vi } from "vitest";

function note(clock: VirtualClock) {
  const log: string[] = [];
  const later = (name: string, delayMs: number, priority: "normal" | "deferred" = "normal") =>
    clock.schedule(() => log.push(`${name} at ${clock.monotonic()}`), delayMs, priority);
  return { log, later };
}

describe("a virtual clock", () => {
  afterEach(() => vi.useRealTimers());

  it("stands still until it is moved", async () => {
    const clock = new VirtualClock(1000);
    const { log, later } = note(clock);
    later("task", 5);
    await microtasks();
    expect([clock.now(), clock.monotonic(), log, clock.scheduled]).toEqual([1000, 0, [], 1]);
    await clock.advance(4);
    expect([clock.now(), log]).toEqual([1004, []]);
    await clock.advance(1);
    expect([clock.now(), log, clock.scheduled]).toEqual([1005, ["task at 5"], 0]);
  });

  it("runs what is due in the order of its time, first in, first out", async () => {
    const clock = new VirtualClock();
    const { log, later } = note(clock);
    later("third", 20);
    later("first", 10);
    later("second", 10);
    await clock.advance(100);
    expect(log).toEqual(["first at 10", "second at 10", "third at 20"]);
  });

  it("settles promises between two tasks, and runs what they schedule meanwhile", async () => {
    const clock = new VirtualClock();
    const { log, later } = note(clock);
    clock.schedule(() => void Promise.resolve().then(() => later("from a promise", 5)), 10, "normal");
    later("after it", 20);
    await clock.advance(20);
    expect(log).toEqual(["from a promise at 15", "after it at 20"]);
  });

  it("does not run what was called off", async () => {
    const clock = new VirtualClock();
    const { log, later } = note(clock);
    const cancel = later("task", 5);
    cancel();
    await clock.advance(10);
    expect([log, clock.scheduled]).toEqual([[], 0]);
  });

  it("holds back what waits for an idle host while the host is busy", async () => {
    const clock = new VirtualClock();
    const { log, later } = note(clock);
    clock.idle = false;
    later("idle", 0, "deferred");
    later("overdue", 30, "deferred");
    await clock.advance(100);
    expect(log).toEqual(["overdue at 30"]);
    clock.idle = true;
    await clock.advance();
    expect(log).toEqual(["overdue at 30", "idle at 100"]);
  });

  it("takes one turn at a time without passing time", async () => {
    const clock = new VirtualClock();
    const { log, later } = note(clock);
    later("now", 0);
    later("later", 1);
    expect([await clock.turn(), await clock.turn(), log]).toEqual([true, false, ["now at 0"]]);
  });

  it("passes time without running anything when a handler spends it", () => {
    const clock = new VirtualClock();
    const { log, later } = note(clock);
    later("task", 5);
    clock.spend(10);
    expect([clock.monotonic(), log]).toEqual([10, []]);
  });

  it("moves under fake timers, which nobody moves", async () => {
    vi.useFakeTimers();
    const clock = new VirtualClock();
    const { log, later } = note(clock);
    later("task", 5);
    await clock.advance(5);
    expect(log).toEqual(["task at 5"]);
  });

  it.each([-1, Number.NaN, Infinity])("refuses to advance by %s", async (ms) => {
    await expect(new VirtualClock().advance(ms)).rejects.toThrow(RangeError);
  });
});
