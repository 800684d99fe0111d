import { createBus } from "eventdeck";
import { workflowChannel, workflowCommand, workflowEvents, workflowResult, workflowStatus } from "eventdeck/catalogue";
import { describe, expect, it } from "vitest";

const commands = [
  workflowCommand({ workflowId: "order-1", transactionId: "tx-7", commandId: "c1", worker: "pricing", action: "quote" }, { priority: "immediate" }),
  workflowCommand({ workflowId: "order-1", commandId: "c2", worker: "mail", action: "send" }, { priority: "immediate" }),
];
const result = workflowResult({ workflowId: "order-2", transactionId: "tx-7", commandId: "c3", worker: "pricing" }, { priority: "immediate" });

describe("a workflow event's topic", () => {
  it("is its kind, workflow, transaction and worker", () => {
    const bus = createBus();
    expect(bus.emit(commands[0]!).topic).toBe("workflow.command.order-1.tx-7.pricing");
  });

  it("has a dash for what the event has none of", () => {
    const bus = createBus();
    expect(bus.emit(workflowStatus({ workflowId: "order-1", status: "running" })).topic).toBe("workflow.status.order-1.-.-");
  });

  it("takes ids of any characters", () => {
    const bus = createBus({ events: workflowEvents });
    const heard: string[] = [];
    bus.subscribe(workflowChannel({ workflowId: "a.b#*%" }), ({ payload }) => heard.push(payload.workflowId));
    const event = bus.emit(workflowStatus({ workflowId: "a.b#*%", status: "running" }, { priority: "immediate" }));
    expect(event.topic).toBe("workflow.status.a%2Eb%23%2A%25.-.-");
    expect(heard).toEqual(["a.b#*%"]);
  });
});

describe("a channel", () => {
  it("of an id that is a dash is not that of events without one", () => {
    const bus = createBus({ events: workflowEvents });
    const heard: unknown[] = [];
    bus.subscribe(workflowChannel({ worker: "-" }), ({ payload }) => heard.push("worker" in payload && payload.worker));
    for (const worker of [undefined, "-"]) bus.emit(workflowStatus({ workflowId: "order-1", worker, status: "running" }, { priority: "immediate" }));
    expect(heard).toEqual(["-"]);
  });

  it.each([
    [workflowChannel({}), ["c1", "c2", "c3"]],
    [workflowChannel({ kind: "command" }), ["c1", "c2"]],
    [workflowChannel({ workflowId: "order-1" }), ["c1", "c2"]],
    [workflowChannel({ transactionId: "tx-7" }), ["c1", "c3"]],
    [workflowChannel({ worker: "pricing" }), ["c1", "c3"]],
    [workflowChannel({ kind: "command", worker: "pricing" }), ["c1"]],
    [workflowChannel({ kind: "result", worker: "mail" }), []],
  ])("%s carries %j", (channel, ids) => {
    const bus = createBus({ events: workflowEvents });
    const heard: unknown[] = [];
    bus.subscribe(channel, ({ payload }) => heard.push("commandId" in payload && payload.commandId));
    bus.emitMany([...commands, result]);
    expect(heard).toEqual(ids);
  });
});
