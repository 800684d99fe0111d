import { createBus, type EventDraft, EventValidationError } from "eventdeck";
import {
  agentHeartbeat,
  agentRegistered,
  entityCreated,
  entityError,
  planCreated,
  stateChanged,
  systemDeadLetter,
  systemHealthCheck,
  taskCompleted,
  taskFailed,
  taskProgress,
  taskSubmitted,
  toFailure,
  workflowCommand,
} from "eventdeck/catalogue";
import { describe, expect, it } from "vitest";

const bus = createBus({ history: false });

describe("a payload", () => {
  it("gets what is left out", () => {
    expect(bus.emit(agentRegistered({ agentId: "a1" })).payload).toEqual({ agentId: "a1", capabilities: [] });
    expect(bus.emit(taskSubmitted({ taskId: "t1", name: "index" })).payload).toEqual({ taskId: "t1", name: "index", maxAttempts: 1 });
    expect(bus.emit(workflowCommand({ workflowId: "w1", commandId: "c1", worker: "mail", action: "send" })).payload).toMatchObject({
      parameters: {},
      attempt: 1,
      maxAttempts: 1,
    });
    const { payload } = bus.emit(planCreated({ planId: "p1", goal: "ship", steps: [{ stepId: "s1", name: "build" }] }));
    expect(payload.steps).toEqual([{ stepId: "s1", name: "build", dependsOn: [] }]);
  });

  it("shares no default with another", () => {
    const [first, second] = [agentRegistered({ agentId: "a1" }), agentRegistered({ agentId: "a2" })].map((draft) => bus.emit(draft).payload);
    expect(first!.capabilities).not.toBe(second!.capabilities);
  });

  it("keeps what the definition names and nothing else", () => {
    const newer = { agentId: "a1", mood: "fine" };
    expect(bus.emit(agentHeartbeat(newer)).payload).toEqual({ agentId: "a1", status: "idle" });
  });

  it.each<[EventDraft, string]>([
    [taskSubmitted({ taskId: "", name: "index" }), "taskId: must be a non-empty string"],
    [taskProgress({ taskId: "t1", progress: 1.5 }), "progress: must be a number from 0 to 1"],
    [taskFailed({ taskId: "t1", attempt: 0, error: { code: "E", message: "" } }), "attempt: must be an integer from 1 up"],
    [taskCompleted({ taskId: "t1", durationMs: -1 }), "durationMs: must be milliseconds from 0 up"],
    [taskSubmitted({ taskId: "t1", name: "index", dueAt: NaN }), "dueAt: must be milliseconds since the Unix epoch"],
    [{ ...agentHeartbeat({ agentId: "a1" }), input: { agentId: "a1", status: "asleep" } }, 'status: must be "starting" or "idle" or'],
    [{ ...agentHeartbeat({ agentId: "a1" }), input: "a1" }, "must be an object"],
  ])("is refused with the field and the rule (%#)", (draft, message) => {
    expect(() => bus.emit(draft)).toThrow(EventValidationError);
    expect(() => bus.emit(draft)).toThrow(message);
  });

  it.each([[new Date(0)], [NaN], [() => 1], [{ at: new Map() }], [[undefined]], [1n]])("carries JSON values only (%#)", (value) => {
    const draft = { ...stateChanged({ key: "cart" }), input: { key: "cart", value } };
    expect(() => bus.emit(draft)).toThrow("value: must be a value that JSON carries");
  });

  it("takes the report of a bus as it is", () => {
    const { payload } = bus.emit(systemHealthCheck({ service: "shop", ...bus.health() }));
    expect(payload).toMatchObject({ service: "shop", ...bus.health() });
  });

  it("of a dead letter holds the event that died", () => {
    const event = { specversion: "1.0", id: "e1", type: "order.placed", source: "shop", data: { order: 7 } };
    const letter = { queue: "orders", eventId: "e1", eventType: "order.placed", reason: "attempts-exhausted", attempts: 3, event } as const;
    expect(bus.emit(systemDeadLetter(letter)).payload).toEqual(letter);
  });
});

describe("an event about an entity", () => {
  it("has a topic of its kind and what happened", () => {
    expect(bus.emit(entityCreated({ entity: "product", entityId: "p1" }))).toMatchObject({ type: "created", topic: "product.created" });
    expect(bus.emit(entityError({ entity: "product", error: toFailure("gone") }))).toMatchObject({ type: "error", topic: "product.error" });
  });
});

describe("a failure", () => {
  it("has an error's code, or else its name", () => {
    expect(toFailure(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), true)).toEqual({
      code: "ECONNREFUSED",
      message: "refused",
      retryable: true,
    });
    expect(toFailure(new TypeError("no number"))).toEqual({ code: "TypeError", message: "no number", retryable: false });
    expect(toFailure(Object.assign(new Error("numbered"), { code: 404 }))).toMatchObject({ code: "Error" });
  });

  it("is made of anything that was thrown", () => {
    expect(toFailure("out of paper")).toEqual({ code: "Error", message: "out of paper", retryable: false });
    expect(toFailure(undefined).message).toBe("undefined");
    expect(toFailure(null).message).toBe("null");
    expect(toFailure(Object.create(null)).message).toBe("[object Object]");
    expect(toFailure({ code: "E1", message: "from elsewhere" }, true)).toEqual({ code: "E1", message: "from elsewhere", retryable: true });
  });
});
