import type { Bus, Core, Handler } from "../bus/index.ts";
import { type BusEvent, defineEvent, type EventKind, NoResponderError, payload } from "../event/index.ts";
import { RecentMap } from "./recent-map.ts";
import { Responders } from "./responders.ts";
import type { Relay } from "./wire.ts";

/** Requests remembered for their replies not to leave as events. */
const rememberedRequests = 10_000;
/** A request that is answered elsewhere is given up here after so long, whatever its requester does. */
export const maxRequestMs = 5 * 60_000;

/** By type, the instances that a request passes through until it is answered, the nearest first. */
export type Routes = ReadonlyMap<string, readonly string[]>;

/** A link on whose far side somebody answers. */
export interface Asker {
  /** Resolves with the reply. @param path the instances that the request has passed through before this one */
  ask(event: BusEvent, signal: AbortSignal, path: readonly string[]): Promise<unknown>;
}
/** By which link a request came, if by any, and what it has passed through. */
interface Origin {
  readonly asker?: Asker;
  readonly path: readonly string[];
}
const askedHere: Origin = { path: [] };

/**
 * Responders elsewhere: for each type that nobody here answers, one stands in and asks over a link, also for who asks over another. As routers do by path vectors
 * (BGP), each bus tells by which way it has an answer, and takes none that leads through itself: requests go in no circle, and a way that has gone is not believed in.
 */
export class RemoteResponders {
  readonly #bus: Bus;
  readonly #core: Core;
  readonly #changed: () => void;
  readonly #offers = new Map<Asker, Routes>();
  readonly #responders: Responders;
  /** Requests that crossed a link, by their ids: neither they nor their replies leave as events too. */
  readonly #crossed = new RecentMap<Origin>(rememberedRequests);

  /** @param changed called when something else is answered here, or passed on */
  constructor(bus: Bus, core: Core, changed: () => void) {
    this.#bus = bus;
    this.#core = core;
    this.#changed = changed;
    this.#responders = new Responders(core.responders, () => this.#sync());
    core.responders = this.#responders;
  }

  /** Types that are answered here. */
  get local(): readonly string[] {
    return [...this.#responders.keys()];
  }
  /** What is answered elsewhere, for who would ask over this link. */
  relaysFor(asker: Asker): readonly Relay[] {
    return this.#responders.elsewhere.flatMap((type) => {
      const [, path] = this.#wayTo(type, { asker, path: [] }) ?? [];
      return path === undefined ? [] : { type, path };
    });
  }
  answersFor(asker: Asker, type: string): boolean {
    return this.#responders.isHere(type) || this.#wayTo(type, { asker, path: [] }) !== undefined;
  }
  /** What the far side of a link answers now. */
  offer(asker: Asker, routes: Routes): void {
    if (routes.size === 0) this.#offers.delete(asker);
    else this.#offers.set(asker, routes);
    this.#sync();
  }
  crossing({ id }: BusEvent, origin: Origin): void {
    this.#crossed.set(id, origin);
  }
  /** Whether an event is part of a request that crosses a link by itself. */
  crosses({ id, type, causationId, replyTo }: BusEvent): boolean {
    if (replyTo !== undefined && (this.#responders.isElsewhere(type) || this.#crossed.has(id))) return true;
    return causationId !== undefined && type.endsWith(".reply") && this.#crossed.has(causationId);
  }

  /** Stands in where somebody else answers and nobody here does. */
  #sync(): void {
    if (this.#bus.closed) return;
    const offered = new Set([...this.#offers.values()].flatMap((routes) => [...routes.keys()]));
    for (const type of this.#responders.elsewhere) if (!offered.has(type)) this.#responders.withdraw(type);
    for (const type of offered) if (!this.#responders.has(type)) this.#standIn(type);
    this.#changed();
  }
  #standIn(type: string): void {
    const kind = this.#core.kindOf.get(type) ?? kindOf(type);
    if (kind === undefined) return;
    const ask: Handler<BusEvent> = (event, { signal }) => {
      // Links see what history sees.
      const seen = this.#core.cause?.round.seen ?? event;
      const origin = this.#crossed.get(event.id) ?? askedHere;
      this.crossing(event, origin);
      const [asker] = this.#wayTo(type, origin) ?? [];
      if (asker === undefined) throw new NoResponderError(`Nobody whom a request can be passed on to answers for "${type}" any more.`);
      return asker.ask(seen, signal, origin.path);
    };
    this.#responders.standIn(() => void this.#bus.respond(kind, ask, { name: `link: ${type}`, timeoutMs: maxRequestMs }));
  }
  /** The shortest that does not lead back to where a request comes from. */
  #wayTo(type: string, origin: Origin): readonly [Asker, readonly string[]] | undefined {
    let best: readonly [Asker, readonly string[]] | undefined;
    for (const [asker, routes] of this.#offers) {
      const path = routes.get(type);
      if (path === undefined || asker === origin.asker || path.some((instance) => origin.path.includes(instance))) continue;
      if (best === undefined || path.length < best[1].length) best = [asker, path];
    }
    return best;
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
