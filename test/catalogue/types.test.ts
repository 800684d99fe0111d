import { type BusEvent, createBus, type EventKind, type HealthReport } from "eventdeck";
import {
  agentEvents,
  type agentHeartbeat,
  type agentRegistered,
  entityEvents,
  type Failure,
  fromPriorityWord,
  type JsonValue,
  planCreated,
  type PlanStep,
  systemHealthCheck,
  taskEvents,
  taskSubmitted,
  workflowChannel,
  type workflowCommand,
  workflowEvents,
} from "eventdeck/catalogue";
import { describe, expectTypeOf, it } from "vitest";

type EventOf<Definition> = Definition extends EventKind<infer Type, infer Payload> ? BusEvent<Type, Payload> : never;
type Heartbeat = EventOf<typeof agentHeartbeat>;

// Nothing here runs: the compiler is the test.
const bus = createBus({ events: [...agentEvents, ...taskEvents] });
const entities = createBus({ events: entityEvents });
const workflows = createBus({ events: workflowEvents });

describe("the types of the catalogue", () => {
  it("ask for less than they give", () => {
    expectTypeOf(taskSubmitted).parameter(0).toHaveProperty("maxAttempts").toEqualTypeOf<number | undefined>();
    expectTypeOf<EventOf<typeof taskSubmitted>["payload"]["maxAttempts"]>().toEqualTypeOf<number>();
    expectTypeOf<EventOf<typeof taskSubmitted>["payload"]["input"]>().toEqualTypeOf<JsonValue | undefined>();
    expectTypeOf<EventOf<typeof agentRegistered>["payload"]["capabilities"]>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<Heartbeat["payload"]["status"]>().toEqualTypeOf<"starting" | "idle" | "busy" | "draining" | "offline">();
    // @ts-expect-error -- the name is missing
    taskSubmitted({ taskId: "t1" });
    // @ts-expect-error -- a Date is no JSON value
    taskSubmitted({ taskId: "t1", name: "index", input: { at: new Date(0) } });
  });

  it("know failures and steps", () => {
    expectTypeOf<Failure>().toEqualTypeOf<{ code: string; message: string; retryable: boolean; details?: JsonValue | undefined }>();
    expectTypeOf(planCreated).toBeCallableWith({ planId: "p1", goal: "ship", steps: [{ stepId: "s1", name: "build" }] });
    expectTypeOf<PlanStep["dependsOn"]>().toEqualTypeOf<readonly string[]>();
    const again = (steps: readonly PlanStep[]) => planCreated({ planId: "p1", goal: "ship", steps });
    expectTypeOf(again).toBeFunction();
  });

  it("take a health report", () => {
    const check = (report: HealthReport) => systemHealthCheck({ service: "shop", ...report });
    expectTypeOf(check).toBeFunction();
  });

  it("narrow by patterns", () => {
    bus.subscribe("agent.heartbeat", (event) => expectTypeOf(event).toEqualTypeOf<Heartbeat>());
    bus.subscribe("agent.#", ({ type }) => expectTypeOf(type).toEqualTypeOf<(typeof agentEvents)[number]["type"]>());
    bus.subscribe("*.cancelled", ({ type }) => expectTypeOf(type).toEqualTypeOf<"task.cancelled">());
    bus.subscribe("task.input.*", ({ payload }) => expectTypeOf(payload.prompt).toEqualTypeOf<string>());
    entities.subscribe("product.created", ({ type }) => expectTypeOf(type).toEqualTypeOf<"created">());
    entities.subscribe("product.*", ({ type }) => expectTypeOf(type).toEqualTypeOf<(typeof entityEvents)[number]["type"]>());
  });

  it("narrow by channels", () => {
    workflows.subscribe(workflowChannel({ kind: "command", worker: "pricing" }), (event) =>
      expectTypeOf(event).toEqualTypeOf<EventOf<typeof workflowCommand>>(),
    );
    workflows.subscribe(workflowChannel({ transactionId: "tx-7" }), ({ type }) => expectTypeOf(type).toEqualTypeOf<(typeof workflowEvents)[number]["type"]>());
    // @ts-expect-error -- there is no such kind
    workflowChannel({ kind: "commands" });
  });

  it("take priorities as options", () => {
    expectTypeOf(taskSubmitted).toBeCallableWith({ taskId: "t1", name: "index" }, fromPriorityWord("high"));
    // @ts-expect-error -- there is no such word
    const urgent = () => fromPriorityWord("urgent");
    expectTypeOf(urgent).toBeFunction();
  });
});
