import { AsyncLocalStorage } from "node:async_hooks";
import * as api from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { type BusEvent, type Middleware } from "eventdeck";
import { tracing, type TracingOptions } from "eventdeck/middleware";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { draft, openBus } from "./open-bus.ts";

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer("test");

/** Follows promises, as the one that OpenTelemetry has for Node. */
function asyncContexts(): api.ContextManager {
  const storage = new AsyncLocalStorage<api.Context>();
  const manager: api.ContextManager = {
    active: () => storage.getStore() ?? api.ROOT_CONTEXT,
    with: (context, task, thisArg, ...args) => storage.run(context, () => task.apply(thisArg, args)),
    bind: (_, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

beforeEach(() => {
  api.context.setGlobalContextManager(asyncContexts());
});
afterEach(() => {
  api.context.disable();
  exporter.reset();
});

function setUp(options: Partial<TracingOptions> = {}, before: readonly Middleware[] = []) {
  return openBus({ middleware: [...before, tracing({ api, tracer, ...options })] });
}
const spans = () => exporter.getFinishedSpans();
function spanNamed(name: string, nth = 0): ReadableSpan {
  const span = spans().filter((other) => other.name === name)[nth];
  if (!span)
    throw new Error(
      `no span "${name}" among ${spans()
        .map((other) => other.name)
        .join(", ")}`,
    );
  return span;
}
const idOf = (span: ReadableSpan) => span.spanContext().spanId;
const traceOf = (span: ReadableSpan) => span.spanContext().traceId;

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

describe("tracing", () => {
  test("makes a producer span per event and a consumer span per call of a handler, by the conventions", () => {
    const { bus } = setUp();
    bus.subscribe("shop.*", () => {}, { name: "badge" });
    const event = bus.emit(draft("cart.item-added", {}, { topic: "shop.cart", subject: "cart/7" }));
    const sent = spanNamed("send shop.cart");
    const processed = spanNamed("process shop.cart");
    const common = {
      "messaging.system": "eventdeck",
      "messaging.destination.name": "shop.cart",
      "messaging.message.id": event.id,
      "messaging.message.conversation_id": event.correlationId,
      "cloudevents.event_id": event.id,
      "cloudevents.event_source": "test",
      "cloudevents.event_spec_version": "1.0",
      "cloudevents.event_type": "cart.item-added",
      "cloudevents.event_subject": "cart/7",
    };
    expect(sent.kind).toBe(api.SpanKind.PRODUCER);
    expect(sent.attributes).toEqual({ ...common, "messaging.operation.name": "send", "messaging.operation.type": "send" });
    expect(processed.kind).toBe(api.SpanKind.CONSUMER);
    expect(processed.attributes).toEqual({
      ...common,
      "messaging.operation.name": "process",
      "messaging.operation.type": "process",
      "messaging.destination.subscription.name": "badge",
    });
    expect(processed.parentSpanContext?.spanId).toBe(idOf(sent));
    expect(processed.links.map(({ context }) => context.spanId)).toEqual([idOf(sent)]);
    expect(processed.status.code).toBe(api.SpanStatusCode.UNSET);
    expect(event.traceparent).toBe(`00-${traceOf(sent)}-${idOf(sent)}-01`);
    expect(event.tracestate).toBeUndefined();
  });

  test("joins the trace that an event brings along", () => {
    const { bus } = setUp();
    bus.subscribe("a", () => {});
    const traceparent = `00-${traceId}-${spanId}-01`;
    const event = bus.emit(draft("a", null, { traceparent, tracestate: "vendor=1,other=2" }));
    expect(event).toMatchObject({ traceparent, tracestate: "vendor=1,other=2" });
    expect(spans().map(({ name }) => name)).toEqual(["process a"]);
    const processed = spanNamed("process a");
    expect(traceOf(processed)).toBe(traceId);
    expect(processed.parentSpanContext).toMatchObject({ spanId, isRemote: true });
    expect(processed.spanContext().traceState?.serialize()).toBe("vendor=1,other=2");
  });

  test("passes the trace state on with the trace", () => {
    const { bus } = setUp();
    const outer = tracer.startSpan(
      "outer",
      {},
      api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId, spanId, traceFlags: 1, traceState: api.createTraceState("vendor=1") }),
    );
    const event = api.context.with(api.trace.setSpan(api.ROOT_CONTEXT, outer), () => bus.emit(draft("a")));
    expect(event.tracestate).toBe("vendor=1");
    expect(event.traceparent).toContain(traceId);
  });

  test.each([
    ["00", "too short"],
    [`00-${traceId}-${spanId}`, "no flags"],
    [`00-${traceId.toUpperCase()}-${spanId}-01`, "upper case"],
    [`00-${"0".repeat(32)}-${spanId}-01`, "a trace of zeros"],
    [`00-${traceId}-${"0".repeat(16)}-01`, "a span of zeros"],
    [`00-${traceId}-${spanId}-01-more`, "more than version 00 has"],
    [`ff-${traceId}-${spanId}-01`, "the version that is none"],
    [`0g-${traceId}-${spanId}-01`, "no version"],
    [` 00-${traceId}-${spanId}-01`, "space around it"],
    [`00-${traceId}-${spanId}-01\n`, "a line's end"],
    [`01-${traceId}-${spanId}-01more`, "a later version with no separator"],
  ])('ignores the traceparent "%s": %s', (traceparent) => {
    const { bus } = setUp();
    bus.subscribe("a", () => {});
    bus.emit(draft("a", null, { traceparent }));
    expect(spanNamed("process a").parentSpanContext).toBeUndefined();
  });

  test.each([`01-${traceId}-${spanId}-03`, `01-${traceId}-${spanId}-01-what-is-to-come`])("understands what it can of a later version: %s", (traceparent) => {
    const { bus } = setUp();
    bus.subscribe("a", () => {});
    bus.emit(draft("a", null, { traceparent }));
    expect(traceOf(spanNamed("process a"))).toBe(traceId);
  });

  test("records how a handler failed, sync and async", async () => {
    const { bus } = setUp();
    bus.subscribe("a", () => {
      throw new TypeError("no");
    });
    bus.subscribe("a", () => Promise.reject(new RangeError("later")));
    bus.subscribe("a", () => Promise.reject("text"));
    bus.subscribe("a", () => Promise.reject({ odd: true }));
    await bus.publish(draft("a"));
    expect(
      spans()
        .filter(({ name }) => name === "process a")
        .map(({ attributes, status, events }) => [attributes["error.type"], status, events[0]?.attributes?.["exception.message"]]),
    ).toEqual([
      ["TypeError", { code: api.SpanStatusCode.ERROR, message: "no" }, "no"],
      ["RangeError", { code: api.SpanStatusCode.ERROR, message: "later" }, "later"],
      ["_OTHER", { code: api.SpanStatusCode.ERROR, message: "text" }, "text"],
      ["_OTHER", { code: api.SpanStatusCode.ERROR, message: "a thrown object" }, "a thrown object"],
    ]);
  });

  test("ends the span of an async handler when it has settled, or has taken too long", async () => {
    const { bus } = setUp();
    let finish: () => void = () => {};
    bus.subscribe("a", () => new Promise<void>((resolve) => (finish = resolve)), { name: "slow", timeoutMs: 5 });
    const report = bus.publish(draft("a"));
    expect(spans().map(({ name }) => name)).toEqual(["send a"]);
    await report;
    expect(spanNamed("process a").attributes["error.type"]).toBe("TimeoutError");
    finish();
  });

  test("makes what a handler starts part of its span", async () => {
    const { bus } = setUp();
    bus.subscribe("order.placed", async (_, { emit }) => {
      tracer.startSpan("before").end();
      await Promise.resolve();
      tracer.startSpan("after").end();
      emit(draft("stock.reserved"));
    });
    await bus.publish(draft("order.placed"));
    const processed = spanNamed("process order.placed");
    for (const name of ["before", "after", "send stock.reserved"]) {
      expect(spanNamed(name).parentSpanContext?.spanId, name).toBe(idOf(processed));
    }
  });

  test("keeps what a handler publishes later in the trace of its cause, with nothing that follows promises", async () => {
    api.context.disable();
    const { bus } = setUp();
    bus.subscribe("order.placed", async (_, { emit }) => {
      await Promise.resolve();
      emit(draft("stock.reserved"));
    });
    await bus.publish(draft("order.placed"));
    expect(spanNamed("send stock.reserved").parentSpanContext?.spanId).toBe(idOf(spanNamed("send order.placed")));
  });

  test("tells the calls of one event apart when it is published twice", async () => {
    const { bus } = setUp();
    bus.subscribe("a", () => Promise.resolve());
    const event = bus.emit(draft("a"));
    bus.emit(event);
    await bus.flush();
    expect(spans().map(({ name }) => name)).toEqual(["send a", "process a", "process a"]);
  });

  test("links a replayed event to the recorded trace, and does not join it", async () => {
    const { bus } = setUp();
    bus.subscribe("a", () => {});
    const event = bus.emit(draft("a"));
    await bus.history.replay({ speed: "max" }).done;
    const replayed = spanNamed("process a", 1);
    expect(replayed.parentSpanContext).toBeUndefined();
    expect(traceOf(replayed)).not.toBe(traceOf(spanNamed("send a")));
    expect(event.traceparent).toContain(replayed.links[0]?.context.spanId);
  });

  test("traces only what matches, and says more of it on request", () => {
    const { bus } = setUp({ match: "order.#", attributes: (event: BusEvent) => ({ "app.version": event.version }) });
    bus.subscribe("#", () => {});
    const untraced = bus.emit(draft("pointer.moved"));
    bus.emit(draft("order.placed"));
    expect(untraced.traceparent).toBeUndefined();
    expect(spans().map(({ name, attributes }) => [name, attributes["app.version"]])).toEqual([
      ["send order.placed", 1],
      ["process order.placed", 1],
    ]);
  });

  test("changes nothing without an SDK", () => {
    const { bus, failures } = openBus({ middleware: [tracing({ api })] });
    let heard = 0;
    bus.subscribe("a", () => void heard++);
    expect(bus.emit(draft("a")).traceparent).toBeUndefined();
    expect(heard).toBe(1);
    expect(failures).toEqual([]);
  });
});
