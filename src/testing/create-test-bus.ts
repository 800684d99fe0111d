// History knows events of any type; the selector vouches for what is asserted here.
// oxlint-disable typescript/no-unsafe-type-assertion
import { type Bus, type BusOptions, createBus } from "../bus/index.ts";
import type { EventKind } from "../event/index.ts";
import { compileSelector, type Known, type KnownOf, type Selected, type Selector } from "../routing/index.ts";
import type { Clock } from "../scheduling/index.ts";
import { UnheardFailures } from "./unheard-failures.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** Those of a bus; only the clock has to be one that the test can move. */
export interface TestBusOptions<Definitions extends readonly EventKind[]> extends BusOptions<Definitions> {
  /** One clock for several buses keeps them in step. @default a clock of its own */
  readonly clock?: VirtualClock;
  /**
   * Called for a failure that neither the subscription nor a middleware took.
   * @default what is awaited next of `advance`, `flush` and `close` throws it; when none is awaited at once, it is thrown as uncaught
   */
  readonly onError?: BusOptions<Definitions>["onError"];
}

/** A bus whose time stands still until the test moves it. */
export interface TestBus<K extends Known = Known> extends Bus<K> {
  /** What the bus takes for time: `clock.idle = false` keeps the host busy, `clock.spend(ms)` is a handler that takes long. */
  readonly clock: VirtualClock;
  /** Virtual milliseconds since the Unix epoch: what events emitted now are stamped with. */
  now(): number;
  /**
   * Runs everything that comes due in the next `ms`, in order, settling promises between: lanes, delays, times to live, timeouts, replays.
   *
   * @param ms - Virtual milliseconds; `0` runs what is due now. @default 0
   * @throws what handlers failed with and nothing took: the error itself, or an AggregateError of several
   */
  advance(ms?: number): Promise<void>;
  /**
   * Runs what is due now, without passing time, and resolves as on every bus: when the lanes are empty and every handler has settled. What waits for time
   * needs an `advance` meanwhile.
   *
   * @throws as `advance` does; BusClosedError when the bus closes first
   */
  flush(): Promise<void>;
  /** The matching events in history, oldest first: what reached its handlers, as `beforeRecord` left it, and has not been evicted. */
  emitted<const S extends Selector>(selector: S): readonly Selected<K, S>[];
}

/**
 * Makes a bus in virtual time, for tests. It is a bus like every other; immediate events need no help, for all others the test says how time passes.
 *
 * @example
 * const paid = defineEvent("order.paid", payload<{ total: number }>());
 * const bus = createTestBus({ events: [paid] });
 * bus.emit(paid({ total: 12 }), { delayMs: 60_000 });
 * await bus.advance(60_000);
 * console.log(bus.emitted(paid).map((event) => event.payload.total)); // → [ 12 ]
 *
 * @throws RangeError, TypeError for an option that makes no sense
 */
export function createTestBus<const Definitions extends readonly EventKind[] = readonly []>(
  options: TestBusOptions<Definitions> = {},
): TestBus<KnownOf<Definitions>> {
  const { clock = new VirtualClock() } = options;
  const failures = new UnheardFailures();
  /** How many wait for the bus to run empty: while somebody does, what comes due runs. */
  let flushing = 0;
  const running: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    schedule(task, delayMs, priority) {
      const cancel = clock.schedule(task, delayMs, priority);
      if (flushing > 0) void clock.advance();
      return cancel;
    },
  };
  const bus = createBus<Definitions>({ ...options, onError: options.onError ?? ((failure) => failures.add(failure)), clock: running });
  const flush = bus.flush.bind(bus);
  const close = bus.close.bind(bus);
  return Object.assign(bus, {
    clock,
    now: () => clock.now(),
    advance: (ms = 0) => failures.during(() => clock.advance(ms)),
    flush: () =>
      failures.during(async () => {
        flushing++;
        try {
          const flushed = flush();
          void clock.advance();
          await flushed;
        } finally {
          flushing--;
        }
      }),
    close: (closing?: Parameters<Bus["close"]>[0]) =>
      failures.during(() => {
        const closed = close(closing);
        // A time limit of 0 is due at once; what drains needs no clock.
        void clock.advance();
        return closed;
      }),
    emitted<const S extends Selector>(selector: S) {
      const selects = compileSelector(selector);
      return bus.history.query(({ topic, type }) => selects(topic, type)).map(({ event }) => event) as Selected<KnownOf<Definitions>, S>[];
    },
  });
}
