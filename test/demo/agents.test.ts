import {
  agentStarted,
  agentStopped,
  planCancelled,
  planCompleted,
  planFailed,
  taskCancelled,
  taskProgress,
  taskRetrying,
  taskSubmitted,
  workflowCommand,
  workflowCompensation,
  workflowError,
  workflowResult,
} from "eventdeck/catalogue";
import { describe, expect, it } from "vitest";
import { silenceMs } from "../../demo/agents/watchdog.ts";
import { longMs, openConsole, stepsOf } from "./agents-bus.ts";

describe("a plan", () => {
  it("is completed when every step is done, each after those that it depends on", async () => {
    const { bus, submit, planStatus, statuses, all } = openConsole();
    submit("release");
    await bus.advance(longMs);
    expect(planStatus()).toBe("completed");
    expect(new Set(Object.values(statuses()))).toEqual(new Set(["done"]));
    expect(stepsOf(all(workflowResult))).toEqual(["build", "unit-tests", "browser-tests again", "migrate", "deploy", "announce", "purge-caches"]);
    expect(all(planCompleted)).toHaveLength(1);
    expect(bus.history.undelivered()).toEqual([]);
  });

  it("runs what depends on the same step at the same time, on different workers", async () => {
    const { bus, submit, all } = openConsole();
    submit("reindex");
    await bus.advance(5_000);
    const [, ...indexing] = all(workflowCommand);
    expect(indexing).toHaveLength(4);
    expect(new Set(indexing.map(({ payload }) => payload.worker)).size).toBe(4);
    expect(new Set(indexing.map(({ time }) => time)).size).toBe(1);
  });

  it("takes a free worker for what waited for one", async () => {
    const { bus, submit, statuses } = openConsole();
    submit("reindex");
    await bus.advance(5_000);
    expect(statuses()["index-4"]).toBe("queued");
    await bus.advance(15_000);
    expect(statuses()["index-4"]).toBe("running");
  });

  it("is refused while another one runs", async () => {
    const { bus, submit, board, all } = openConsole();
    submit("release");
    await bus.advance(1_000);
    submit("move");
    await bus.advance(longMs);
    expect(all(planFailed)).toMatchObject([{ payload: { planId: "move-1", error: { code: "BUSY" } } }]);
    expect(board.state.plan).toMatchObject({ planId: "release-1", status: "completed" });
  });

  it("can be followed by the next one", async () => {
    const { bus, submit, board } = openConsole();
    submit("move");
    await bus.advance(longMs);
    submit("release", 2);
    await bus.advance(longMs);
    expect(board.state).toMatchObject({ submitted: 2, plan: { planId: "release-2", status: "completed" } });
  });

  it("is the cause of everything that follows", async () => {
    const { bus, submit, all } = openConsole();
    const { id, position = 5 } = { ...submit("release") };
    await bus.advance(longMs);
    const after = bus.history.query(() => true, { from: position });
    expect(after.length).toBeGreaterThan(50);
    expect(new Set(after.map(({ event }) => event.correlationId))).toEqual(new Set([id]));
    const [first] = all(workflowResult);
    const [command] = bus.history.query(`id:${first?.causationId}`);
    expect(command?.event).toMatchObject({ type: "workflow.command", payload: { commandId: "release-1/build#1" } });
  });
});

describe("a step that fails", () => {
  it("is tried again, after twice the wait each time, and by another worker", async () => {
    const { bus, submit, all } = openConsole();
    submit("release");
    await bus.advance(longMs);
    const failed = all(workflowError);
    const tries = all(workflowCommand).filter(({ payload }) => payload.action === "browser-tests");
    expect(stepsOf(failed)).toEqual(["browser-tests", "browser-tests again"]);
    expect(tries.map(({ payload }) => payload.attempt)).toEqual([1, 2, 3]);
    expect(tries.slice(1).map(({ time }, index) => time - (failed[index]?.time ?? 0))).toEqual([1_000, 2_000]);
    expect(all(taskRetrying).map(({ payload }) => payload.delayMs)).toEqual([1_000, 2_000]);
    expect(new Set(tries.map(({ payload }) => payload.worker)).size).toBe(3);
  });

  it("for good has undone what was done, one after the other, the last first", async () => {
    const { bus, submit, planStatus, statuses, all } = openConsole();
    submit("move");
    await bus.advance(longMs);
    const results = all(workflowResult);
    const done = results.slice(0, 4);
    const undone = results.slice(4);
    expect(stepsOf(done)).toEqual(["rent-servers", "get-certificate", "copy-data", "start-services"]);
    expect(stepsOf(all(workflowCompensation))).toEqual(stepsOf(done).toReversed());
    expect(all(workflowCompensation).map(({ payload }) => payload.compensates)).toEqual(done.map(({ payload }) => payload.commandId).toReversed());
    expect(stepsOf(undone)).toEqual(stepsOf(done).toReversed());
    expect(
      all(workflowCompensation)
        .slice(1)
        .map(({ time }) => time),
    ).toEqual(undone.slice(0, -1).map(({ time }) => time));
    expect(statuses()).toMatchObject({ "rent-servers": "undone", "start-services": "undone", "switch-dns": "failed", "close-old-site": "skipped" });
    expect(planStatus()).toBe("failed");
    expect(all(planFailed)).toMatchObject([{ payload: { stepId: "switch-dns", error: { code: "ZONE_LOCKED", retryable: false } } }]);
  });
});

describe("calling a plan off", () => {
  it("stops every worker, waits until each has said so, and undoes what was done", async () => {
    const { bus, submit, callOff, planStatus, statuses, all } = openConsole();
    submit("reindex");
    await bus.advance(6_000);
    callOff("reindex-1");
    expect(planStatus()).toBe("stopping");
    await bus.advance(longMs);
    expect(new Set(all(taskCancelled).map(({ payload }) => payload.agentId))).toEqual(new Set(["ada", "bram", "cleo", "dina", undefined]));
    expect(stepsOf(all(workflowCompensation))).toEqual(["snapshot"]);
    expect(all(planCancelled)).toHaveLength(1);
    expect(planStatus()).toBe("cancelled");
    expect(statuses()).toMatchObject({ snapshot: "undone", "index-0": "stopped", "index-3": "stopped", "index-4": "skipped", swap: "skipped" });
  });

  it("lets nobody begin anything more", async () => {
    const { bus, submit, callOff, all } = openConsole();
    submit("reindex");
    await bus.advance(6_000);
    const before = all(workflowCommand).length;
    callOff("reindex-1");
    await bus.advance(longMs);
    expect(all(workflowCommand)).toHaveLength(before);
  });

  it("calls off a try that is waited for", async () => {
    const { bus, submit, callOff, statuses, all } = openConsole();
    submit("release");
    while (all(taskRetrying).length === 0) await bus.advance(100);
    await bus.advance(500);
    callOff("release-1");
    await bus.advance(longMs);
    expect(bus.history.undelivered()).toMatchObject([{ reason: "cancelled", by: "signal", event: { type: "task.submitted" } }]);
    expect(stepsOf(all(workflowCommand))).toEqual(["build", "unit-tests", "browser-tests"]);
    expect(statuses()["browser-tests"]).toBe("stopped");
  });

  // Wherever it strikes: between two tries, while others work, right at the end.
  it.each([0, 1_900, 3_800, 5_700, 7_600, 9_500, 11_400, 13_300, 15_200, 17_100, 18_800])("ends the plan when it comes after %s ms", async (atMs) => {
    const { bus, submit, callOff, planStatus, staff } = openConsole();
    submit("release");
    await bus.advance(atMs);
    callOff("release-1");
    await bus.advance(longMs);
    expect(planStatus()).toBe("cancelled");
    expect(staff.state.map(({ status }) => status)).toEqual(["free", "free", "free", "free"]);
  });

  it("works before the first command has reached its worker", async () => {
    const { bus, submit, callOff, planStatus, all } = openConsole();
    submit("release");
    bus.pause();
    await bus.advance(0);
    for (let steps = 0; steps < 40 && all(taskSubmitted).length === 0; steps += 1) bus.step();
    expect(all(workflowCommand)).toEqual([]);
    callOff("release-1");
    bus.resume();
    await bus.advance(longMs);
    expect(all(taskProgress)).toEqual([]);
    expect(planStatus()).toBe("cancelled");
  });
});

describe("a worker that hangs", () => {
  it("is given up after three heartbeats were missed, and its task is given to another", async () => {
    const { bus, submit, hang, planStatus, staff, all } = openConsole();
    submit("release");
    await bus.advance(1_200);
    const lastSign = all(workflowCommand)[0];
    hang(lastSign?.payload.worker ?? "");
    const [beat] = bus.history.query("type:agent.heartbeat", { newestFirst: true });
    await bus.advance(longMs);
    expect(all(agentStopped)).toMatchObject([{ payload: { agentId: "ada", reason: "lost" }, priority: "immediate" }]);
    expect((all(agentStopped)[0]?.time ?? 0) - (beat?.event.time ?? 0)).toBe(silenceMs);
    expect(all(workflowCommand).slice(0, 2)).toMatchObject([
      { payload: { action: "build", worker: "ada" } },
      { payload: { action: "build", worker: "bram", attempt: 2 } },
    ]);
    expect(planStatus()).toBe("completed");
    expect(staff.state[0]).toMatchObject({ agentId: "ada", status: "lost", hangs: true });
  });

  it("takes work again when it is let go of, and not what it had", async () => {
    const { bus, submit, hang, staff, all } = openConsole();
    submit("release");
    await bus.advance(1_200);
    hang("ada");
    await bus.advance(5_000);
    hang("ada", false);
    await bus.advance(longMs);
    expect(all(agentStarted).map(({ payload }) => payload.agentId)).toEqual(["ada"]);
    expect(all(workflowResult).filter(({ payload }) => payload.commandId === "release-1/build#1")).toEqual([]);
    expect(all(workflowCommand).filter(({ payload }) => payload.worker === "ada").length).toBeGreaterThan(1);
    expect(staff.state[0]?.status).toBe("free");
  });

  it("goes on where it was when it is let go of in time", async () => {
    const { bus, submit, hang, planStatus, all } = openConsole();
    submit("release");
    await bus.advance(1_200);
    hang("ada");
    await bus.advance(2_000);
    hang("ada", false);
    await bus.advance(longMs);
    expect(all(agentStopped)).toEqual([]);
    expect(stepsOf(all(workflowCommand))[0]).toBe("build");
    expect(planStatus()).toBe("completed");
  });

  it("that is free hangs at the next thing that it is told", async () => {
    const { bus, submit, hang, planStatus, all } = openConsole();
    hang("ada");
    await bus.advance(10_000);
    expect(all(agentStopped)).toEqual([]);
    submit("release");
    await bus.advance(longMs);
    expect((all(agentStopped)[0]?.time ?? 0) - (all(workflowCommand)[0]?.time ?? 0)).toBe(silenceMs);
    expect(planStatus()).toBe("completed");
  });

  it("does not keep a plan from being called off", async () => {
    const { bus, submit, hang, callOff, planStatus, all } = openConsole();
    submit("reindex");
    await bus.advance(6_000);
    hang("bram");
    callOff("reindex-1");
    await bus.advance(1_000);
    expect(planStatus()).toBe("stopping");
    await bus.advance(longMs);
    expect(all(agentStopped).map(({ payload }) => payload.agentId)).toEqual(["bram"]);
    expect(planStatus()).toBe("cancelled");
  });

  it("while it undoes something is replaced too", async () => {
    const { bus, submit, hang, planStatus, all } = openConsole();
    submit("move");
    while (all(workflowCompensation).length === 0) await bus.advance(100);
    hang(all(workflowCompensation)[0]?.payload.worker ?? "");
    await bus.advance(longMs);
    expect(stepsOf(all(workflowCompensation))).toEqual(["start-services", "start-services again", "copy-data", "get-certificate", "rent-servers"]);
    expect(planStatus()).toBe("failed");
  });

  it("with all the others makes the plan wait, until one is let go of", async () => {
    const { bus, submit, hang, planStatus, statuses } = openConsole();
    submit("release");
    await bus.advance(1_000);
    for (const agentId of ["ada", "bram", "cleo", "dina"]) hang(agentId);
    await bus.advance(longMs);
    expect(planStatus()).toBe("running");
    expect(statuses()["build"]).toBe("queued");
    hang("cleo", false);
    await bus.advance(longMs);
    expect(planStatus()).toBe("completed");
  });
});
