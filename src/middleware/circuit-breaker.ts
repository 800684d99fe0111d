import type { Middleware, Subscription } from "../bus/index.ts";
import { Circuit, type CircuitState } from "./circuit.ts";

/** When a circuit opens, and for how long. */
export interface CircuitBreakerOptions {
  /** @default "circuit-breaker" */
  readonly name?: string;
  /** How many failures in a row open a subscription's circuit; a success in between starts the count again. @default 5 */
  readonly failureThreshold?: number;
  /** How long it stays open, in milliseconds. @default 30_000 */
  readonly openMs?: number;
  /** How many calls are let through after that. All must succeed to close the circuit; one failure opens it again. @default 1 */
  readonly halfOpenProbes?: number;
  /** Which subscriptions have a circuit. @default all */
  readonly subscriptions?: (subscription: Subscription) => boolean;
  /** What it throws is reported as a failure of this middleware. */
  readonly onStateChange?: (change: CircuitChange) => void;
  /** Milliseconds from any start. @default performance.now */
  readonly now?: () => number;
}

/** A circuit has changed its state. */
export interface CircuitChange {
  readonly subscription: Subscription;
  readonly from: CircuitState;
  readonly to: CircuitState;
}

/** A middleware that knows the state of each subscription's circuit. */
export interface CircuitBreaker extends Middleware {
  /** `closed` for a subscription that has none. An open circuit turns half-open with the first call after `openMs`, not before. */
  state(subscription: Subscription): CircuitState;
}

/**
 * Stops calling a handler that keeps failing, and tries again after a while. Each subscription has a circuit of its own, for as long as it lives.
 *
 * While a circuit is open, deliveries to it are `skipped`, by this middleware's name; what already waits its turn at a serial handler still goes through.
 * A timeout is a failure.
 *
 * @example
 * const breaker = circuitBreaker({
 *   failureThreshold: 3,
 *   openMs: 10_000,
 *   onStateChange: ({ subscription, to }) => console.warn(`${subscription.name} is ${to}`),
 * });
 * const bus = createBus({ middleware: [breaker] });
 *
 * @throws RangeError for a number that is not above 0
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { failureThreshold = 5, openMs = 30_000, halfOpenProbes = 1, subscriptions = () => true, now = () => performance.now() } = options;
  if (!(failureThreshold > 0 && openMs > 0 && halfOpenProbes > 0)) {
    throw new RangeError("circuitBreaker() needs a failureThreshold, an openMs and a halfOpenProbes above 0.");
  }
  const circuits = new WeakMap<Subscription, Circuit>();
  const changes = changesFor(options.onStateChange);

  return {
    name: options.name ?? "circuit-breaker",
    state: (subscription) => circuits.get(subscription)?.state ?? "closed",
    beforeHandle(_event, subscription) {
      return circuits.get(subscription)?.holdsBack(now()) ? false : undefined;
    },
    aroundHandle(event, subscription, next) {
      const circuit = circuits.get(subscription);
      if (!circuit || circuit.state === "closed") return next();
      const probe = changes.announce(subscription, circuit, () => circuit.startProbe(event, now()));
      const returned = next();
      if (probe && returned instanceof Promise) returned.catch(() => (probe.wasRejected = true));
      return returned;
    },
    afterHandle(event, subscription, outcome) {
      let circuit = circuits.get(subscription);
      if (!circuit && subscriptions(subscription)) circuits.set(subscription, (circuit = new Circuit({ failureThreshold, openMs, halfOpenProbes })));
      if (circuit) changes.announce(subscription, circuit, () => circuit.count(event, "error" in outcome, now()));
      changes.rethrow();
    },
  };
}

/** Tells of changes. What the callback throws waits for `afterHandle`: thrown by `aroundHandle`, it would keep the handler from being called. */
function changesFor(onStateChange: CircuitBreakerOptions["onStateChange"]) {
  const thrown: unknown[] = [];
  return {
    announce<Result>(subscription: Subscription, circuit: Circuit, step: () => Result): Result {
      const from = circuit.state;
      const result = step();
      const to = circuit.state;
      try {
        if (from !== to) onStateChange?.({ subscription, from, to });
      } catch (error) {
        thrown.push(error);
      }
      return result;
    },
    rethrow(): void {
      if (thrown.length > 0) throw thrown.shift();
    },
  };
}
