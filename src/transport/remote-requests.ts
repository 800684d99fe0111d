import { BusError, type BusEvent, decodePayload, NoResponderError, toCloudEvent } from "../event/index.ts";
import { Answering } from "./answering.ts";
import type { LineGround } from "./connection.ts";
import type { Peer, Peers } from "./peers.ts";
import { type Poster, sizeOf } from "./poster.ts";
import { fromWireError, toWireError } from "./remote-errors.ts";
import type { Asker, Routes } from "./remote-responders.ts";
import type { Cancel, Hello, Reply, RequestMessage, Said } from "./wire.ts";

/** Requests that wait for an answer from the far side; past it the oldest asked is given up. */
const maxUnderWay = 1000;
/** Types of requests that are answered over one link at most: for each of them somebody stands in here. What more the far side answers is not asked for. */
const maxTypes = 1000;

interface Pending {
  readonly type: string;
  readonly peer: Peer;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}
interface Parts extends LineGround {
  readonly poster: Poster;
  readonly peers: Peers;
}

/** Requests that cross one link, in both directions. Each is asked once: what is lost on the way ends by the requester's timeout, and all else by an answer. */
export class RemoteRequests implements Asker {
  readonly #parts: Parts;
  readonly #pending = new Map<string, Pending>();
  readonly #answering: Answering;
  #asked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { hub, options } = parts;
    const mayAsk = (type: string): boolean => options.requests(type, type) && hub.responders.answersFor(this, type);
    this.#answering = new Answering({ hub, options, name: parts.name, asker: this, mayAsk, reply: (reply, to) => this.#reply(reply, to) });
  }

  /** What the far side may ask for. */
  get answers(): Pick<Hello, "answers" | "relays"> {
    const { hub, options } = this.#parts;
    const relays = hub.responders.relaysFor(this).filter(({ type }) => options.requests(type, type));
    return { answers: hub.responders.local.filter((type) => options.requests(type, type)), ...(relays.length > 0 && { relays }) };
  }
  /** Who is on the far side, or what they answer, has changed. */
  peersChanged(): void {
    const routes = new Map<string, readonly string[]>();
    for (const peer of this.#parts.peers) if (!peer.silent) this.#addRoutes(peer, routes);
    this.#parts.hub.responders.offer(this, routes);
  }
  #addRoutes({ instance, answers }: Peer, routes: Map<string, readonly string[]>): void {
    const { hub, options } = this.#parts;
    for (const [type, path] of answers) {
      const known = routes.get(type);
      if (path.includes(hub.instanceId) || path.length >= (known?.length ?? options.maxHops) || !options.requests(type, type)) continue;
      if (known !== undefined || routes.size < maxTypes) routes.set(type, [instance, ...path]);
    }
  }
  /** Nobody waits any more for what it was asked, nor for what it asks. */
  gone(peer: Peer): void {
    const error = new BusError("ERR_REQUEST_LINK", `The far side of the link that was to answer is gone: ask again once it is back.`);
    for (const [id, pending] of this.#pending) if (pending.peer === peer) this.#settle(id)?.reject(error);
    this.#answering.gone(peer, error);
  }
  close(): void {
    for (const peer of this.#parts.peers) this.gone(peer);
    const none: Routes = new Map();
    this.#parts.hub.responders.offer(this, none);
  }

  async ask(event: BusEvent, signal: AbortSignal, path: readonly string[]): Promise<unknown> {
    const { poster, report, name } = this.#parts;
    const { id, type } = event;
    const peer = this.#nearest(type, path);
    if (peer === undefined) throw new NoResponderError(`Nobody on the far side answers for "${type}" any more.`);
    if (report.state !== "connected") throw new BusError("ERR_REQUEST_LINK", `The link "${name}" is ${report.state}: ask again once it is connected.`);
    const message = { kind: "request", to: peer.instance, nth: ++this.#asked, event: toCloudEvent(event), ...(path.length > 0 && { path }) } as const;
    // Before it counts as pending: one that cannot be posted never is.
    const encoded = this.#encode(message, peer);
    const answer = this.#waitFor({ id, type, peer, signal });
    poster.post(encoded);
    return answer;
  }
  /** Of those that answer, or know who does, without asking one that it has passed through. */
  #nearest(type: string, passed: readonly string[]): Peer | undefined {
    let nearest: { readonly peer: Peer; readonly length: number } | undefined;
    for (const peer of this.#parts.peers) {
      const path = peer.answers.get(type);
      if (path === undefined || peer.silent || [peer.instance, ...path].some((instance) => passed.includes(instance))) continue;
      if (nearest === undefined || path.length < nearest.length) nearest = { peer, length: path.length };
    }
    return nearest?.peer;
  }
  #waitFor({ id, type, peer, signal }: Pick<Pending, "type" | "peer"> & { readonly id: string; readonly signal: AbortSignal }): Promise<unknown> {
    const [oldest] = this.#pending.keys();
    if (oldest !== undefined && this.#pending.size >= maxUnderWay)
      this.#settle(oldest)?.reject(new BusError("ERR_REQUEST_OVERFLOW", `More than ${maxUnderWay} requests wait on the link: this was the oldest.`));
    signal.addEventListener("abort", () => this.#callOff(id, signal.reason), { once: true });
    return new Promise((resolve, reject) => void this.#pending.set(id, { type, peer, resolve, reject }));
  }
  #callOff(id: string, reason: unknown): void {
    const pending = this.#settle(id);
    if (pending === undefined) return;
    this.#parts.poster.say({ kind: "cancel", to: pending.peer.instance, id });
    pending.reject(reason);
  }

  /** @throws what is wrong with it */
  take(message: RequestMessage | Reply | Cancel, peer: Peer): void {
    if (message.kind === "request") this.#answering.take(message, peer);
    else if (message.kind === "cancel") this.#answering.callOff(message.id, peer);
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

  #reply(reply: Pick<Reply, "id" | "value" | "error">, to: Peer): void {
    if (to.away) return;
    const { poster } = this.#parts;
    const said = (what: typeof reply) => ({ kind: "reply", to: to.instance, ...what }) as const;
    try {
      poster.post(this.#encode(said(reply), to));
    } catch (error) {
      poster.say(said({ id: reply.id, error: toWireError(error) }));
    }
  }
  /** @throws BusError when it is larger than either side takes, which would be refused unread, and so never answered */
  #encode(said: Said, { takes }: Peer): unknown {
    const encoded = this.#parts.poster.encode(said);
    const most = Math.min(takes.maxEventBytes, this.#parts.options.maxEventBytes);
    const bytes = sizeOf(encoded);
    if (bytes > most) throw new BusError("ERR_REQUEST_TOO_LARGE", `The ${said.kind} is a message of ${bytes} bytes, and maxEventBytes of one side is ${most}.`);
    return encoded;
  }
}
