import type { Middleware } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { compileMatch, type Match } from "./match.ts";
import { RecentMap } from "./recent-map.ts";

/** Which events are the same, and for how long. */
export interface DedupeOptions {
  /** @default "dedupe" */
  readonly name?: string;
  /** Events of the same key are the same; one without a key passes. @default `source` and `id`, which are unique together in CloudEvents */
  readonly key?: (event: BusEvent) => string | undefined;
  /** How long a key is remembered from its first event on, in milliseconds. @default Infinity */
  readonly windowMs?: number;
  /** How many keys are remembered; past it, the one that was seen least recently is forgotten. @default 10_000 */
  readonly maxKeys?: number;
  /** Only these events. @default all */
  readonly match?: Match;
  /** Milliseconds from any start. @default performance.now */
  readonly now?: () => number;
}

/** A middleware that counts what it stopped. */
export interface Dedupe extends Middleware {
  /** How many events were stopped. */
  readonly dropped: number;
  /** How many keys are remembered. */
  readonly size: number;
  /** Forgets every key. */
  clear(): void;
}

/**
 * Stops an event that was published before, such as one that two links bring in.
 *
 * Publishing one event twice on purpose is normal for a bus, so this is for those who do not. Add it after any middleware that stops events: a key is
 * remembered when it comes by here, and one that is stopped later could not be tried again.
 *
 * @example
 * const once = dedupe({ windowMs: 60_000 });
 * const bus = createBus({ middleware: [once] });
 * const event = bus.emit({ type: "order.placed", input: { order: 7 } });
 * bus.emit(event); // stopped
 * console.log(once.dropped); // 1
 *
 * @throws RangeError for a bound that is not above 0
 */
export function dedupe(options: DedupeOptions = {}): Dedupe {
  const { key = identify, windowMs = Infinity, maxKeys = 10_000, now = () => performance.now() } = options;
  if (!(windowMs > 0 && maxKeys > 0)) throw new RangeError("dedupe() needs a windowMs and a maxKeys above 0.");
  const matches = compileMatch(options.match);
  const firstSeen = new RecentMap<number>(maxKeys);
  let dropped = 0;

  function isRepeated(of: string): boolean {
    const at = now();
    const since = firstSeen.get(of);
    const repeated = since !== undefined && at - since < windowMs;
    firstSeen.set(of, repeated ? since : at);
    return repeated;
  }

  return {
    name: options.name ?? "dedupe",
    get dropped() {
      return dropped;
    },
    get size() {
      return firstSeen.size;
    },
    clear: () => firstSeen.clear(),
    beforePublish(event) {
      const of = matches(event) ? key(event) : undefined;
      if (of === undefined || !isRepeated(of)) return;
      dropped++;
      return false;
    },
  };
}

// The length keeps "a" + "bc" and "ab" + "c" apart: both parts may be any text.
function identify({ source, id }: BusEvent): string {
  return `${source.length}:${source}${id}`;
}
