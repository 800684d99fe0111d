import { type Clock, hostClock } from "../../scheduling/index.ts";
import { LinkError } from "../errors.ts";
import { followPage } from "../page-life.ts";
import type { LinkTransport, TransportHost } from "../transport.ts";
import { checkAddress, shownAddress } from "./address.ts";
import { findConstructor, type WebSocketConstructor } from "./client.ts";
import { checkOptions, retryOf, type WebSocketOptions } from "./options.ts";
import { retryDelayMs } from "../retry-delay.ts";
import { Room } from "./room.ts";
import { SocketSession } from "./socket-session.ts";

/** What both sides of the connection speak: the messages of a link, one a frame, and pings of a client that are answered. */
export const subProtocol = "eventdeck.v1";

/**
 * A link to other buses by WebSocket: to a relay that passes each message on to all its other clients, or to a server that is a bus itself. It comes back by itself,
 * after a wait that grows and is never the same for two clients; what was under way is repaired by the bus. As a page is left that is kept for going back to it closes,
 * and it opens again as that is shown.
 *
 * The server chooses the sub-protocol `eventdeck.v1`, and answers the text `{"eventdeck":"ping"}` with `{"eventdeck":"pong"}`, to whoever asked. In Node 20 the package
 * `ws` has to be installed.
 *
 * @param url - of the server, `ws:` or `wss:`, without a token in it: see `protocols` and `firstMessage`
 * @throws TypeError, RangeError for an address or an option that makes no sense, or where there is no WebSocket
 *
 * @example
 * const connection = await connect(bus, websocket("wss://example.org/events"));
 */
export function websocket(url: string | URL, options: WebSocketOptions = {}): LinkTransport {
  const address = checkAddress(url);
  checkOptions(options);
  return new WebSocketTransport(address, findConstructor(options.WebSocket), options);
}

class WebSocketTransport implements LinkTransport {
  readonly name: string;
  readonly capabilities: LinkTransport["capabilities"];
  readonly #address: URL;
  readonly #make: WebSocketConstructor;
  readonly #options: WebSocketOptions;
  readonly #clock: Clock;
  #host: TransportHost | undefined;
  #session: SocketSession | undefined;
  #room: Room | undefined;
  /** Counts attempts: what belongs to an older one is not heard. */
  #generation = 0;
  /** Attempts since the last connection that was open. */
  #failures = 0;
  #callOff: () => void = () => undefined;
  #stopFollowing: () => void = () => undefined;
  /** Resolves `connect`. */
  #settled: () => void = () => undefined;

  constructor(address: URL, make: WebSocketConstructor, options: WebSocketOptions) {
    this.name = `websocket ${shownAddress(address)}`;
    this.capabilities = { durable: false, order: "source", consumerGroups: false, interest: true, peers: options.peers ?? "many" };
    this.#address = address;
    this.#make = make;
    this.#options = options;
    this.#clock = options.clock ?? hostClock;
  }

  /** Resolves when the first attempt has succeeded or failed: a server that is not there yet is waited for, while the bus goes on. */
  connect(host: TransportHost): Promise<void> {
    this.#host = host;
    this.#stopFollowing = followPage({
      // With a socket that is open, a page is not kept for going back to.
      kept: () => this.#rest(host),
      closed: () => host.state("closed"),
      frozen: () => host.away(),
      resumed: () => (this.#session === undefined ? void this.#attempt() : this.#session.isOpen && host.state("connected")),
    });
    return new Promise((resolve) => {
      this.#settled = resolve;
      void this.#attempt();
    });
  }

  post(message: unknown): Promise<void> | void {
    if (!this.#session?.isOpen || !this.#room) throw new LinkError("ERR_LINK_FAILED", `There is no connection to ${shownAddress(this.#address)} now.`);
    if (typeof message !== "string" && !isBytes(message)) {
      throw new TypeError(`A WebSocket carries text or bytes: the connection's codec has made something of type ${typeof message}.`);
    }
    this.#session.send(message);
    return this.#room.free();
  }

  close(): Promise<void> {
    this.#host = undefined;
    this.#stopFollowing();
    this.#generation += 1;
    this.#leave();
    this.#settled();
    return Promise.resolve();
  }

  #rest(host: TransportHost): void {
    host.away();
    this.#generation += 1;
    this.#leave();
    host.state("reconnecting");
  }

  async #attempt(): Promise<void> {
    const generation = ++this.#generation;
    const isLatest = (): boolean => generation === this.#generation;
    try {
      const protocols = await valueOf(this.#options.protocols);
      const firstMessage = await valueOf(this.#options.firstMessage);
      if (!isLatest()) return;
      const socket = new this.#make(this.#address.href, [subProtocol, ...(protocols ?? [])]);
      socket.binaryType = "arraybuffer";
      const session = new SocketSession(socket, this.#sessionOptions(), {
        opened: () => this.#opened(session, firstMessage),
        message: (data) => this.#host?.receive(data),
        ended: (why) => this.#lost(why),
      });
      this.#session = session;
    } catch (error) {
      // The error of a bad sub-protocol shows it, and it may be a token.
      if (isLatest()) this.#lost(`could not be tried: ${error instanceof DOMException ? error.name : String(error)}`);
    }
  }

  #opened(session: SocketSession, firstMessage: string | undefined): void {
    if (session.protocol !== subProtocol) {
      session.end();
      return this.#lost(`was accepted without the sub-protocol "${subProtocol}", which the server has to choose`);
    }
    this.#failures = 0;
    const { maxBufferedBytes } = this.#options;
    this.#room = new Room(session, { clock: this.#clock, maxBufferedBytes });
    if (firstMessage !== undefined) session.send(firstMessage);
    this.#host?.state("connected");
    this.#settled();
  }

  #lost(why: string): void {
    this.#leave();
    const delayMs = retryDelayMs(this.#failures++, retryOf(this.#options));
    this.#callOff = this.#clock.schedule(() => void this.#attempt(), delayMs, "normal");
    const text = `The connection to ${shownAddress(this.#address)} ${why}. It is tried again in ${Math.round(delayMs)} ms.`;
    this.#host?.state("reconnecting", new LinkError("ERR_LINK_FAILED", text));
    this.#settled();
  }

  #leave(): void {
    this.#callOff();
    this.#callOff = () => undefined;
    this.#room?.close();
    this.#room = undefined;
    this.#session?.end();
    this.#session = undefined;
  }

  #sessionOptions(): ConstructorParameters<typeof SocketSession>[1] {
    const { connectTimeoutMs = 10_000, heartbeatMs = 15_000, heartbeatTimeoutMs = 10_000 } = this.#options;
    return { clock: this.#clock, connectTimeoutMs, heartbeatMs, heartbeatTimeoutMs };
  }
}

function valueOf<Value extends string | readonly string[]>(given: Value | (() => Value | Promise<Value>) | undefined): Value | Promise<Value> | undefined {
  return typeof given === "function" ? given() : given;
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}
