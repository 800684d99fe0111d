import { type BusEvent, NoResponderError } from "../event/index.ts";
import { type Calling, failed, notForIt, ok, pending, skipped, type Standing } from "./calling.ts";
import type { Core } from "./core.ts";
import { type Delivery, hasExpired } from "./delivery.ts";
import { reportUncaught } from "./failures.ts";
import type { Round } from "./handler-call.ts";
import type { Recording } from "./recording.ts";
import type { Route } from "./routes.ts";
import type { Subscriber } from "./subscriber.ts";

/** Durations are measured for the first events of each type and second, then for one in so many, unless somebody inspects. */
const alwaysMeasured = 32;
const sampleMask = 63;

/** What a round led to, when it did not simply go well for all its handlers. */
interface Tally {
  failed: number;
  skipped: number;
  pending: number;
  /** Names are shared by all events of the route, until one is not for everybody. */
  heardBy: string[] | undefined;
}

/** Brings one event to all its handlers: checked, recorded, routed. */
export class Delivering {
  readonly #core: Core;
  readonly #recording: Recording;
  readonly #calling: Calling;

  constructor(core: Core, recording: Recording, calling: Calling) {
    this.#core = core;
    this.#recording = recording;
    this.#calling = calling;
  }

  /** Runs an item of a lane. Never throws. */
  run(delivery: Delivery, waitedMs: number): void {
    if (delivery.work) return runWork(delivery.work);
    const { metrics, time } = this.#core;
    time.freshen();
    metrics.waited(delivery.event.priority, waitedMs);
    delivery.release?.();
    this.deliver(delivery.event, delivery, waitedMs, this.#core.routes.counted(delivery.event));
  }

  /** @param waitedMs in its lane, when measured */
  deliver(event: BusEvent, delivery: Delivery | undefined, waitedMs: number | undefined, route: Route): void {
    const { hooks, inspector, clock, carriers } = this.#core;
    if (event.expiresAt !== undefined && hasExpired(event, clock, delivery)) return this.#recording.expired(event, delivery);
    // Who is subscribed now gets it: hooks and observers below may subscribe others.
    const { targets, names } = route;
    const seen = hooks.beforeRecord.length === 0 ? event : this.#recording.seen(event, delivery);
    const position = seen !== undefined && delivery?.replay?.records !== false ? this.#recording.record(seen, route) : 0;
    if (carriers.length > 0 && seen !== undefined && event.replay === undefined) for (const carry of carriers) carry(event, seen);
    const { delivered } = route.counts;
    // Where nobody listens there is nothing to measure. A hook that is told durations must not be told guesses.
    const sampled = targets.length > 0 && ((delivered & sampleMask) === 0 || delivered < alwaysMeasured);
    const measured = sampled || inspector.watched || hooks.afterHandle.length > 0;
    this.#offerToAll({ event, seen, route, position, waitedMs, beganAt: measured ? clock.monotonic() : undefined, delivery }, targets, names);
  }

  /** Offers an event to one subscriber beside its delivery: what `replayLast` catches up with. */
  catchUp(target: Subscriber, event: BusEvent, filterFailure: { readonly error: unknown } | undefined): void {
    if (!target.active) return;
    const round: Round = { event, seen: event, route: this.#core.routes.counted(event), position: 0, waitedMs: 0, beganAt: undefined, delivery: undefined };
    if (filterFailure) this.#calling.failFilter(target, round, filterFailure.error);
    else this.#calling.offerChosen(target, round);
  }

  #offerToAll(round: Round, targets: readonly Subscriber[], names: readonly string[]): void {
    let tally: Tally | undefined;
    for (let index = 0; index < targets.length; index++) {
      const standing = this.#calling.offer(targets[index]!, round);
      if (standing !== ok || tally !== undefined) tally = count(tally, standing, index, names);
    }
    if (tally !== undefined || round.beganAt !== undefined || round.delivery !== undefined) this.#finish(round, names, tally);
    else if (round.position !== 0) this.#core.history.ring.setAllWell(round.position, names);
  }
  #finish(round: Round, names: readonly string[], tally: Tally | undefined): void {
    const { position, beganAt, waitedMs = NaN } = round;
    const { clock, history } = this.#core;
    if (position !== 0) {
      const ranMs = beganAt === undefined ? NaN : clock.monotonic() - beganAt;
      history.ring.setOutcome(position, tally?.failed ?? 0, tally?.skipped ?? 0, tally?.pending ?? 0, tally?.heardBy ?? names, waitedMs, ranMs);
    }
    round.delivery?.report?.finish(round.event, "delivered");
    if (round.delivery?.request) this.#checkAnswered(round);
  }
  /** A request whose delivery met no responder at all would wait for its timeout only. */
  #checkAnswered({ delivery, event }: Round): void {
    const request = delivery?.request;
    if (request && !request.settled && !request.takenBy) {
      request.reject(new NoResponderError(`Nobody answers for "${event.type}" any more. Keep its respond() subscription open.`));
    }
  }
}

/** Counts how a handler stands, beside those before it, which went well if nothing was counted yet. */
function count(counted: Tally | undefined, standing: Standing, index: number, names: readonly string[]): Tally {
  const tally = counted ?? { failed: 0, skipped: 0, pending: 0, heardBy: undefined };
  if (standing === notForIt) tally.heardBy ??= names.slice(0, index);
  else tally.heardBy?.push(names[index]!);
  if (standing === failed) tally.failed++;
  else if (standing === skipped) tally.skipped++;
  else if (standing === pending) tally.pending++;
  return tally;
}

/** Work of an RxJS scheduler: what it throws is nobody's failure on the bus. */
function runWork(work: () => void): void {
  try {
    work();
  } catch (error) {
    reportUncaught(error);
  }
}
