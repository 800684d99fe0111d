import { type Bus, coreOf } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import type { Queue } from "./queue.ts";

/** Where the devtools panel finds the queues of a bus: it has nothing of this entry in its bundle, and may be there first. Its name says its version. */
const key = Symbol.for("eventdeck.queues.1");

interface KnownQueues {
  queues: readonly Queue[];
  /** An event as history would have it: a queue keeps secrets that nobody is to be shown. `undefined` when a middleware keeps it out. */
  seen?: (event: BusEvent) => BusEvent | undefined;
  /** Called after every change. */
  readonly watchers: ReadonlySet<() => void>;
}

/** Says which queues are open on a bus. */
export function tellQueues(bus: Bus, queues: readonly Queue[]): void {
  const known = placeOf(bus);
  known.queues = queues;
  known.seen = (event) => seenOf(bus, event);
  for (const watcher of known.watchers) watcher();
}

function placeOf(bus: Bus): KnownQueues {
  const known: unknown = Reflect.get(bus, key);
  if (isKnown(known)) return known;
  const made: KnownQueues = { queues: [], watchers: new Set() };
  Reflect.defineProperty(bus, key, { value: made });
  return made;
}
function isKnown(value: unknown): value is KnownQueues {
  return typeof value === "object" && value !== null && "queues" in value && "watchers" in value;
}

/** One hook that throws keeps the event out: it may be the one that hides a secret. */
function seenOf(bus: Bus, event: BusEvent): BusEvent | undefined {
  const { hooks, failures } = coreOf(bus);
  let seen = event;
  for (const middleware of hooks.beforeRecord) {
    try {
      const returned = middleware.beforeRecord(seen);
      if (returned === false) return undefined;
      if (returned) seen = returned;
    } catch (error) {
      failures.report({ event, error, by: middleware.name });
      return undefined;
    }
  }
  return seen;
}
