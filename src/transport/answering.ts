import { BusError, type BusEvent, encodePayload, type EventDraft, fromCloudEvent, NoResponderError, payload } from "../event/index.ts";
import type { Hub } from "./hub.ts";
import type { LinkOptions } from "./options.ts";
import type { Peer } from "./peers.ts";
import { RecentMap } from "./recent-map.ts";
import { toWireError } from "./remote-errors.ts";
import { type Asker, maxRequestMs } from "./remote-responders.ts";
import type { Reply, RequestMessage } from "./wire.ts";

/** Requests that are worked on at a time. */
const maxUnderWay = 1000;

export interface AnsweringHost {
  readonly hub: Hub;
  readonly options: LinkOptions;
  /** Of the link's transport. */
  readonly name: string;
  /** The link, which nothing that came by it is passed on to. */
  readonly asker: Asker;
  readonly mayAsk: (type: string) => boolean;
  readonly reply: (reply: Pick<Reply, "id" | "value" | "error">, to: Peer) => void;
}

/** What the far side of a link asks for. Each request is answered once: with what the responder returns, or with why there is no answer. */
export class Answering {
  readonly #host: AnsweringHost;
  /** What calls off an answer that is being worked on, by who asked and the request's id. */
  readonly #underWay = new Map<string, AbortController>();
  /** Requests that were taken, by who asked and their number. */
  readonly #taken = new RecentMap<true>(maxUnderWay);

  constructor(host: AnsweringHost) {
    this.#host = host;
  }

  /** @throws what is wrong with the request, which who asked is told as well as far as it says who it is */
  take({ event, nth, path = [], epoch }: RequestMessage, peer: Peer): void {
    const { hub, options, reply } = this.#host;
    if (nth !== undefined) {
      const taken = `${epoch} ${nth}`;
      if (this.#taken.has(taken)) return;
      this.#taken.set(taken, true);
    }
    const passed = [...path, peer.instance];
    try {
      if (passed.includes(hub.instanceId)) throw new BusError("ERR_REQUEST_LOOP", "The request has come round to a bus that it has passed through.");
      if (passed.length > options.maxHops)
        throw new BusError("ERR_REQUEST_HOPS", `The request has passed through ${passed.length} buses, more than maxHops (${options.maxHops}).`);
      void this.#answer(fromCloudEvent(event, options.kinds), passed, peer);
    } catch (error) {
      const id = idOf(event);
      if (id !== undefined) reply({ id, error: toWireError(error) }, peer);
      throw error;
    }
  }
  /** Who asked does not want to know any more. */
  callOff(id: string, peer: Peer): void {
    this.#underWay.get(keyOf(peer, id))?.abort(new BusError("ERR_REQUEST_CANCELLED", "It was called off."));
  }
  gone(peer: Peer, error: BusError): void {
    for (const [key, controller] of this.#underWay) if (key.startsWith(keyOf(peer, ""))) controller.abort(error);
  }

  /** Never rejects. */
  async #answer(event: BusEvent, path: readonly string[], peer: Peer): Promise<void> {
    const { id } = event;
    const key = keyOf(peer, id);
    if (this.#underWay.has(key)) return;
    let answer: Pick<Reply, "value" | "error">;
    try {
      answer = { value: encodePayload(await this.#ask(event, path, key)) };
    } catch (error) {
      answer = { error: toWireError(error) };
    }
    this.#underWay.delete(key);
    this.#host.reply({ id, ...answer }, peer);
  }
  /** Asks who answers here, or whoever stands in for somebody elsewhere. */
  #ask(event: BusEvent, path: readonly string[], key: string): Promise<unknown> {
    const { hub, name, asker, mayAsk } = this.#host;
    const { type } = event;
    if (!mayAsk(type)) throw new NoResponderError(`Nobody on the far side answers for "${type}", or not over this link.`);
    if (this.#underWay.size >= maxUnderWay) throw new BusError("ERR_REQUEST_OVERFLOW", `The far side answers ${maxUnderWay} requests at a time: ask later.`);
    const controller = new AbortController();
    this.#underWay.set(key, controller);
    hub.responders.crossing(event, { asker, path });
    // Recorded here as what came over the link.
    hub.meet(event, { link: asker, path, recorded: hub.recordArrival(name, path, hub.core.time.now()) });
    return hub.bus.request(draftOf(event, hub.core.kindOf.get(type)), { timeoutMs: maxRequestMs, signal: controller.signal });
  }
}

function keyOf({ instance }: Peer, id: string): string {
  return `${instance}\0${id}`;
}
function idOf(event: unknown): string | undefined {
  return typeof event === "object" && event !== null && "id" in event && typeof event.id === "string" ? event.id : undefined;
}

/** The request with its identity, to be asked here. Its payload was validated as it came in, and a schema need not accept its own output. */
function draftOf(event: BusEvent, kind: EventDraft["definition"]): EventDraft {
  const {
    type,
    payload: input,
    id,
    source,
    time,
    topic,
    priority,
    correlationId,
    causationId,
    subject,
    partitionKey,
    traceparent,
    tracestate,
    headers,
  } = event;
  const options = { id, source, time, topic, priority, correlationId, causationId, subject, partitionKey, traceparent, tracestate, headers };
  return { type, input, options, definition: kind && { ...kind, schema: payload<unknown>() } };
}
