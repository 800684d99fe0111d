import { planCompleted, planCreated } from "eventdeck/catalogue";
import type { Bus } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { PacedClock } from "../../demo/agents/paced-clock.ts";
import { plans, toSubmit } from "../../demo/agents/plans.ts";
import { createAgentScenario } from "../../demo/agents/scenario.ts";
import { longMs, openConsole } from "./agents-bus.ts";

const [release] = plans;

// The host's time, which the clock follows at its own pace.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openScenario(speed: number) {
  const scenario = createAgentScenario();
  onTestFinished(() => scenario.close());
  scenario.setSpeed(speed);
  return { ...scenario, submit: () => scenario.bus.emit(planCreated(toSubmit(release, 1))) };
}

/** What happened, in which order, and when since the plan was submitted. */
function story(bus: Bus): string[] {
  const events = [...bus.history].map(({ event }) => event);
  const begun = events.findIndex((event) => planCreated.is(event));
  return events.slice(begun).map(({ time, topic }) => `${time - (events[begun]?.time ?? 0)} ${topic}`);
}

describe("the clock of the console", () => {
  it("lets delays pass as fast as it is told", async () => {
    const clock = new PacedClock();
    const ran: string[] = [];
    clock.speed = 4;
    clock.schedule(() => ran.push("in 2 s"), 2_000, "normal");
    clock.schedule(() => ran.push("in 1 s"), 1_000, "normal");
    await vi.advanceTimersByTimeAsync(249);
    expect(ran).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(["in 1 s"]);
    clock.speed = Infinity;
    await vi.advanceTimersByTimeAsync(1);
    expect(ran).toEqual(["in 1 s", "in 2 s"]);
  });

  it("stands while it is paused, and goes on from there", async () => {
    const clock = new PacedClock();
    const ran = vi.fn<() => void>();
    clock.schedule(ran, 1_000, "normal");
    clock.speed = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ran).not.toHaveBeenCalled();
    clock.speed = 1;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ran).toHaveBeenCalledOnce();
  });

  it("goes by what comes, and by the host's time when nothing is to come", async () => {
    const clock = new PacedClock();
    const start = clock.now();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(clock.now() - start).toBe(5_000);
    clock.schedule(() => {}, 1_000, "normal");
    await vi.advanceTimersByTimeAsync(900);
    expect(clock.now() - start).toBe(5_000);
    await vi.advanceTimersByTimeAsync(100);
    expect(clock.now() - start).toBe(6_000);
    await vi.advanceTimersByTimeAsync(500);
    // But for the task after the last one.
    expect(clock.now() - start).toBeGreaterThan(6_490);
  });

  it("waits with what is due until what is at hand has been done", async () => {
    const clock = new PacedClock();
    const ran: string[] = [];
    clock.speed = Infinity;
    clock.schedule(
      () => {
        ran.push("first");
        clock.schedule(() => ran.push("what it set off"), 0, "deferred");
      },
      1,
      "normal",
    );
    clock.schedule(() => ran.push("second"), 2, "normal");
    await vi.advanceTimersByTimeAsync(10);
    expect(ran).toEqual(["first", "what it set off", "second"]);
  });

  it("does not run what was called off", async () => {
    const clock = new PacedClock();
    const ran = vi.fn<() => void>();
    clock.schedule(ran, 10, "normal")();
    clock.schedule(ran, 0, "normal")();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ran).not.toHaveBeenCalled();
  });
});

describe("the console on its clock", () => {
  it.each([1, 4, Infinity])("runs just as in a test, event by event, at speed %s", async (speed) => {
    const reference = openConsole();
    reference.submit("release");
    await reference.bus.advance(longMs);
    const { bus, submit } = openScenario(speed);
    await vi.advanceTimersByTimeAsync(100);
    submit();
    await vi.advanceTimersByTimeAsync(longMs);
    expect(story(bus)).toEqual(story(reference.bus));
    expect(story(bus).length).toBeGreaterThan(80);
  });

  it("waits while somebody looks at the past", async () => {
    const { bus, submit, board } = openScenario(1);
    submit();
    await vi.advanceTimersByTimeAsync(4_000);
    timeTravel(bus).seek(bus.history.lastPosition - 3);
    const { lastPosition } = bus.history;
    await vi.advanceTimersByTimeAsync(longMs);
    expect(bus.history.lastPosition).toBe(lastPosition);
    timeTravel(bus).live();
    await vi.advanceTimersByTimeAsync(longMs);
    expect(board.state.plan?.status).toBe("completed");
  });

  it.each([0, 1, Infinity])("is replayed at the host's pace, whatever its own is (%s)", async (speed) => {
    const { bus, submit, board, setSpeed } = openScenario(Infinity);
    submit();
    await vi.advanceTimersByTimeAsync(longMs);
    setSpeed(speed);
    const replay = bus.history.replay({ from: 5 });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(board.state.plan?.steps.map(({ status }) => status).slice(0, 4)).toEqual(["done", "running", "running", "waiting"]);
    await vi.advanceTimersByTimeAsync(longMs);
    expect(replay.state.status).toBe("finished");
    expect(board.state.plan?.status).toBe("completed");
  });

  it("can be stepped through while the bus is paused, and nobody is taken for lost", async () => {
    const { bus, submit } = openScenario(1);
    submit();
    await vi.advanceTimersByTimeAsync(1_000);
    bus.pause();
    const { lastPosition } = bus.history;
    for (let steps = 1; steps <= 30; steps += 1) {
      bus.step();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(bus.history.lastPosition).toBeGreaterThan(lastPosition + 10);
    bus.resume();
    await vi.advanceTimersByTimeAsync(longMs);
    expect(bus.history.query("type:agent.stopped")).toEqual([]);
    expect(bus.history.query((event) => planCompleted.is(event))).toHaveLength(1);
  });
});
