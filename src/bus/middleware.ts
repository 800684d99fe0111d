import type { BusEvent } from "../event/index.ts";
import type { HistoryEntry } from "../history/index.ts";
import type { Subscription } from "./subscription.ts";

export interface HandlerFailure {
  readonly event: BusEvent;
  readonly subscription?: Subscription;
  readonly error: unknown;
  /** What threw, when it was not the handler: a hook or a filter, by name. */
  readonly by?: string;
}

/**
 * Hooks run synchronously, in the order the middleware was added; `after*` hooks in reverse. A throw in `beforePublish` reaches the emitter;
 * in any other hook it is a failure like a handler's. Replayed events pass through `beforeHandle`, `aroundHandle`, `afterHandle` only.
 */
export interface Middleware {
  readonly name: string;
  /** Return another event to replace it, `false` to stop it, nothing to let it pass. What it returns is frozen. */
  beforePublish?(event: BusEvent): BusEvent | false | void;
  /** As `emit` returns: after an immediate event's delivery; never for a stopped event. */
  afterPublish?(event: BusEvent): void;
  /** What history, inspection, projections and transports see of an event; handlers and queues get the event itself. `false` keeps it out. */
  beforeRecord?(event: BusEvent): BusEvent | false | void;
  /** Once per recorded event, before its first handler. */
  onRecord?(entry: HistoryEntry): void;
  /** Return `false` to skip this one handler. */
  beforeHandle?(event: BusEvent, subscription: Subscription): false | void;
  /** Wraps the call of a handler; must return what `next` returns, or throw. */
  aroundHandle?(event: BusEvent, subscription: Subscription, next: () => unknown): unknown;
  afterHandle?(
    event: BusEvent,
    subscription: Subscription,
    outcome: { readonly durationMs: number; readonly error?: unknown; /** The handler ended after its signal had aborted. */ readonly cancelled?: true },
  ): void;
  /** Return `true` when the failure is dealt with. */
  onError?(failure: HandlerFailure): boolean | void;
}
