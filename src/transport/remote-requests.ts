import {
  BusError,
  type BusEvent,
  decodePayload,
  encodePayload,
  type EventDraft,
  fromCloudEvent,
  NoResponderError,
  payload,
  toCloudEvent,
} from "../event/index.ts";
import type { Hub } from "./hub.ts";
import type { LinkOptions } from "./options.ts";
import type { Peer } from "./peers.ts";
import { fromWireError, toWireError } from "./remote-errors.ts";
import { type Asker, maxRequestMs } from "./remote-responders.ts";
import type { Cancel, Reply, RequestMessage, Said } from "./wire.ts";

/** Requests under way in each direction of a link; past it the oldest asked is given up, and further ones are not answered. */
const maxUnderWay = 1000;
/** Types of requests that are answered over one link at most: for each of them somebody stands in here. What more the far side answers is not asked for. */
const maxTypes = 1000;

interface Pending {
  readonly type: string;
  readonly peer: Peer;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Requests that cross one link, in both directions. Each is asked once: what is lost on the way ends by the requester's timeout. */
export class RemoteRequests implements Asker {
  readonly #hub: Hub;
  readonly #options: LinkOptions;
  readonly #peers: Iterable<Peer>;
  readonly #say: (said: Said) => void;
  readonly #pending = new Map<string, Pending>();
  /** What calls off an answer that is being worked on, by who asked and the request's id. */
  readonly #answering = new Map<string, AbortController>();

  constructor(hub: Hub, options: LinkOptions, peers: Iterable<Peer>, say: (said: Said) => void) {
    this.#hub = hub;
    this.#options = options;
    this.#peers = peers;
    this.#say = say;
  }

  /** Types that the far side may ask for. */
  get answers(): readonly string[] {
    return this.#hub.responders.local.filter((type) => this.#options.requests(type, type));
  }
  /** Who is on the far side, or what they answer, has changed. */
  peersChanged(): void {
    const types = new Set<string>();
    for (const { answers } of this.#peers) {
      for (const type of answers) {
        if (types.size === maxTypes) break;
        if (this.#options.requests(type, type)) types.add(type);
      }
    }
    this.#hub.responders.offer(this, types);
  }
  /** Nobody waits any more for what it was asked, nor for what it asks. */
  gone(peer: Peer): void {
    const error = new BusError("ERR_REQUEST_LINK", `The far side of the link that was to answer is gone: ask again once it is back.`);
    for (const [id, pending] of this.#pending) if (pending.peer === peer) this.#settle(id)?.reject(error);
    for (const [key, controller] of this.#answering) if (key.startsWith(`${peer.instance}\0`)) controller.abort(error);
  }
  close(): void {
    for (const peer of this.#peers) this.gone(peer);
    this.#hub.responders.offer(this, new Set());
  }

  ask(event: BusEvent, signal: AbortSignal): Promise<unknown> {
    const { id, type } = event;
    return new Promise((resolve, reject) => {
      const peer = [...this.#peers].find(({ answers, silent }) => answers.has(type) && !silent);
      if (peer === undefined) throw new NoResponderError(`Nobody on the far side answers for "${type}" any more.`);
      // Before it counts as pending: one that has no such form never is.
      const request = { kind: "request", to: peer.instance, event: toCloudEvent(event) } as const;
      const [oldest] = this.#pending.keys();
      if (oldest !== undefined && this.#pending.size >= maxUnderWay)
        this.#settle(oldest)?.reject(new BusError("ERR_REQUEST_OVERFLOW", `More than ${maxUnderWay} requests wait on the link: this was the oldest.`));
      this.#pending.set(id, { type, peer, resolve, reject });
      signal.addEventListener("abort", () => this.#callOff(id, signal.reason), { once: true });
      this.#say(request);
    });
  }
  #callOff(id: string, reason: unknown): void {
    const pending = this.#settle(id);
    if (pending === undefined) return;
    this.#say({ kind: "cancel", to: pending.peer.instance, id });
    pending.reject(reason);
  }

  take(message: RequestMessage | Reply | Cancel, peer: Peer): void {
    if (message.kind === "request") void this.#answer(fromCloudEvent(message.event, this.#options.kinds), peer);
    else if (message.kind === "cancel")
      this.#answering.get(`${peer.instance}\0${message.id}`)?.abort(new BusError("ERR_REQUEST_CANCELLED", "It was called off."));
    else this.#takeReply(message, peer);
  }
  #takeReply({ id, value, error }: Reply, peer: Peer): void {
    const pending = this.#pending.get(id);
    // Nobody else's answer counts, and a late one neither.
    if (pending?.peer !== peer) return;
    this.#pending.delete(id);
    if (error) return pending.reject(fromWireError(pending.type, error));
    try {
      pending.resolve(decodePayload(value ?? {}));
    } catch (unreadable) {
      pending.reject(unreadable);
    }
  }
  #settle(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  /** Asks the responder here, on behalf of the far side. Never rejects. */
  async #answer(event: BusEvent, peer: Peer): Promise<void> {
    const { id, type } = event;
    const key = `${peer.instance}\0${id}`;
    if (this.#answering.has(key)) return;
    const controller = new AbortController();
    let reply: Pick<Reply, "value" | "error">;
    try {
      if (!this.answers.includes(type)) throw new NoResponderError(`Nobody on the far side answers for "${type}".`);
      if (this.#answering.size >= maxUnderWay) throw new BusError("ERR_REQUEST_OVERFLOW", `The far side answers ${maxUnderWay} requests at a time: ask later.`);
      this.#answering.set(key, controller);
      this.#hub.responders.crossing(event);
      const value = await this.#hub.bus.request(draftOf(event, this.#hub.core.kindOf.get(type)), { timeoutMs: maxRequestMs, signal: controller.signal });
      reply = { value: encodePayload(value) };
    } catch (error) {
      reply = { error: toWireError(error) };
    }
    this.#answering.delete(key);
    this.#say({ kind: "reply", to: peer.instance, id, ...reply });
  }
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
