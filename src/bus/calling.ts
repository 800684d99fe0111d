import { BusError, TimeoutError } from "../event/index.ts";
import type { Core } from "./core.ts";
import { hasExpired } from "./delivery.ts";
import { type CallHost, HandlerCall, type Round } from "./handler-call.ts";
import type { Outcome } from "./pending-report.ts";
import type { Subscriber } from "./subscriber.ts";

/** What came of offering an event to a subscriber: not for it, or how its handler stands when the offer returns. */
export const notForIt = 0;
export const ok = 1;
export const failed = 2;
export const skipped = 3;
export const pending = 4;
export type Standing = typeof notForIt | typeof ok | typeof failed | typeof skipped | typeof pending;

/** Calls handlers, one at a time, and follows each call until it has settled. */
export class Calling {
  readonly #core: Core;
  readonly #host: () => CallHost;
  /** Calls that have not settled, those of ended subscriptions among them. */
  readonly #underWay = new Set<HandlerCall>();

  constructor(core: Core, host: () => CallHost) {
    this.#core = core;
    this.#host = host;
  }

  offer(target: Subscriber, round: Round): Standing {
    // Most subscriptions, most events: nothing to ask. The questions take longer than the rest of a delivery.
    if (target.takesAll && target.active && round.delivery === undefined && this.#core.hooks.beforeHandle.length === 0)
      return this.#call(new HandlerCall(this.#host(), target, round));
    return this.#offerAsking(target, round);
  }
  #offerAsking(target: Subscriber, round: Round): Standing {
    if (!target.active) return notForIt;
    if (target.responds && (round.delivery?.request === undefined || round.delivery?.request.settled)) return notForIt;
    if (round.delivery?.replay?.only && !round.delivery?.replay.only.includes(target)) return notForIt;
    try {
      const reason = target.refuses(round.event);
      if (reason !== undefined) return this.#refused(target, round, reason);
    } catch (error) {
      return this.failFilter(target, round, error);
    }
    // Its filter may just have ended it.
    return target.active ? this.offerChosen(target, round) : notForIt;
  }
  /** Offers an event that the subscription has been asked about already. */
  offerChosen(target: Subscriber, round: Round): Standing {
    const call = this.#newCall(target, round);
    // Hooks are asked when the handler is about to be called: what holds for a circuit breaker now may not hold when its turn comes.
    if (target.concurrency === "serial" && target.running.size + target.waiting.size > 0) return this.#queue(call);
    return this.#begin(call);
  }
  /** The subscription was asked about the event already, and its filter threw. */
  failFilter(target: Subscriber, round: Round, error: unknown): Standing {
    return this.#fail(this.#newCall(target, round), error, "filter");
  }
  /** Who watches is told also who was asked and did not want it. */
  #refused(target: Subscriber, { seen, position }: Round, reason: NonNullable<ReturnType<Subscriber["refuses"]>>): Standing {
    const { inspector, clock } = this.#core;
    if (inspector.watched && seen)
      inspector.add({ kind: "refused", event: seen, position: position || undefined, subscription: target, reason, at: clock.now() });
    return notForIt;
  }
  #begin(call: HandlerCall): Standing {
    const { target, round } = call;
    for (const middleware of this.#core.hooks.beforeHandle) {
      try {
        if (middleware.beforeHandle(round.event, target) === false) return this.#skip(call, middleware.name);
      } catch (error) {
        return this.#fail(call, error, middleware.name);
      }
    }
    if (target.concurrency === "exhaust" && target.running.size > 0) return this.#skip(call, "exhaust");
    if (target.concurrency === "latest") {
      for (const older of target.running) older.abort(new DOMException("A newer event has replaced this one.", "AbortError"));
    }
    // A hook, or a listener of the signal that has just aborted, may have ended it.
    if (!target.active) return this.#skip(call, "unsubscribed");
    if (target.once) target.retire();
    return this.#call(call);
  }

  /** Calls that have not settled. */
  get underWay(): ReadonlySet<HandlerCall> {
    return this.#underWay;
  }
  /** The bus has closed: who still runs is called off, and waited for no more. */
  close(): void {
    for (const call of this.#underWay) {
      call.abort(new DOMException("The bus was closed.", "AbortError"));
      this.#settle(call, "cancelled", undefined);
    }
  }

  /** A serial call that will not get its turn. */
  skipWaiting(call: HandlerCall, by: string): void {
    this.#skip(call, by);
    this.#core.checkIdle();
  }

  #newCall(target: Subscriber, round: Round): HandlerCall {
    const call = new HandlerCall(this.#host(), target, round);
    const { report, request } = round.delivery ?? {};
    if (report) call.details.index = report.begin();
    if (request && target.responds) request.takenBy = call;
    return call;
  }
  /** Something failed in the handler's stead. */
  #fail(call: HandlerCall, error: unknown, by: string): Standing {
    call.details.failedBy = by;
    return this.#end(call, "failed", error);
  }

  #queue(call: HandlerCall): Standing {
    const { target } = call;
    if (target.maxPending === 0) return this.#skip(call, "maxPending");
    if (target.waiting.size >= target.maxPending) this.#skip(target.waiting.shift()!, "maxPending");
    if (!target.active) return this.#skip(call, "unsubscribed");
    this.#makeLate(call);
    target.waiting.push(call);
    return pending;
  }
  #startNext(target: Subscriber): void {
    const { clock, lanes } = this.#core;
    const startedAt = clock.monotonic();
    while (target.running.size === 0) {
      // Handlers that do not wait for anything would otherwise keep the host from its turn for as long as the queue is.
      if (target.waiting.size > 0 && clock.monotonic() - startedAt >= lanes.options.sliceMs)
        return void clock.schedule(() => this.#continue(target), 0, "normal");
      const call = target.waiting.shift();
      if (!call) return;
      if (hasExpired(call.round.event, clock, call.round.delivery)) this.#skip(call, "time to live");
      else if (lanes.running) this.#begin(call);
      // Run to completion here too: an immediate event that the handler publishes must not find it half started.
      else lanes.outermost(() => void this.#begin(call));
    }
  }

  #continue(target: Subscriber): void {
    this.#startNext(target);
    this.#core.checkIdle();
  }

  #call(call: HandlerCall): Standing {
    const core = this.#core;
    const { target, round } = call;
    if (round.beganAt !== undefined || target.timeoutMs !== undefined) call.startedAt = core.clock.monotonic();
    const outer = core.cause;
    core.cause = call;
    target.current = call;
    let standing: Standing = ok;
    let result: unknown;
    try {
      result = core.hooks.aroundHandle.length === 0 ? target.handler(round.event, call) : this.#around(call);
      if (isThenable(result)) standing = this.#follow(call, result);
    } catch (error) {
      standing = this.#end(call, "failed", error);
    }
    core.cause = outer;
    target.current = undefined;
    if (!target.active) target.release();
    if (standing !== ok) return standing;
    if (target.timeoutMs !== undefined && core.clock.monotonic() - call.startedAt! > target.timeoutMs) return this.#tooLate(call);
    // Nothing was measured and nobody is told: the common case of what `#end` does.
    if (call.startedAt === undefined && round.delivery === undefined && !call.late && core.hooks.afterHandle.length === 0 && !core.inspector.watched) {
      target.delivered++;
      round.route.counts.delivered++;
      return ok;
    }
    return this.#end(call, "ok", result);
  }
  /** The handler inside all `aroundHandle` hooks, the one added first outermost. */
  #around(call: HandlerCall): unknown {
    const { aroundHandle } = this.#core.hooks;
    const { target, round } = call;
    let inner: unknown;
    let thrown: unknown;
    const invoke = (index: number): unknown => {
      const middleware = aroundHandle[index];
      try {
        if (middleware) return middleware.aroundHandle(round.event, target, () => invoke(index + 1));
        return (inner = target.handler(round.event, call));
      } catch (error) {
        // What comes through from further in is not this one's doing.
        if (error !== thrown) call.details.failedBy = middleware?.name;
        thrown = error;
        throw error;
      }
    };
    let result: unknown;
    try {
      result = invoke(0);
    } catch (error) {
      if (!isThenable(inner)) throw error;
      // The hook has failed over a handler that still runs: both are heard, the hook's failure when the handler has settled.
      const fail = (): never => {
        throw error;
      };
      return Promise.resolve(inner).then(fail, (own: unknown) => {
        this.#core.failures.report({ event: round.event, subscription: target, error: own }, target.onError);
        return fail();
      });
    }
    if (!isThenable(inner) || result === inner) return result;
    // A hook that does not hand the promise on must not make the handler look done, nor its failure go unheard.
    if (!isThenable(result)) return inner;
    return settleTogether(result, inner);
  }
  #follow(call: HandlerCall, result: PromiseLike<unknown>): Standing {
    const { target } = call;
    this.#makeLate(call);
    target.running.add(call);
    this.#underWay.add(call);
    call.startedAt ??= this.#core.clock.monotonic();
    if (target.timeoutMs !== undefined) call.details.cancelTimeout = this.#core.clock.schedule(() => this.#timeOut(call), target.timeoutMs, "normal");
    // Foreign thenables may call back twice, or at once: a promise of ours does not.
    Promise.resolve(result).then(
      (value) => this.#settle(call, call.aborted ? "cancelled" : "ok", value),
      (error: unknown) => this.#settle(call, call.aborted ? "cancelled" : "failed", error),
    );
    return pending;
  }
  #makeLate(call: HandlerCall): void {
    if (call.late) return;
    call.late = true;
    call.round.beganAt ??= this.#core.clock.monotonic();
    this.#core.inFlight++;
  }
  /** A handler that never let go of the host can only be told afterwards. */
  #tooLate(call: HandlerCall): Standing {
    const error = timeoutOf(call);
    call.abort(error);
    return this.#end(call, "failed", error);
  }
  #timeOut(call: HandlerCall): void {
    const error = timeoutOf(call);
    // What was called off before has failed nobody.
    const outcome = call.aborted ? "cancelled" : "failed";
    call.abort(error);
    this.#settle(call, outcome, error);
  }
  #settle(call: HandlerCall, outcome: "ok" | "failed" | "cancelled", value: unknown): void {
    if (call.details.settled) return;
    call.details.cancelTimeout?.();
    call.target.running.delete(call);
    this.#underWay.delete(call);
    this.#core.time.freshen();
    this.#end(call, outcome, value);
    this.#startNext(call.target);
    this.#core.checkIdle();
  }

  #skip(call: HandlerCall, by: string): Standing {
    const { target, round } = call;
    target.skipped++;
    this.#note(call, "skipped", 0, undefined);
    if (target.responds) round.delivery?.request?.reject(new BusError("ERR_REQUEST_STOPPED", `The responder for "${round.event.type}" was skipped (${by}).`));
    const { inspector, clock } = this.#core;
    if (inspector.watched && round.seen)
      inspector.add({ kind: "skipped", event: round.seen, position: round.position || undefined, subscription: target, by, at: clock.now() });
    return skipped;
  }
  #end(call: HandlerCall, outcome: "ok" | "failed" | "cancelled", value: unknown): Standing {
    const core = this.#core;
    const { target, round, startedAt } = call;
    const counts = core.routes.counts(round.route);
    const durationMs = startedAt === undefined ? 0 : core.clock.monotonic() - startedAt;
    if (startedAt !== undefined) counts.handlingMs.add(durationMs);
    const error = outcome === "failed" ? value : undefined;
    if (outcome === "ok") {
      target.delivered++;
      counts.delivered++;
    } else if (outcome === "failed") {
      target.failed++;
      counts.failed++;
    }
    if (call.late || round.delivery?.report) this.#note(call, outcome, durationMs, error);
    if (core.hooks.afterHandle.length > 0) this.#afterHandle(call, durationMs, outcome, error);
    if (core.inspector.watched || (outcome === "failed" && core.inspector.watchedForFailures)) this.#inspect(call, outcome, durationMs, error);
    if (target.responds) this.#answer(call, outcome, value);
    else if (outcome === "failed") core.failures.report({ event: round.event, subscription: target, error, by: call.details.failedBy }, target.onError);
    return outcome === "failed" ? failed : ok;
  }
  /** Tells the entry and the report. */
  #note(call: HandlerCall, outcome: Outcome, durationMs: number, error: unknown): void {
    const { target, round } = call;
    call.details.settled = true;
    if (call.late) {
      const { history, clock } = this.#core;
      const ending = outcome === "cancelled" ? "ok" : outcome;
      this.#core.inFlight--;
      if (round.position !== 0) history.ring.settle(round.position, ending, clock.monotonic() - (round.beganAt ?? NaN));
    }
    round.delivery?.report?.end(call.details.index, target, outcome, durationMs, error);
  }
  #afterHandle({ target, round }: HandlerCall, durationMs: number, outcome: "ok" | "failed" | "cancelled", error: unknown): void {
    const result = { durationMs, ...(outcome === "failed" && { error }), ...(outcome === "cancelled" && { cancelled: true as const }) };
    for (const middleware of this.#core.hooks.afterHandle) {
      try {
        middleware.afterHandle(round.event, target, result);
      } catch (thrown) {
        this.#core.failures.report({ event: round.event, subscription: target, error: thrown, by: middleware.name });
      }
    }
  }
  #inspect({ target, round }: HandlerCall, outcome: "ok" | "failed" | "cancelled", durationMs: number, error: unknown): void {
    if (!round.seen) return;
    const kind = outcome === "ok" ? "delivered" : outcome;
    this.#core.inspector.add({
      kind,
      event: round.seen,
      position: round.position || undefined,
      subscription: target,
      at: this.#core.clock.now(),
      waitedMs: round.waitedMs ?? 0,
      durationMs,
      ...(outcome === "failed" && { error }),
    });
  }
  /** A responder's end is the requester's business only. */
  #answer(call: HandlerCall, outcome: "ok" | "failed" | "cancelled", value: unknown): void {
    const { round } = call;
    if (outcome === "ok") round.delivery?.request?.answer(value, call);
    else if (outcome === "failed") round.delivery?.request?.reject(value);
    else round.delivery?.request?.reject(new BusError("ERR_REQUEST_CANCELLED", `The responder for "${round.event.type}" was called off before it answered.`));
  }
}

function timeoutOf({ target, round }: HandlerCall): TimeoutError {
  return new TimeoutError(
    `The handler "${target.name}" took longer than ${target.timeoutMs} ms for "${round.event.type}". Raise timeoutMs, or end early when its signal aborts.`,
  );
}
/** What the first comes to, when the second has settled too. */
async function settleTogether(result: PromiseLike<unknown>, inner: PromiseLike<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([result, inner]);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
