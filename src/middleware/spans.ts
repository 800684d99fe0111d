import type * as OpenTelemetry from "@opentelemetry/api";
import type { Attributes, Context, Span, SpanContext, Tracer } from "@opentelemetry/api";
import type { Subscription } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { RecentMap } from "./recent-map.ts";
import { parseTraceparent } from "./trace-context.ts";

/** What is used of `@opentelemetry/api`. */
export type TracingApi = Pick<typeof OpenTelemetry, "context" | "createTraceState" | "isSpanContextValid" | "SpanKind" | "SpanStatusCode" | "trace">;

/** How many handled events are remembered, to tell a trace that an event has from its cause from one that it brings along. */
const maxCauses = 1_000;

interface Cause {
  readonly traceparent: string | undefined;
  /** Where what it causes belongs. Which of its handlers published something is not known, so this is no handler's span, unless it is a replay's. */
  readonly context: SpanContext;
}

/** Makes the spans of events, each in its place in a trace. */
export class Spans {
  readonly #api: TracingApi;
  readonly #tracer: Tracer;
  readonly #extra: (event: BusEvent) => Attributes;
  /** By id. */
  readonly #causes = new RecentMap<Cause>(maxCauses);

  constructor(api: TracingApi, tracer: Tracer, extra: (event: BusEvent) => Attributes) {
    this.#api = api;
    this.#tracer = tracer;
    this.#extra = extra;
  }

  /** `undefined` for an event that comes with a trace of its own, and so was sent before. */
  startSending(event: BusEvent): Span | undefined {
    const cause = event.causationId === undefined ? undefined : this.#causes.get(event.causationId);
    // The bus gives an event its cause's `traceparent`.
    if (event.traceparent !== undefined && event.traceparent !== cause?.traceparent) return undefined;
    const attributes = { ...describe(event, "send"), ...this.#extra(event) };
    const active = this.#api.trace.getActiveSpan()?.spanContext();
    const parent = active?.traceId === cause?.context.traceId ? undefined : cause?.context;
    return this.#tracer.startSpan(`send ${event.topic}`, { kind: this.#api.SpanKind.PRODUCER, attributes }, this.#under(parent));
  }

  /** A recorded event's trace is long over: what its replay does is linked to it, and no part of it. */
  startProcessing(event: BusEvent, subscription: Subscription): Span {
    const origin = this.#originOf(event);
    const parent = event.replay ? undefined : origin;
    const attributes = { ...describe(event, "process"), "messaging.destination.subscription.name": subscription.name, ...this.#extra(event) };
    const links = origin ? [{ context: origin }] : [];
    const span = this.#tracer.startSpan(`process ${event.topic}`, { kind: this.#api.SpanKind.CONSUMER, attributes, links }, this.#under(parent));
    this.#causes.set(event.id, { traceparent: event.traceparent, context: parent ?? span.spanContext() });
    return span;
  }

  /** Runs `task` with a span active, so that what it starts becomes part of the span. */
  within<Result>(span: Span, task: () => Result): Result {
    const { context, trace } = this.#api;
    return context.with(trace.setSpan(context.active(), span), task);
  }

  fail(span: Span, error: unknown): void {
    const { type, exception, message } = describeError(error);
    span.setAttribute("error.type", type);
    span.recordException(exception);
    span.setStatus({ code: this.#api.SpanStatusCode.ERROR, message });
  }

  #originOf({ traceparent, tracestate }: BusEvent): SpanContext | undefined {
    const origin = traceparent === undefined ? undefined : parseTraceparent(traceparent);
    return origin && tracestate ? { ...origin, traceState: this.#api.createTraceState(tracestate) } : origin;
  }

  /** Under what is active when no parent is given. */
  #under(parent: SpanContext | undefined): Context {
    const { context, trace } = this.#api;
    return parent ? trace.setSpanContext(context.active(), parent) : context.active();
  }
}

/**
 * https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/
 * https://opentelemetry.io/docs/specs/semconv/cloudevents/cloudevents-spans/
 */
function describe(event: BusEvent, operation: "send" | "process"): Attributes {
  return {
    "messaging.system": "eventdeck",
    "messaging.operation.name": operation,
    "messaging.operation.type": operation,
    "messaging.destination.name": event.topic,
    "messaging.message.id": event.id,
    "messaging.message.conversation_id": event.correlationId,
    "cloudevents.event_id": event.id,
    "cloudevents.event_source": event.source,
    "cloudevents.event_spec_version": "1.0",
    "cloudevents.event_type": event.type,
    "cloudevents.event_subject": event.subject,
  };
}

/** `_OTHER` is the convention's word for what has no class of its own. */
function describeError(error: unknown) {
  if (error instanceof Error) return { type: error.name, exception: error, message: error.message };
  const text = typeof error === "string" ? error : `a thrown ${typeof error}`;
  return { type: "_OTHER", exception: text, message: text };
}
