import { BusError, type BusEvent, type EventDraft, noHeaders } from "../event/index.ts";
import type { HistoryEntry, Undelivered } from "../history/index.ts";
import type { Core, Seen } from "./core.ts";
import { Delivery } from "./delivery.ts";
import type { HandlerCall } from "./handler-call.ts";
import { replacement } from "./hooks.ts";
import type { Route } from "./routes.ts";
import type { DeliveryReport } from "./watching.ts";

type Reason = Undelivered["reason"];

const statuses: Readonly<Record<Reason, DeliveryReport["status"]>> = {
  invalid: "stopped",
  stopped: "stopped",
  expired: "expired",
  cancelled: "cancelled",
  conflated: "cancelled",
  overflow: "dropped",
};

/** What history, inspection and those who wait are told of an event. */
export class Recording {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  /** The event as `beforeRecord` hooks leave it. One that throws keeps the event out: it may be the one that hides a secret. */
  redact(event: BusEvent): Seen {
    return this.#redact(event, replacement);
  }
  #redact(event: BusEvent, adopt: (returned: BusEvent, by: string, before: BusEvent) => BusEvent): Seen {
    let seen = event;
    for (const middleware of this.#core.hooks.beforeRecord) {
      try {
        const returned = middleware.beforeRecord(seen);
        if (returned === false) return undefined;
        if (returned) seen = adopt(returned, middleware.name, seen);
      } catch (error) {
        this.#core.failures.report({ event, error, by: middleware.name });
        return undefined;
      }
    }
    return seen;
  }
  /** The same, asked once per delivery. */
  seen(event: BusEvent, delivery: Delivery | undefined): Seen {
    if (this.#core.hooks.beforeRecord.length === 0) return event;
    if (delivery === undefined) return this.redact(event);
    delivery.recorded ??= this.redact(event) ?? false;
    return delivery.recorded || undefined;
  }

  /** Puts an event into history, when it is to be kept. Returns its position, or 0. */
  record(seen: BusEvent, route: Route): number {
    const { history, hooks, inspector, time, folding, arrivalOf } = this.#core;
    if (!history.wants(seen)) return 0;
    const now = time.now();
    route.series = history.record(seen, now, route.series);
    const position = history.lastPosition;
    const arrival = arrivalOf?.(seen);
    if (arrival) history.ring.arrived(arrival);
    if (route.folds.length > 0) {
      if (route.series) route.series.folded = true;
      folding?.fold(route.folds, seen, position);
    }
    if (hooks.onRecord.length > 0 || inspector.watched) this.#announce(history.latest(seen, now));
    return position;
  }
  #announce(entry: HistoryEntry): void {
    const { hooks, inspector, failures } = this.#core;
    for (const middleware of hooks.onRecord) {
      try {
        middleware.onRecord(entry);
      } catch (error) {
        failures.report({ event: entry.event, error, by: middleware.name });
      }
    }
    if (inspector.watched) inspector.add({ kind: "recorded", entry, at: entry.recordedAt });
  }

  accepted(delivery: Delivery, changes: readonly { readonly by: string; readonly before: BusEvent; readonly after: BusEvent }[]): void {
    const seen = this.seen(delivery.event, delivery);
    if (seen === undefined) return;
    const shown = changes.flatMap(({ by, ...change }) => {
      const before = this.redact(change.before);
      const after = this.redact(change.after);
      return before && after ? [{ by, before, after }] : [];
    });
    this.#core.inspector.add({ kind: "accepted", event: seen, at: this.#core.clock.now(), ...(shown.length > 0 && { changes: shown }) });
  }

  /** An event that was published and will reach nobody: history, inspection, metrics and those who wait hear why. */
  undelivered(delivery: Delivery, reason: Reason, by?: string): void {
    delivery.release?.();
    const seen = this.seen(delivery.event, delivery);
    this.#attempt(reason, by, seen && { event: seen });
    delivery.report?.finish(delivery.event, statuses[reason]);
    delivery.request?.reject(
      new BusError(
        `ERR_REQUEST_${statuses[reason].toUpperCase()}`,
        `The request "${delivery.event.type}" was ${statuses[reason]}${by ? ` (${by})` : ""}: nobody answered it.`,
      ),
    );
  }
  /** What a handler published while it handled a replayed event. */
  suppressed(event: BusEvent, run: string): void {
    const { inspector, clock } = this.#core;
    const seen = inspector.watched ? this.redact(event) : undefined;
    if (seen) inspector.add({ kind: "suppressed", event: seen, run, at: clock.now() });
  }
  expired(event: BusEvent, delivery = new Delivery(event)): void {
    this.undelivered(delivery, "expired");
  }
  /** A draft that did not become an event. Its input may hold what `beforeRecord` hides, so that is asked as if it were the payload. */
  refused(draft: EventDraft, reason: Reason, by: string, cause: HandlerCall | undefined): void {
    const causationId = cause?.round.event.id;
    if (typeof draft.type !== "string" || this.#core.hooks.beforeRecord.length === 0) return this.#attempt(reason, by, { draft, causationId });
    const { options } = draft;
    // Not frozen, and neither is what hooks return: the input is still the caller's, who may mend it and try again.
    const seen = this.#redact(this.#asEvent(draft), (returned) => returned);
    if (seen === undefined) return this.#attempt(reason, by, undefined);
    // Every option as the hooks left it; and not the schema's words, which may quote what the hooks hide.
    const shown =
      options &&
      Object.fromEntries(Object.entries(options).map(([name, value]) => [name, name in seen ? Reflect.get(seen, name) : name === "ttlMs" ? value : undefined]));
    this.#attempt(reason, reason === "invalid" ? "its schema" : by, { draft: { ...draft, input: seen.payload, options: shown }, causationId });
  }
  #asEvent({ type, input, options = {}, definition }: EventDraft): BusEvent {
    const { time, stamper } = this.#core;
    const { ttlMs: _, headers = noHeaders, priority = definition?.priority ?? "normal", ...attributes } = options;
    const envelope = { id: "", topic: type, source: stamper.source, time: time.now(), correlationId: "", version: definition?.version ?? 1 };
    return { ...envelope, type, payload: input, priority, headers, ...attributes };
  }

  #attempt(reason: Reason, by: string | undefined, what: Pick<Undelivered, "event" | "draft" | "causationId"> | undefined): void {
    const { metrics, time, history, inspector, clock } = this.#core;
    metrics.tick(time.monotonic());
    metrics.undelivered(reason);
    if (what === undefined) return;
    const attempt: Undelivered = { ...what, reason, by, at: clock.now(), after: history.lastPosition };
    history.addUndelivered(attempt);
    if (inspector.watched) inspector.add({ kind: "undelivered", attempt, at: attempt.at });
  }
}
