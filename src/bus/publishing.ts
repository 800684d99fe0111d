import { BusClosedError, BusError, type BusEvent, type EventDraft, type EventKind, EventValidationError, isSealed, seal } from "../event/index.ts";
import type { EmitOptions } from "./bus.ts";
import { callerOf } from "./caller.ts";
import type { Core } from "./core.ts";
import { Delivery } from "./delivery.ts";
import type { Delivering } from "./delivering.ts";
import type { HandlerCall } from "./handler-call.ts";
import { replacement } from "./hooks.ts";
import { checkEmitOptions, LaneEntry } from "./lane-entry.ts";
import { PendingReport } from "./pending-report.ts";
import type { PendingRequest } from "./pending-request.ts";
import type { Recording } from "./recording.ts";
import type { ReplayTicket } from "./replay-ticket.ts";
import type { DeliveryReport } from "./watching.ts";

type Input = EventDraft | BusEvent;
const noChanges: Changes = [];
type Changes = { readonly by: string; readonly before: BusEvent; readonly after: BusEvent }[];

/** Who waits for an event that is being published, beside the emitter. */
interface Expecting {
  readonly report?: PendingReport;
  readonly request?: PendingRequest;
}

/** An event that is ready for its lane, unless it goes no further. */
interface Prepared {
  readonly delivery: Delivery;
  readonly changes: Changes;
  readonly goesOn: boolean;
}

/** Brings events from the emitter to their lane: made, shown to `beforePublish`, let in. */
export class Publishing {
  readonly entry: LaneEntry;
  readonly #core: Core;
  readonly #recording: Recording;
  readonly #delivering: Delivering;
  readonly #warned = new Set<EventKind>();

  constructor(core: Core, recording: Recording, delivering: Delivering) {
    this.#core = core;
    this.#recording = recording;
    this.#delivering = delivering;
    this.entry = new LaneEntry(core, recording);
  }

  /** @param cause the handler on whose behalf; by default the one that runs right now */
  emit<T extends string, P>(input: EventDraft<T, P> | BusEvent<T, P>, options: EmitOptions | undefined, cause = this.#core.cause): BusEvent<T, P> {
    // The draft's definition, which the payload has just passed, vouches for the type.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return this.#emit(input, options, cause) as BusEvent<T, P>;
  }
  #emit(input: Input, options: EmitOptions | undefined, cause: HandlerCall | undefined): BusEvent {
    const core = this.#core;
    const { hooks, lanes, routes } = core;
    if (options !== undefined || cause !== undefined || core.phase !== "open" || hooks.beforePublish.length > 0 || lanes.running || core.inspector.watched)
      return this.publishOne(input, options, cause, {});
    // Asked here first, for the sake of events that are emitted as they are.
    const event = isEvent(input) && isSealed(input) && input.replay === undefined ? input : this.#make(input, undefined, undefined);
    if (event.priority !== "immediate") this.entry.enterOrThrow(new Delivery(event), noChanges);
    else {
      // The common case, without a stop in the lane: nothing waits that could come first.
      // An event that was stamped before has not read the clock, which is what begins a new second of counting.
      core.time.freshen();
      const route = routes.counted(event);
      route.counts.emitted++;
      lanes.begin();
      try {
        this.#delivering.deliver(event, undefined, undefined, route);
      } finally {
        lanes.end();
      }
    }
    if (hooks.afterPublish.length > 0) this.#afterPublish(event);
    return event;
  }
  emitMany(inputs: readonly Input[], options: EmitOptions | undefined, cause = this.#core.cause): readonly BusEvent[] {
    return this.#publishAll(inputs, options, cause, () => ({})).map(({ delivery }) => delivery.event);
  }
  /** Rejects, instead of throwing, as every promise should. */
  async publish<T extends string, P>(
    input: EventDraft<T, P> | BusEvent<T, P>,
    options: EmitOptions | undefined,
    cause = this.#core.cause,
  ): Promise<DeliveryReport<BusEvent<T, P>>> {
    const report = new PendingReport();
    this.publishOne(input, options, cause, { report });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as in emit
    return report.settled as Promise<DeliveryReport<BusEvent<T, P>>>;
  }
  async publishMany(inputs: readonly Input[], options: EmitOptions | undefined, cause = this.#core.cause): Promise<readonly DeliveryReport[]> {
    const reports = inputs.map(() => new PendingReport());
    this.#publishAll(inputs, options, cause, (index) => ({ report: reports[index]! }));
    return Promise.all(reports.map((report) => report.settled));
  }

  publishOne(input: Input, options: EmitOptions | undefined, cause: HandlerCall | undefined, expecting: Expecting): BusEvent {
    return this.#publishAll([input], options, cause, () => expecting)[0]!.delivery.event;
  }
  /** Publishes a responder's reply, also while the bus closes. `undefined` when a middleware stopped it. */
  publishReply(draft: EventDraft, call: HandlerCall): BusEvent | undefined {
    const { goesOn, delivery } = this.#publishAll([draft], undefined, call, () => ({}))[0]!;
    return goesOn ? delivery.event : undefined;
  }
  #publishAll(
    inputs: readonly Input[],
    options: EmitOptions | undefined,
    cause: HandlerCall | undefined,
    expecting: (index: number) => Expecting,
  ): readonly Prepared[] {
    this.#requireOpen(cause);
    checkEmitOptions(options);
    const all = inputs.map((input, index) => this.#prepare(input, cause, expecting(index)));
    const going = all.filter((prepared) => prepared.goesOn);
    this.entry.requireRoom(
      going.map(({ delivery }) => delivery),
      options,
    );
    for (const { delivery, changes } of going) this.entry.admit(delivery, options, changes);
    this.#core.lanes.drain();
    for (const { delivery } of going) if (delivery.replay === undefined) this.#afterPublish(delivery.event);
    return all;
  }

  /** Delivers a recorded event again, now, or right after the event that is being delivered. */
  replay(event: BusEvent, ticket: ReplayTicket, report: PendingReport): void {
    const delivery = new Delivery(event);
    delivery.replay = ticket;
    delivery.report = report;
    // From the history it comes as it was recorded; only on another bus is that to be asked again.
    if (!ticket.records) delivery.recorded = event;
    this.#core.lanes.enter(delivery, "immediate", this.#core.time.monotonic());
    this.#core.lanes.drain();
  }

  #requireOpen(cause: HandlerCall | undefined): void {
    const { phase } = this.#core;
    if (phase === "open" || (phase === "closing" && cause !== undefined)) return;
    throw new BusClosedError("The bus is closed: nothing can be published on it any more.");
  }

  #prepare(input: Input, cause: HandlerCall | undefined, expecting: Expecting): Prepared {
    const replay = cause?.round.delivery?.replay;
    const event = this.#make(input, cause, expecting.request?.replyTo);
    if (replay !== undefined) return this.#prepareInReplay(replay, newDelivery(event, expecting));
    const changes: Changes = [];
    let current = event;
    for (const middleware of this.#core.hooks.beforePublish) {
      const before = current;
      const returned = this.#ask(middleware, current, expecting);
      if (returned === false) return this.#stopped(current, middleware.name, expecting);
      if (!returned || returned === before) continue;
      current = replacement(returned, middleware.name, before);
      changes.push({ by: middleware.name, before, after: current });
    }
    return { delivery: newDelivery(current, expecting), changes, goesOn: true };
  }
  /** A throw reaches the emitter; those who look for the event later find out why it is not there. */
  #ask(middleware: Core["hooks"]["beforePublish"][number], event: BusEvent, expecting: Expecting): BusEvent | false | void {
    try {
      return middleware.beforePublish(event);
    } catch (error) {
      this.#stopped(event, middleware.name, expecting);
      throw error;
    }
  }
  #stopped(event: BusEvent, by: string, expecting: Expecting): Prepared {
    const delivery = newDelivery(event, expecting);
    this.#recording.undelivered(delivery, "stopped", by);
    return { delivery, changes: [], goesOn: false };
  }
  /** What a handler publishes while it handles a replayed event. */
  #prepareInReplay(ticket: ReplayTicket, delivery: Delivery): Prepared {
    const goesOn = ticket.emissions === "rerun";
    if (goesOn) delivery.replay = ticket;
    else {
      const { event, report, request } = delivery;
      ticket.suppressed++;
      this.#recording.suppressed(event, ticket.run);
      report?.finish(event, "stopped");
      request?.reject(
        new BusError(
          "ERR_REQUEST_SUPPRESSED",
          `The request "${event.type}" was made by a handler of a replayed event, and suppressed. Replay with emissions: "rerun" to have it answered.`,
        ),
      );
    }
    return { delivery, changes: [], goesOn };
  }

  /** An event from what the emitter gave: a draft is validated and stamped, an event taken as it is. */
  #make(input: Input, cause: HandlerCall | undefined, replyTo: string | undefined): BusEvent {
    requireInput(input);
    const event = "input" in input ? this.#stamp(input, cause, replyTo) : this.#adopt(input, replyTo);
    const replayed = cause?.round.delivery?.replay?.emissions === "rerun" ? cause.round.event.replay : undefined;
    return replayed === undefined ? event : seal({ ...event, replay: replayed });
  }
  #adopt(event: BusEvent, replyTo: string | undefined): BusEvent {
    if (isSealed(event) && event.replay === undefined && replyTo === undefined) return event;
    return this.#core.stamper.adopt(
      { ...event, replay: undefined, replyTo: replyTo ?? event.replyTo },
      { time: this.#core.time.now(), cause: undefined, replyTo },
    );
  }
  #stamp(draft: EventDraft, cause: HandlerCall | undefined, replyTo: string | undefined): BusEvent {
    const core = this.#core;
    const kind = draft.definition ?? core.kindOf.get(draft.type);
    if (kind?.deprecated !== undefined) this.#warn(kind, kind.deprecated);
    try {
      // A time to live begins now, not at the turn's first reading of the clock.
      const time = draft.options?.ttlMs === undefined ? core.time.now() : core.clock.now();
      return core.stamper.stamp(draft, kind, { time, cause: cause?.round.event, replyTo });
    } catch (error) {
      if (error instanceof EventValidationError) this.#recording.refused(draft, "invalid", error.message, cause);
      throw error;
    }
  }
  #warn(kind: EventKind, note: string): void {
    if (this.#warned.has(kind)) return;
    this.#warned.add(kind);
    // oxlint-disable-next-line no-console
    console.warn(`"${kind.type}" is deprecated: ${note}${callerOf(this.#core.entryPoints)}`);
  }

  #afterPublish(event: BusEvent): void {
    for (const middleware of this.#core.hooks.afterPublish) {
      try {
        middleware.afterPublish(event);
      } catch (error) {
        this.#core.failures.report({ event, error, by: middleware.name });
      }
    }
  }
}

function isEvent(input: Input): input is BusEvent {
  return typeof input === "object" && input !== null && !("input" in input);
}
/** @throws TypeError for what is neither a draft nor an event: a definition that was not called, above all */
export function requireInput(input: unknown): void {
  if (typeof input === "object" && input !== null) return;
  const what = typeof input === "function" ? `the function "${input.name}"` : String(input);
  throw new TypeError(`There is no event in ${what}: call a definition to make a draft, or pass an event.`);
}

function newDelivery(event: BusEvent, { report, request }: Expecting): Delivery {
  const delivery = new Delivery(event);
  delivery.report = report;
  delivery.request = request;
  if (request) request.delivery = delivery;
  return delivery;
}
