import type { BusEvent, EventDraft } from "../event/index.ts";
import type { Waiting } from "../scheduling/index.ts";
import type { EmitOptions, RequestOptions } from "./bus.ts";
import type { Delivery } from "./delivery.ts";
import type { Publishing } from "./publishing.ts";
import type { Requests } from "./requests.ts";
import type { Route } from "./routes.ts";
import type { Subscriber } from "./subscriber.ts";
import type { HandlerContext, Subscription } from "./subscription.ts";

/** What a context publishes through. */
export interface CallHost {
  readonly publishing: Publishing;
  readonly requests: Requests;
}

/**
 * One event's delivery to all its handlers: what their calls share.
 *
 * Rounds and calls are made for every event, so they are small: what few of them need lies behind one field, and a time that was not measured is `undefined`, since
 * a NaN would be a number object of its own in each of them.
 */
export interface Round {
  readonly event: BusEvent;
  /** As history and inspection see it; `undefined` when it is kept out. */
  readonly seen: BusEvent | undefined;
  readonly route: Route;
  /** In history; 0 when not recorded. */
  readonly position: number;
  /** Milliseconds, when measured. */
  readonly waitedMs: number | undefined;
  /** Monotonic milliseconds, when measured. */
  beganAt: number | undefined;
  /** How it came here, unless straight from the emitter. */
  readonly delivery: Delivery | undefined;
}

/** What is kept of the calls that do not simply return: those that wait, go on, fail, are reported or ask for their signal. */
class CallDetails {
  place = -1;
  /** In the delivery report. */
  index = 0;
  settled = false;
  /** The middleware that threw in the handler's stead. */
  failedBy: string | undefined;
  cancelTimeout: (() => void) | undefined;
  controller: AbortController | undefined;
  abortion: { readonly reason: unknown } | undefined;
}

/**
 * One call of one handler: the context that the handler gets, and what is known of the call until it has settled.
 * The members that publish are made when asked for, so that `({ emit }) => …` works and a handler that does not publish pays nothing.
 *
 * Its fields are declared and not defined, private ones included: V8 defines fields in a function of its own, which it does not inline.
 */
export class HandlerCall implements HandlerContext, Waiting {
  declare readonly target: Subscriber;
  declare readonly round: Round;
  /** Monotonic milliseconds, when the call is measured. */
  declare startedAt: number | undefined;
  /** It was still pending when the first round ended: its end is news for the entry. */
  declare late: boolean;
  declare private readonly host: CallHost;
  declare private kept: CallDetails | undefined;

  constructor(host: CallHost, target: Subscriber, round: Round) {
    this.target = target;
    this.round = round;
    this.startedAt = undefined;
    this.late = false;
    this.host = host;
    this.kept = undefined;
  }

  get subscription(): Subscription {
    return this.target;
  }
  get signal(): AbortSignal {
    const { details } = this;
    details.controller ??= new AbortController();
    if (details.abortion) details.controller.abort(details.abortion.reason);
    return details.controller.signal;
  }
  get emit(): HandlerContext["emit"] {
    return <T extends string, P>(event: EventDraft<T, P> | BusEvent<T, P>, options?: EmitOptions) => this.host.publishing.emit(event, options, this);
  }
  get emitMany(): HandlerContext["emitMany"] {
    return (events, options) => this.host.publishing.emitMany(events, options, this);
  }
  get publish(): HandlerContext["publish"] {
    return <T extends string, P>(event: EventDraft<T, P> | BusEvent<T, P>, options?: EmitOptions) => this.host.publishing.publish(event, options, this);
  }
  get request(): HandlerContext["request"] {
    return (event: EventDraft, options?: RequestOptions) => this.host.requests.request(event, options, this);
  }

  /** Made when first asked for. */
  get details(): CallDetails {
    return (this.kept ??= new CallDetails());
  }
  /** Its place among the calls that wait for a serial handler. */
  get place(): number {
    return this.details.place;
  }
  set place(place: number) {
    this.details.place = place;
  }
  get aborted(): boolean {
    return this.kept?.abortion !== undefined;
  }
  abort(reason: unknown): void {
    const { details } = this;
    if (details.abortion) return;
    details.abortion = { reason };
    details.controller?.abort(reason);
  }
}
