import type { Bus, Core, Handler } from "../bus/index.ts";
import { type BusEvent, defineEvent, type EventKind, payload } from "../event/index.ts";
import { RecentMap } from "./recent-map.ts";
import { Responders } from "./responders.ts";

/** Requests remembered for their replies not to leave as events. */
const rememberedRequests = 10_000;
/** A request that is answered elsewhere is given up here after so long, whatever its requester does. */
export const maxRequestMs = 5 * 60_000;

/** A link on whose far side somebody answers. */
export interface Asker {
  /** Resolves with the reply. */
  ask(event: BusEvent, signal: AbortSignal): Promise<unknown>;
}

/** Responders elsewhere: for each type that nobody here answers, one stands in and asks over a link. */
export class RemoteResponders {
  readonly #bus: Bus;
  readonly #core: Core;
  readonly #offers = new Map<Asker, ReadonlySet<string>>();
  readonly #responders: Responders;
  /** Ids of requests that crossed a link: neither they nor their replies leave as events too. */
  readonly #crossed = new RecentMap<true>(rememberedRequests);

  constructor(bus: Bus, core: Core, localChanged: () => void) {
    this.#bus = bus;
    this.#core = core;
    this.#responders = new Responders(core.responders, () => {
      this.#sync();
      localChanged();
    });
    core.responders = this.#responders;
  }

  /** Types that are answered here. */
  get local(): readonly string[] {
    return [...this.#responders.keys()];
  }
  /** What the far side of a link answers now. */
  offer(asker: Asker, types: ReadonlySet<string>): void {
    if (types.size === 0) this.#offers.delete(asker);
    else this.#offers.set(asker, types);
    this.#sync();
  }
  crossing({ id }: BusEvent): void {
    this.#crossed.set(id, true);
  }
  /** Whether an event is part of a request that crosses a link by itself. */
  crosses({ id, type, causationId, replyTo }: BusEvent): boolean {
    if (replyTo !== undefined && (this.#responders.isElsewhere(type) || this.#crossed.has(id))) return true;
    return causationId !== undefined && type.endsWith(".reply") && this.#crossed.has(causationId);
  }

  /** Stands in where somebody else answers and nobody here does. */
  #sync(): void {
    if (this.#bus.closed) return;
    const offered = new Set([...this.#offers.values()].flatMap((types) => [...types]));
    for (const type of this.#responders.elsewhere) if (!offered.has(type)) this.#responders.withdraw(type);
    for (const type of offered) if (!this.#responders.has(type)) this.#standIn(type);
  }
  #standIn(type: string): void {
    const kind = this.#core.kindOf.get(type) ?? kindOf(type);
    if (kind === undefined) return;
    const ask: Handler<BusEvent> = (event, { signal }) => {
      // Links see what history sees.
      const seen = this.#core.cause?.round.seen ?? event;
      this.crossing(event);
      return this.#askerOf(type).ask(seen, signal);
    };
    this.#responders.standIn(() => void this.#bus.respond(kind, ask, { name: `link: ${type}`, timeoutMs: maxRequestMs }));
  }
  #askerOf(type: string): Asker {
    for (const [asker, types] of this.#offers) if (types.has(type)) return asker;
    throw new TypeError(`"${type}" is not answered elsewhere any more.`);
  }
}

/** A far side may say anything; what is no type is not answered. */
function kindOf(type: string): EventKind | undefined {
  try {
    return defineEvent(type, payload<unknown>());
  } catch {
    return undefined;
  }
}
