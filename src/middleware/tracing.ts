import type { Attributes, Span, Tracer } from "@opentelemetry/api";
import type { Middleware } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { Calls } from "./calls.ts";
import { compileMatch, type Match } from "./match.ts";
import { Spans, type TracingApi } from "./spans.ts";
import { formatTraceparent } from "./trace-context.ts";

/** What spans are made with, and of what. */
export interface TracingOptions {
  /** `@opentelemetry/api`, handed in so that only those who trace need to install it: `import * as api from "@opentelemetry/api"`. */
  readonly api: TracingApi;
  /** @default "tracing" */
  readonly name?: string;
  /** @default api.trace.getTracer("eventdeck") */
  readonly tracer?: Tracer;
  /** Only these events. @default all */
  readonly match?: Match;
  /** More to say of an event, on each of its spans. */
  readonly attributes?: (event: BusEvent) => Attributes;
}

/**
 * Makes OpenTelemetry spans: `send {topic}` when an event is published, and under it `process {topic}` for each call of a handler, which is the active span
 * while the handler runs. Between contexts the trace travels in the event's `traceparent` and `tracestate`; an event that is published with a trace of its
 * own keeps it and gets no `send` span. Names and attributes follow the conventions for messaging and for CloudEvents, which are still in development.
 *
 * A `send` span ends at once, for nobody hears again of an event that a later middleware stops: add this one last. After an `await`, a span is still active
 * only with a context manager that follows promises, as Node's does; what a handler publishes through its context belongs to the right trace anyway.
 * A replayed event's spans are linked to the recorded one's trace instead of joining it.
 *
 * @example
 * import * as api from "@opentelemetry/api";
 * const bus = createBus({ middleware: [tracing({ api })] });
 *
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/
 * @see https://www.w3.org/TR/trace-context/
 */
export function tracing(options: TracingOptions): Middleware {
  const { api, tracer = api.trace.getTracer("eventdeck"), attributes = () => ({}) } = options;
  const matches = compileMatch(options.match);
  const spans = new Spans(api, tracer, attributes);
  const calls = new Calls<Span>();
  return {
    name: options.name ?? "tracing",
    beforePublish(event) {
      const span = matches(event) ? spans.startSending(event) : undefined;
      if (!span) return;
      span.end();
      const created = span.spanContext();
      // Without an SDK, spans have no ids.
      if (!api.isSpanContextValid(created)) return;
      return { ...event, traceparent: formatTraceparent(created), tracestate: created.traceState?.serialize() || undefined };
    },
    aroundHandle(event, subscription, next) {
      if (!matches(event)) return next();
      const span = spans.startProcessing(event, subscription);
      calls.begin(event, subscription, span);
      return spans.within(span, next);
    },
    afterHandle(event, subscription, outcome) {
      const span = calls.end(event, subscription);
      if (span && "error" in outcome) spans.fail(span, outcome.error);
      span?.end();
    },
  };
}
