import type { BusEvent, EventKind, Stamper } from "../event/index.ts";
import type { Arrival, EventHistory } from "../history/index.ts";
import type { Clock, Lanes, TurnClock } from "../scheduling/index.ts";
import type { Delivery } from "./delivery.ts";
import type { Failures } from "./failures.ts";
import type { Folding } from "./folding.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { Hooks } from "./hooks.ts";
import type { Inspector } from "./inspector.ts";
import type { Metrics } from "./metrics.ts";
import type { Routes } from "./routes.ts";
import type { Subscriber } from "./subscriber.ts";

/** What the parts of one bus share. */
export interface Core {
  readonly kinds: readonly EventKind[];
  readonly kindOf: ReadonlyMap<string, EventKind>;
  readonly clock: Clock;
  readonly time: TurnClock;
  readonly stamper: Stamper;
  readonly hooks: Hooks;
  readonly inspector: Inspector;
  readonly metrics: Metrics;
  readonly failures: Failures;
  readonly history: EventHistory;
  readonly routes: Routes;
  readonly lanes: Lanes<Delivery>;
  /** The read models of this bus, once there is one. */
  folding: Folding | undefined;
  /** Who answers which type of request. Links put one in its place that also `has` what is answered elsewhere, and tells them of changes. */
  responders: Map<string, Subscriber>;
  /**
   * Those who carry events away, told of each before its handlers are, and of how history sees it. They must not throw. They are no listeners: an event that only
   * leaves was unheard here. Replaced, never changed.
   */
  carriers: readonly ((event: BusEvent, seen: BusEvent) => void)[];
  /** How an event came here, once there are links. */
  arrivalOf: ((event: BusEvent) => Arrival | undefined) | undefined;
  /** The functions below those through which an application publishes, on the bus or in a handler's context: where a stack is cut to find its line. */
  readonly entryPoints: readonly ((...args: never) => unknown)[];
  /** The handler that runs right now, synchronously: the cause of what is published meanwhile. */
  cause: HandlerCall | undefined;
  /** Handler calls that have not settled. */
  inFlight: number;
  /** Those of them that run: what they do after an `await` has no other sign of whose it is. */
  underWay(): ReadonlySet<HandlerCall>;
  /** While closing, only what handlers publish is accepted. */
  phase: "open" | "closing" | "closed";
  /** Called when a lane has run empty or a handler has settled. */
  checkIdle(): void;
}

/** As history, inspection and reports about it see an event; `undefined` when a middleware keeps it out. */
export type Seen = BusEvent | undefined;
