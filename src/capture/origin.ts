import type { Core } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { RecentIds } from "./recent-ids.ts";

/** The header that says of an event that it was captured, and where. */
export const capturedHeader = "captured";

/** How many captured events are remembered by id, per origin: their consequences are told by it. */
const maxIds = 1000;
/** Most events that one cause may lead to here. A chain that is longer runs in a circle that neither its links nor its handlers give away. */
const maxPerCorrelation = 1000;
/** How many causes are counted before all counts begin anew. */
const maxCorrelations = 1000;
/** A handler that takes longer no longer stands for what happens meanwhile, in milliseconds. */
const longestHandlerMs = 5000;

/** Handlers that are looked at each time, since it is asked for every captured event: the oldest ones. */
const maxCalls = 1000;

const origins = new WeakMap<object, Map<string, Origin>>();
let counted = 0;

/** The origin of what is captured at this object, one for all captures of it on whatever bus. */
export function originOf(target: object, kind: string): Origin {
  const known = origins.get(target) ?? new Map<string, Origin>();
  origins.set(target, known);
  const origin = known.get(kind) ?? new Origin(target === globalThis ? kind : `${kind}/${++counted}`);
  known.set(kind, origin);
  return origin;
}

/**
 * Where events are captured, and what keeps a capture from running in a circle: what the handler of an event from here does here is its own echo.
 *
 * Whether something is an echo is plain while the handler runs. After an `await` it cannot be told from what the application does meanwhile: while such a handler
 * is still busy, up to a limit, nothing is captured here.
 */
export class Origin {
  /** The same in every page for what there is once in a page: an event that came over a link is known by it too. */
  readonly name: string;
  readonly #ids = new RecentIds(maxIds);
  readonly #counts = new Map<string, number>();
  readonly #buses = new Map<Core, number>();

  constructor(name: string) {
    this.name = name;
  }

  /** A bus captures here. Returns what says that it has ended. */
  watch(core: Core): () => void {
    this.#buses.set(core, (this.#buses.get(core) ?? 0) + 1);
    return () => {
      const left = (this.#buses.get(core) ?? 1) - 1;
      if (left > 0) this.#buses.set(core, left);
      else this.#buses.delete(core);
    };
  }

  /** Whether what happens here right now is the work of a handler of an event from here, on any of the buses that capture here. */
  isEcho(): boolean {
    for (const core of this.#buses.keys()) {
      const { cause, failures, clock } = core;
      if (cause && this.#isOurs(cause.round.event)) return true;
      if (failures.reporting && this.#isOurs(failures.reporting)) return true;
      let looked = 0;
      for (const call of core.underWay()) {
        if (++looked > maxCalls) break;
        if (clock.monotonic() - (call.startedAt ?? 0) < longestHandlerMs && this.#isOurs(call.round.event)) return true;
      }
    }
    return false;
  }

  /** Takes note of an event that is about to be published. `false` when its cause has led to too many. */
  admit(id: string, correlationId: string): boolean {
    this.#ids.add(id);
    // Its own cause: the beginning of a chain.
    if (id === correlationId) return true;
    const count = (this.#counts.get(correlationId) ?? 0) + 1;
    if (count > maxPerCorrelation) return false;
    if (this.#counts.size >= maxCorrelations) this.#counts.clear();
    this.#counts.set(correlationId, count);
    return true;
  }

  #isOurs({ headers, causationId }: BusEvent): boolean {
    return headers[capturedHeader] === this.name || (causationId !== undefined && this.#ids.has(causationId));
  }
}
