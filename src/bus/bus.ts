import type { Observable, SchedulerLike } from "rxjs";
import type { BusEvent, EventDraft, EventKind, Priority } from "../event/index.ts";
import type { Known, Selected, Selector } from "../routing/index.ts";
import type { Clock, LaneOptions } from "../scheduling/index.ts";
import type { HistoryOptions } from "../history/index.ts";
import type { HandlerFailure, Middleware } from "./middleware.ts";
import type { History } from "./replay-options.ts";
import type { RequestDraft } from "../event/index.ts";
import type { Handler, HandlerContext, IterateOptions, SubscribeOptions, Subscription, WaitOptions } from "./subscription.ts";
import type { DeliveryReport, HealthReport, InspectRecord, MetricsSnapshot } from "./watching.ts";

export interface BusOptions<Definitions extends readonly EventKind[]> {
  /** CloudEvents `source` of the events made here. @default "eventdeck" */
  readonly source?: string;
  /** Registered definitions: they type the bus, validate what comes in from outside, and feed the panel's forms. */
  readonly events?: Definitions;
  readonly middleware?: readonly Middleware[];
  /** `false` keeps none. @default { maxEvents: 10_000, maxBytes: 64 MiB } */
  readonly history?: HistoryOptions | false;
  readonly lanes?: LaneOptions;
  /** Called for a failure that neither the subscription nor a middleware took. @default reports it as uncaught (`reportError`) */
  readonly onError?: (failure: HandlerFailure) => void;
  /** Time and task source; tests pass a virtual one. */
  readonly clock?: Clock;
}

export interface EmitOptions {
  /** Cancels a delivery that is still waiting in its lane. */
  readonly signal?: AbortSignal;
  /** Waits this long before entering its lane. Until then `flush` ignores it and `close` cancels it. */
  readonly delayMs?: number;
  /** Replaces a waiting event of the same key in the same lane, in its place, so that only the newest is delivered. */
  readonly conflateKey?: string;
}

export interface Bus<K extends Known = Known> extends AsyncDisposable {
  readonly source: string;
  readonly closed: boolean;
  readonly kinds: readonly EventKind[];
  readonly history: History;
  /** What the bus does, as it does it. Costs nothing while nobody watches. */
  readonly inspect$: Observable<InspectRecord>;
  /** Of these records those of failed handlers; unlike `inspect$` it costs nothing while all goes well. */
  readonly failures$: Observable<InspectRecord>;

  /**
   * Publishes and forgets. Returns the stamped, frozen event as middleware left it. A `BusEvent` is published as it is: id, source, time, correlation kept.
   * @throws EventValidationError, BusClosedError, LaneOverflowError, and what a `beforePublish` hook throws
   */
  emit<T extends string, P>(event: EventDraft<T, P> | BusEvent<T, P>, options?: EmitOptions): BusEvent<T, P>;
  /** The same for one of several: a variable that holds this draft or that. */
  emit(event: EventDraft | BusEvent, options?: EmitOptions): BusEvent;
  /** Hooks run for all first; then all or none enter their lanes, in order, before the first is delivered. */
  emitMany(events: readonly (EventDraft | BusEvent)[], options?: EmitOptions): readonly BusEvent[];
  /** Publishes and waits until every local handler has settled and every bound queue has stored it. Rejects only as `emit` throws. */
  publish<T extends string, P>(event: EventDraft<T, P> | BusEvent<T, P>, options?: EmitOptions): Promise<DeliveryReport<BusEvent<T, P>>>;
  publish(event: EventDraft | BusEvent, options?: EmitOptions): Promise<DeliveryReport>;
  publishMany(events: readonly (EventDraft | BusEvent)[], options?: EmitOptions): Promise<readonly DeliveryReport[]>;
  /** Resolves when a lane has room for `count` more: the way to slow a producer down. */
  room(priority: Priority, count?: number): Promise<void>;

  subscribe<const S extends Selector>(selector: S, handler: Handler<Selected<K, S>>, options?: SubscribeOptions<Selected<K, S>>): Subscription;
  /** Ends a subscription by its id; `false` when there is none. */
  unsubscribe(id: string): boolean;
  /** The same as an RxJS stream: cold, one subscription per subscriber, never errors, completes when the bus closes. What an observer throws is RxJS's to report. */
  stream<const S extends Selector>(selector: S, options?: SubscribeOptions<Selected<K, S>>): Observable<Selected<K, S>>;
  /** Resolves with the next match that is no replay. Rejects with TimeoutError, BusClosedError or the signal's reason. */
  next<const S extends Selector>(selector: S, options?: WaitOptions<Selected<K, S>>): Promise<Selected<K, S>>;
  /** Async iteration with a bounded buffer, replays left out. */
  iterate<const S extends Selector>(selector: S, options?: IterateOptions<Selected<K, S>>): AsyncIterableIterator<Selected<K, S>>;

  /**
   * Emits and resolves with the reply, which is an immediate event `{type}.reply` caused by the request.
   * Rejects with what the responder threw (as RemoteError when it ran elsewhere), NoResponderError when nobody answers for the type here or on a
   * connected link, TimeoutError, the signal's reason, or a BusError whose code says that the request was stopped, expired or dropped.
   */
  request<Reply>(event: RequestDraft<string, unknown, Reply>, options?: RequestOptions): Promise<Reply>;
  request(event: EventDraft, options?: RequestOptions): Promise<unknown>;
  /** Answers requests only, not plain emits; its throw goes to the requester, is counted, and never reaches `onError`. @throws BusError when the type has a responder */
  respond<T extends string, P>(
    definition: EventKind<T, P>,
    responder: (event: BusEvent<T, P>, context: HandlerContext) => unknown,
    options?: Pick<SubscribeOptions<BusEvent<T, P>>, "name" | "concurrency" | "timeoutMs" | "signal">,
  ): Subscription;

  use(middleware: Middleware): () => void;
  /** Holds the normal and deferred lanes; immediate events still go through. */
  pause(): void;
  resume(): void;
  readonly paused: boolean;
  /** Delivers one waiting event while paused; `false` when none waits. */
  step(): boolean;
  /** Resolves when every lane is empty, deferred ones included, and every handler has settled. While paused it waits. */
  flush(): Promise<void>;
  /** In the order they were made. */
  subscriptions(): readonly Subscription[];
  /** The dry run: who would receive this event and who would not, and why; nothing is delivered. */
  explain(event: EventDraft | BusEvent): readonly {
    readonly subscription: Subscription;
    readonly verdict: "delivers" | "filtered" | "wrong-priority" | "ignores-replays" | "skipped";
    readonly by?: string;
  }[];
  metrics(options?: { /** Only the last so many; at most 15 minutes. */ readonly windowMs?: number }): MetricsSnapshot;
  health(): HealthReport;
  /** Drains what waits (accepting only what handlers publish meanwhile), lets handlers settle, completes every stream, rejects every waiter. Overrides `pause`. Idempotent. */
  close(options?: { /** @default true */ readonly drain?: boolean; readonly timeoutMs?: number }): Promise<void>;
  /** An RxJS scheduler that runs work in a lane. */
  scheduler(priority: Priority): SchedulerLike;
}

export interface RequestOptions {
  /** @default 5000 */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}
