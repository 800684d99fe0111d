import { timeTravel } from "eventdeck/projection";
import { agentHeartbeat, agentStopped, planStepFailed, taskProgress, workflowCancelled, workflowError } from "eventdeck/catalogue";
import { describe, expect, it } from "vitest";
import { longMs, openConsole } from "./agents-bus.ts";

describe("lanes", () => {
  it("let failures go first, and heartbeats and progress last", async () => {
    const { bus, submit, hang, traffic, all } = openConsole();
    submit("release");
    await bus.advance(4_000);
    hang("bram");
    await bus.advance(longMs);
    expect([...all(workflowError), ...all(agentStopped)].map(({ priority }) => priority)).toEqual(["immediate", "immediate", "immediate"]);
    expect(new Set([...all(agentHeartbeat), ...all(taskProgress)].map(({ priority }) => priority))).toEqual(new Set(["deferred"]));
    expect(planStepFailed.priority).toBe("immediate");
    expect(workflowCancelled.priority).toBe("immediate");
    const { immediate, normal, deferred } = traffic.state;
    expect(immediate + normal + deferred).toBe(bus.history.size);
  });

  it("deliver only the newest progress of a task when the host had no time for it", async () => {
    const { bus, submit, all } = openConsole();
    submit("release");
    await bus.advance(600);
    bus.clock.idle = false;
    const before = all(taskProgress).length;
    await bus.advance(900);
    bus.clock.idle = true;
    await bus.advance(10);
    const late = all(taskProgress).slice(before);
    expect(late).toHaveLength(1);
    expect(bus.history.undelivered()).toMatchObject([{ reason: "conflated", event: { type: "task.progress" } }]);
  });
});

describe("what is shown", () => {
  it("is the same when it is folded anew from the history", async () => {
    const { bus, submit, hang, board, staff, log, traffic } = openConsole();
    submit("move");
    await bus.advance(4_000);
    hang("cleo");
    await bus.advance(longMs);
    for (const view of [board, staff, log, traffic]) {
      const live: unknown = view.state;
      view.rebuild();
      expect(view.state).toEqual(live);
    }
  });

  it("can be looked at as it was, all of it at once", async () => {
    const { bus, submit, board, staff } = openConsole();
    submit("release");
    await bus.advance(1_000);
    const position = bus.history.lastPosition;
    const before = { board: board.state, staff: staff.state };
    await bus.advance(longMs);
    timeTravel(bus).seek(position);
    expect({ board: board.state, staff: staff.state }).toEqual(before);
    timeTravel(bus).live();
    expect(board.state.plan?.status).toBe("completed");
  });

  it("tells what happened in words", async () => {
    const { bus, submit, log } = openConsole();
    submit("release");
    await bus.advance(longMs);
    const texts = log.state.lines.map(({ text }) => text).toReversed();
    expect(texts.slice(0, 5)).toEqual([
      "Plan: Release 2.4",
      "Ada begins: Build",
      "Ada is done: Build",
      "Bram begins: Unit tests",
      "Cleo begins: Browser tests",
    ]);
    expect(texts).toContain("Browser tests failed: Checkout took longer than 5 s.");
    expect(texts).toContain("Browser tests: try 2 in 1 s");
    expect(texts.at(-1)).toBe("The plan is completed");
  });

  it("is shown again by a replay, and nobody works twice", async () => {
    const { bus, submit, board } = openConsole();
    submit("release");
    await bus.advance(longMs);
    const { lastPosition } = bus.history;
    const replay = bus.history.replay({ speed: "max" });
    await bus.advance(longMs);
    await replay.done;
    expect(replay.state.emitted).toBe(bus.history.size);
    expect(bus.history.lastPosition).toBe(lastPosition);
    expect(board.state.plan?.status).toBe("completed");
  });
});

describe("after it was closed", () => {
  it("nothing runs any more", async () => {
    const { bus, submit, hang, board } = openConsole();
    submit("release");
    await bus.advance(5_000);
    hang("bram");
    await bus.close({ drain: false, timeoutMs: 0 });
    const { lastPosition } = bus.history;
    const { plan } = board.state;
    expect(bus.clock.scheduled).toBe(0);
    await bus.advance(longMs);
    expect(bus.history.lastPosition).toBe(lastPosition);
    expect(board.state.plan).toBe(plan);
  });
});
