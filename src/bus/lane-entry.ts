import { type BusEvent, LaneOverflowError, type Priority, requireFrom } from "../event/index.ts";
import type { EmitOptions } from "./bus.ts";
import type { Core } from "./core.ts";
import type { Delivery } from "./delivery.ts";
import type { Recording } from "./recording.ts";

type Changes = readonly { readonly by: string; readonly before: BusEvent; readonly after: BusEvent }[];

/** The door of the lanes: room, delay, conflation, and calling off what still waits. */
export class LaneEntry {
  readonly #core: Core;
  readonly #recording: Recording;
  /** Waiting deliveries by lane and conflation key. */
  readonly #conflating: Readonly<Record<Priority, Map<string, Delivery>>> = { immediate: new Map(), normal: new Map(), deferred: new Map() };
  /** Deliveries that have not entered their lane yet, with what stops their timer. */
  readonly #delayed = new Map<Delivery, () => void>();

  constructor(core: Core, recording: Recording) {
    this.#core = core;
    this.#recording = recording;
  }

  /** @throws LaneOverflowError when the newcomers do not all fit and overflow is to be rejected; none of them has entered then */
  requireRoom(newcomers: readonly Delivery[], options: EmitOptions | undefined): void {
    const { lanes } = this.#core;
    if (lanes.options.overflow !== "reject" || options?.delayMs || options?.signal?.aborted) return;
    for (const priority of ["immediate", "normal", "deferred"] as const) {
      const newcomersHere = newcomers.filter(({ event }) => event.priority === priority).length;
      // Newcomers of one key end up in one place.
      const count = options?.conflateKey === undefined ? newcomersHere : Math.min(newcomersHere, 1);
      if (count === 0 || lanes.excess(priority, count) === 0) continue;
      if (options?.conflateKey !== undefined && this.#waiting(priority, options.conflateKey)) continue;
      for (const delivery of newcomers) this.#recording.undelivered(delivery, "overflow");
      throw new LaneOverflowError(
        `The ${priority} lane holds at most ${lanes.options.capacity} events, and ${count} more do not fit. Await bus.room("${priority}"), raise lanes.capacity, or set lanes.overflow.${priority === "immediate" ? " Immediate events that set each other off without end lead here too." : ""}`,
      );
    }
  }
  /** The short way for an event without options. @throws LaneOverflowError as `requireRoom` does */
  enterOrThrow(delivery: Delivery, changes: Changes): void {
    if (this.#core.lanes.excess(delivery.event.priority, 1) > 0) this.requireRoom([delivery], undefined);
    this.enter(delivery, changes);
  }
  /** Lets one event in, now or after its delay. */
  admit(delivery: Delivery, options: EmitOptions | undefined, changes: Changes): void {
    if (options === undefined) return this.enter(delivery, changes);
    const { signal, delayMs, conflateKey } = options;
    if (signal?.aborted) return this.#recording.undelivered(delivery, "cancelled", "signal");
    delivery.conflateKey = conflateKey;
    if (signal) this.#listen(delivery, signal);
    if (!delayMs) return this.enter(delivery, changes);
    const begin = () => {
      this.#delayed.delete(delivery);
      this.enter(delivery, changes);
      this.#core.lanes.drain();
    };
    this.#delayed.set(delivery, this.#core.clock.schedule(begin, delayMs, delivery.event.priority));
  }
  /** Into the lane, at its end or in the place of what it conflates. */
  enter(delivery: Delivery, changes: Changes): void {
    const { lanes, time, inspector, routes } = this.#core;
    const { event, conflateKey } = delivery;
    const { priority } = event;
    const older = conflateKey === undefined ? undefined : this.#waiting(priority, conflateKey);
    if (older) lanes.replace(older, delivery, priority);
    else {
      if (lanes.excess(priority, 1) > 0 && !this.#makeRoom(priority)) return this.#recording.undelivered(delivery, "overflow");
      lanes.enter(delivery, priority, time.monotonic());
    }
    if (conflateKey !== undefined) this.#conflate(delivery, conflateKey);
    // Last, since who hears of it may publish under the same key.
    if (older) this.#recording.undelivered(older, "conflated");
    routes.counts(routes.of(event)).emitted++;
    if (inspector.watched) this.#recording.accepted(delivery, changes);
  }

  /** Calls off all that wait for their delay. */
  cancelDelayed(by: string): void {
    for (const [delivery, stop] of this.#delayed) {
      stop();
      this.#recording.undelivered(delivery, "cancelled", by);
    }
    this.#delayed.clear();
  }
  /** Calls off all that waits anywhere. */
  cancelAll(by: string): void {
    this.cancelDelayed(by);
    for (const delivery of this.#core.lanes.clear()) if (isEvent(delivery)) this.#recording.undelivered(delivery, "cancelled", by);
  }
  /** Calls off one delivery, if it still waits. */
  cancel(delivery: Delivery, by: string): void {
    const stop = this.#delayed.get(delivery);
    stop?.();
    if (this.#delayed.delete(delivery) || this.#core.lanes.remove(delivery, delivery.event.priority)) this.#recording.undelivered(delivery, "cancelled", by);
  }

  /** What a full lane gives up for a newcomer: the oldest event, when that is what the options say. */
  #makeRoom(priority: Priority): boolean {
    const { lanes } = this.#core;
    if (lanes.options.overflow !== "drop-oldest") return false;
    const oldest = lanes.dropOldest(priority, isEvent);
    if (!oldest) return false;
    this.#recording.undelivered(oldest, "overflow");
    return true;
  }
  #waiting(priority: Priority, key: string): Delivery | undefined {
    return this.#conflating[priority].get(key);
  }
  #conflate(delivery: Delivery, key: string): void {
    const waiting = this.#conflating[delivery.event.priority];
    waiting.set(key, delivery);
    const { release } = delivery;
    delivery.release = () => {
      release?.();
      if (waiting.get(key) === delivery) waiting.delete(key);
    };
  }
  #listen(delivery: Delivery, signal: AbortSignal): void {
    const cancel = () => this.cancel(delivery, "signal");
    signal.addEventListener("abort", cancel, { once: true });
    delivery.release = () => signal.removeEventListener("abort", cancel);
  }
}

/** The work of an RxJS scheduler is never dropped: nobody would hear of it. */
function isEvent(delivery: Delivery): boolean {
  return delivery.work === undefined;
}

/** @throws RangeError, TypeError */
export function checkEmitOptions(options: EmitOptions | undefined): void {
  const { delayMs, conflateKey = "", signal } = options ?? {};
  requireFrom(0, "delayMs", delayMs);
  if (typeof conflateKey !== "string") throw new TypeError(`conflateKey is ${String(conflateKey)}: give a string.`);
  if (signal !== undefined && typeof signal?.addEventListener !== "function")
    throw new TypeError("signal is no AbortSignal: pass the signal of an AbortController.");
}
