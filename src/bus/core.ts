import type { BusEvent, EventKind, Stamper } from "../event/index.ts";
import type { EventHistory } from "../history/index.ts";
import type { Clock, Lanes, TurnClock } from "../scheduling/index.ts";
import type { Delivery } from "./delivery.ts";
import type { Failures } from "./failures.ts";
import type { Folding } from "./folding.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { Hooks } from "./hooks.ts";
import type { Inspector } from "./inspector.ts";
import type { Metrics } from "./metrics.ts";
import type { Routes } from "./routes.ts";

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
  /** The functions below those through which an application publishes, on the bus or in a handler's context: where a stack is cut to find its line. */
  readonly entryPoints: readonly ((...args: never) => unknown)[];
  /** The handler that runs right now, synchronously: the cause of what is published meanwhile. */
  cause: HandlerCall | undefined;
  /** Handler calls that have not settled. */
  inFlight: number;
  /** While closing, only what handlers publish is accepted. */
  phase: "open" | "closing" | "closed";
  /** Called when a lane has run empty or a handler has settled. */
  checkIdle(): void;
}

/** As history, inspection and reports about it see an event; `undefined` when a middleware keeps it out. */
export type Seen = BusEvent | undefined;
