// The stages know events of any type, callers those of their bus; a selector or draft vouches for what is asserted here.
// oxlint-disable typescript/no-unsafe-type-assertion
import type { Observable, SchedulerLike } from "rxjs";
import {
  BusClosedError,
  type BusEvent,
  type EventDraft,
  type EventKind,
  priorities,
  type Priority,
  type RequestDraft,
  requireFrom,
  requireOneOf,
  requireText,
  Stamper,
} from "../event/index.ts";
import { compileSelector, type Known, type Selected, type Selector } from "../routing/index.ts";
import { hostClock, Lanes, LaneScheduler, TurnClock } from "../scheduling/index.ts";
import type { Bus, BusOptions, EmitOptions, RequestOptions } from "./bus.ts";
import { Calling } from "./calling.ts";
import { keepCore } from "./core-of.ts";
import type { Core } from "./core.ts";
import { DeckHistory } from "./deck-history.ts";
import { Delivering } from "./delivering.ts";
import { Delivery, hasExpired } from "./delivery.ts";
import { explain, preview } from "./explain.ts";
import { Failures } from "./failures.ts";
import { healthOf } from "./health.ts";
import { Hooks } from "./hooks.ts";
import { Inspector } from "./inspector.ts";
import { Metrics } from "./metrics.ts";
import type { Middleware } from "./middleware.ts";
import { Publishing } from "./publishing.ts";
import { Recording } from "./recording.ts";
import type { History } from "./replay-options.ts";
import { Replaying, type Stage } from "./replaying.ts";
import { Requests } from "./requests.ts";
import { Routes } from "./routes.ts";
import type { AnyHandler, AnyOptions } from "./subscriber.ts";
import { Subscribers } from "./subscribers.ts";
import type { Handler, HandlerContext, IterateOptions, SubscribeOptions, Subscription, WaitOptions } from "./subscription.ts";
import { EventIterator, nextEvent, streamEvents, type WaitingHost } from "./waiting.ts";
import type { DeliveryReport, HealthReport, InspectRecord, MetricsSnapshot } from "./watching.ts";

/** The stages tied together. */
export class EventBus<K extends Known> implements Bus<K> {
  readonly source: string;
  readonly kinds: readonly EventKind[];
  readonly history: History;
  readonly inspect$: Observable<InspectRecord>;
  readonly failures$: Observable<InspectRecord>;
  readonly #core: Core;
  readonly #publishing: Publishing;
  readonly #calling: Calling;
  readonly #delivering: Delivering;
  readonly #requests: Requests;
  readonly #replaying: Replaying;
  readonly #subscribers: Subscribers;
  readonly #waitingHost: WaitingHost;
  readonly #flushWaiters: { resolve(): void; reject(error: unknown): void }[] = [];
  /** What stops the timers of delayed RxJS work. */
  readonly #delayedWork = new Set<() => void>();
  #closing: Promise<void> | undefined;
  /** Ends the waiting of a `close` that is under way. */
  #hurry: (() => void) | undefined;
  #cancelCloseTimeout: (() => void) | undefined;

  constructor(options: BusOptions<readonly EventKind[]>) {
    const { source = "eventdeck", events = [], clock = hostClock, middleware = [] } = options;
    requireText("source", source);
    const hooks = new Hooks();
    const metrics = new Metrics(clock.monotonic());
    const pause = () => new Promise<void>((resolve) => void clock.schedule(() => resolve(), 0, "normal"));
    const history = new DeckHistory(
      options.history ?? {},
      {
        kinds: () => [...events, ...(core.folding?.kinds ?? [])],
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        pause,
        redact: (event) => recording.redact(event),
        imported: (read) => core.folding?.imported(read),
      },
      (replay) => this.#replaying.start(replay),
    );
    // Never called: stacks are compared with them.
    // oxlint-disable-next-line typescript/unbound-method
    const { emit, emitMany, publish, publishMany } = Publishing.prototype;
    // oxlint-disable-next-line typescript/unbound-method
    const { request } = Requests.prototype;
    const core: Core = {
      kinds: events,
      kindOf: new Map(events.map((kind) => [kind.type, kind])),
      clock,
      time: new TurnClock(clock, (now) => metrics.tick(now)),
      stamper: new Stamper(source),
      hooks,
      inspector: new Inspector(),
      metrics,
      failures: new Failures(hooks, options.onError),
      history,
      routes: new Routes(metrics),
      folding: undefined,
      responders: new Map(),
      carriers: [],
      arrivalOf: undefined,
      lanes: new Lanes<Delivery>(
        clock,
        options.lanes,
        (delivery, waitedMs) => this.#delivering.run(delivery, waitedMs),
        () => {
          if (this.#flushWaiters.length > 0) this.#checkIdle();
        },
      ),
      entryPoints: [emit, emitMany, publish, publishMany, request],
      cause: undefined,
      inFlight: 0,
      underWay: () => calling.underWay,
      phase: "open",
      checkIdle: () => this.#checkIdle(),
    };
    const recording = new Recording(core);
    const calling = new Calling(core, () => callHost);
    this.#calling = calling;
    this.#core = core;
    keepCore(this, core);
    this.#delivering = new Delivering(core, recording, calling);
    this.#publishing = new Publishing(core, recording, this.#delivering);
    this.#requests = new Requests(core, this.#publishing, recording);
    const callHost = { publishing: this.#publishing, requests: this.#requests };
    this.#replaying = new Replaying({ core, publishing: this.#publishing, runs: new Set() }, (bus) => EventBus.stageOf(bus));
    this.#subscribers = new Subscribers(core, {
      skipWaiting: (call, by) => calling.skipWaiting(call, by),
      ended: (subscriber) => this.#requests.forget(subscriber),
    });
    this.source = source;
    this.kinds = Object.freeze([...events]);
    this.history = history;
    this.inspect$ = core.inspector.records$;
    this.failures$ = core.inspector.failures$;
    this.#waitingHost = this.#makeWaitingHost();
    for (const one of middleware) hooks.add(one);
  }

  get closed(): boolean {
    return this.#core.phase !== "open";
  }
  get paused(): boolean {
    return this.#core.lanes.paused;
  }

  emit<T extends string, P>(event: EventDraft<T, P> | BusEvent<T, P>, options?: EmitOptions): BusEvent<T, P>;
  emit(event: EventDraft | BusEvent, options?: EmitOptions): BusEvent;
  emit(event: EventDraft | BusEvent, options?: EmitOptions): BusEvent {
    return this.#publishing.emit(event, options);
  }
  emitMany(events: readonly (EventDraft | BusEvent)[], options?: EmitOptions): readonly BusEvent[] {
    return this.#publishing.emitMany(events, options);
  }
  publish<T extends string, P>(event: EventDraft<T, P> | BusEvent<T, P>, options?: EmitOptions): Promise<DeliveryReport<BusEvent<T, P>>>;
  publish(event: EventDraft | BusEvent, options?: EmitOptions): Promise<DeliveryReport>;
  publish(event: EventDraft | BusEvent, options?: EmitOptions): Promise<DeliveryReport> {
    return this.#publishing.publish(event, options);
  }
  publishMany(events: readonly (EventDraft | BusEvent)[], options?: EmitOptions): Promise<readonly DeliveryReport[]> {
    return this.#publishing.publishMany(events, options);
  }
  async room(priority: Priority, count = 1): Promise<void> {
    requireOneOf(priorities, "priority", priority);
    if (this.closed) throw new BusClosedError("The bus is closed: its lanes take nothing any more.");
    await this.#core.lanes.room(priority, count);
  }

  subscribe<const S extends Selector>(selector: S, handler: Handler<Selected<K, S>>, options: SubscribeOptions<Selected<K, S>> = {}): Subscription {
    return this.#subscribe(selector, handler as AnyHandler, options as AnyOptions);
  }
  unsubscribe(id: string): boolean {
    const subscriber = this.#subscribers.get(id);
    subscriber?.unsubscribe();
    return subscriber !== undefined;
  }
  stream<const S extends Selector>(selector: S, options: SubscribeOptions<Selected<K, S>> = {}): Observable<Selected<K, S>> {
    return streamEvents(this.#waitingHost, selector, options as AnyOptions) as Observable<Selected<K, S>>;
  }
  next<const S extends Selector>(selector: S, options?: WaitOptions<Selected<K, S>>): Promise<Selected<K, S>> {
    return nextEvent(this.#waitingHost, selector, options as WaitOptions<BusEvent>) as Promise<Selected<K, S>>;
  }
  iterate<const S extends Selector>(selector: S, options?: IterateOptions<Selected<K, S>>): AsyncIterableIterator<Selected<K, S>> {
    return new EventIterator(this.#waitingHost, selector, options as IterateOptions<BusEvent>) as AsyncIterableIterator<BusEvent> as AsyncIterableIterator<
      Selected<K, S>
    >;
  }

  request<Reply>(event: RequestDraft<string, unknown, Reply>, options?: RequestOptions): Promise<Reply>;
  request(event: EventDraft, options?: RequestOptions): Promise<unknown>;
  request(event: EventDraft, options?: RequestOptions): Promise<unknown> {
    return this.#requests.request(event, options);
  }
  respond<T extends string, P>(
    definition: EventKind<T, P>,
    responder: (event: BusEvent<T, P>, context: HandlerContext) => unknown,
    options: Pick<SubscribeOptions<BusEvent<T, P>>, "name" | "concurrency" | "timeoutMs" | "signal"> = {},
  ): Subscription {
    return this.#requests.register(definition.type, () => this.#subscribers.add(definition, responder as AnyHandler, options, true));
  }

  use(middleware: Middleware): () => void {
    return this.#core.hooks.add(middleware);
  }
  pause(): void {
    if (this.paused) return;
    this.#core.lanes.pause();
    this.#inspect("paused");
  }
  resume(): void {
    if (!this.paused) return;
    this.#core.lanes.resume();
    this.#inspect("resumed");
  }
  step(): boolean {
    return this.#core.lanes.step();
  }
  flush(): Promise<void> {
    return this.#idle();
  }
  subscriptions(): readonly Subscription[] {
    return [...this.#subscribers];
  }
  explain(event: EventDraft | BusEvent): ReturnType<Bus["explain"]> {
    const made = preview(event, this.#core);
    return explain(made, this.#core.routes.table.match(made.topic, made.type), this.#core.hooks);
  }
  metrics({ windowMs }: { readonly windowMs?: number } = {}): MetricsSnapshot {
    return this.#core.metrics.snapshot(this.#core.lanes, this.#core.clock.monotonic(), windowMs);
  }
  health(): HealthReport {
    return healthOf(this.#core, this.#calling.underWay, this.metrics({ windowMs: 60_000 }));
  }
  scheduler(priority: Priority): SchedulerLike {
    requireOneOf(priorities, "priority", priority);
    const { clock, lanes, time } = this.#core;
    return new LaneScheduler(clock, {
      delay: (task, delayMs) => this.#delayWork(task, delayMs),
      enter: (work) => {
        // Work that schedules itself again would keep a closing bus from ever running empty.
        if (this.closed) return () => {};
        const delivery = Delivery.forWork(work);
        lanes.enter(delivery, priority, time.monotonic());
        return () => lanes.remove(delivery, priority);
      },
      drain: () => lanes.drain(),
    });
  }

  /** Runs after a delay, unless called off, by `close` at the latest. */
  #delayWork(task: () => void, delayMs: number): () => void {
    const cancel = this.#core.clock.schedule(
      () => {
        this.#delayedWork.delete(cancel);
        task();
      },
      delayMs,
      "normal",
    );
    this.#delayedWork.add(cancel);
    return () => {
      this.#delayedWork.delete(cancel);
      cancel();
    };
  }

  close(options: { readonly drain?: boolean; readonly timeoutMs?: number } = {}): Promise<void> {
    if (this.#closing) {
      this.#limitClosing(options);
      return this.#closing;
    }
    const closing = this.#close(options);
    // Refused options leave the bus open.
    if (this.closed) this.#closing = closing;
    return closing;
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close({ drain = true, timeoutMs }: { readonly drain?: boolean; readonly timeoutMs?: number }): Promise<void> {
    const { lanes, history, inspector } = this.#core;
    requireFrom(0, "timeoutMs", timeoutMs);
    this.#core.phase = "closing";
    this.#replaying.close();
    this.#publishing.entry.cancelDelayed("close");
    for (const cancel of this.#delayedWork) cancel();
    this.#delayedWork.clear();
    const flushed = this.#idle();
    const hurried = new Promise<void>((resolve) => {
      this.#hurry = resolve;
    });
    if (!drain) this.#publishing.entry.cancelAll("close");
    this.#limitClosing({ timeoutMs });
    // Not within the caller's own turn; but without waiting for the host's next task either, which a virtual clock may never run.
    await Promise.resolve();
    lanes.runOut();
    await Promise.race([flushed, hurried]);
    this.#cancelCloseTimeout?.();
    this.#core.phase = "closed";
    this.#publishing.entry.cancelAll("close");
    this.#subscribers.close();
    this.#requests.close();
    for (const waiter of this.#flushWaiters.splice(0)) waiter.reject(new BusClosedError("The bus was closed before every handler had settled."));
    this.#calling.close();
    this.#core.folding?.close();
    lanes.close(new BusClosedError("The bus was closed: its lanes take nothing any more."));
    this.#inspect("closed");
    history.close();
    inspector.close();
  }

  /** A later call changes nothing but may be less patient: the way out when a handler never settles. */
  #limitClosing({ timeoutMs }: { readonly timeoutMs?: number }): void {
    if (timeoutMs === undefined || this.#core.phase === "closed") return;
    this.#cancelCloseTimeout?.();
    this.#cancelCloseTimeout = this.#core.clock.schedule(() => this.#hurry?.(), timeoutMs, "normal");
  }

  #subscribe(selector: Selector, handler: AnyHandler, options: AnyOptions): Subscription {
    const subscriber = this.#subscribers.add(selector, handler, options);
    if (options.replayLast) {
      const { clock, history, lanes } = this.#core;
      const selects = compileSelector(selector);
      const failures = new Map<BusEvent, { readonly error: unknown }>();
      // Asked once: a filter may remember what it has seen.
      const wants = (event: BusEvent) => {
        if (hasExpired(event, clock)) return false;
        try {
          return subscriber.refuses(event) === undefined;
        } catch (error) {
          // Heard in the event's turn, as a failure over a live event would be.
          failures.set(event, { error });
          return true;
        }
      };
      // Newest first up to the limit, then delivered in order. What is recorded from now on comes live.
      const backlog = history.query((event) => selects(event.topic, event.type) && wants(event), {
        limit: options.replayLast,
        newestFirst: true,
      });
      const catchUp = () => {
        for (const { event } of backlog.toReversed()) this.#delivering.catchUp(subscriber, event, failures.get(event));
      };
      // Run to completion here too: what its handler publishes follows the backlog.
      if (lanes.running) catchUp();
      else lanes.outermost(catchUp);
    }
    return subscriber;
  }
  #makeWaitingHost(): WaitingHost {
    return {
      clock: this.#core.clock,
      isClosed: () => this.closed,
      subscribe: (selector, handler, options) => this.#subscribe(selector, handler, options),
    };
  }
  #idle(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#flushWaiters.push({ resolve, reject });
      this.#checkIdle();
    });
  }
  #checkIdle(): void {
    if (this.#flushWaiters.length === 0 || this.#core.inFlight > 0 || !this.#core.lanes.empty || this.#core.lanes.running) return;
    for (const waiter of this.#flushWaiters.splice(0)) waiter.resolve();
  }
  #inspect(kind: "paused" | "resumed" | "closed"): void {
    const { inspector, clock } = this.#core;
    if (inspector.watched) inspector.add({ kind, at: clock.now() });
  }
  /** The parts of a bus, which are hidden from applications and not from the folders that stand on it. */
  static stageOf<Other extends Known>(bus: Bus<Other>): Stage {
    if (bus instanceof EventBus) return bus.#replaying.own;
    throw new TypeError("That is no bus made by createBus.");
  }
}
