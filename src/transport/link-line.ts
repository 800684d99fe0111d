import type { BusEvent } from "../event/index.ts";
import { ClockSkew } from "./clock-skew.ts";
import type { Line, LineGround } from "./connection.ts";
import { Conversation } from "./conversation.ts";
import { Inbound } from "./inbound.ts";
import type { LinkParts } from "./link-parts.ts";
import { Outbound } from "./outbound.ts";
import { Peers } from "./peers.ts";
import { Poster } from "./poster.ts";
import { RemoteRequests } from "./remote-requests.ts";
import type { LinkTransport, PeerBus, PeerClock } from "./transport.ts";
import { compileInterest, toWireSelectors } from "./wire-selector.ts";

const longestDrainMs = 1000;

/** A link to other buses. */
export class LinkLine implements Line {
  readonly #parts: LinkParts;
  readonly #conversation: Conversation;

  constructor(ground: LineGround, transport: LinkTransport) {
    const { hub, options, report, name } = ground;
    const { clock, stamper } = hub.core;
    const epoch = stamper.ids.next();
    const alone = transport.capabilities.peers !== "many";
    const peers = new Peers(clock);
    const told = { failed: (error: unknown) => report.error(error), idle: () => this.#conversation.flush() };
    const poster = new Poster(transport, options.codec, { from: hub.instanceId, epoch }, told);
    const clocks = new ClockSkew(clock, () => hub.core.history.arrivalsChanged());
    const inbound = new Inbound(hub, options, report, name, alone ? compileInterest(toWireSelectors(options.subscribe)) : undefined);
    const outbound = new Outbound(name, options, poster, peers, report);
    const requests = new RemoteRequests({ ...ground, poster, peers });
    this.#parts = { ...ground, poster, peers, outbound, inbound, requests, clocks, epoch, alone };
    this.#conversation = new Conversation(this.#parts);
    hub.links.add(this.#conversation);
  }

  get peers(): readonly PeerBus[] {
    return [...this.#parts.peers].flatMap(({ instance, source, silent }) => (silent ? [] : { instance, source }));
  }
  get clocks(): readonly PeerClock[] {
    const { peers, clocks } = this.#parts;
    return [...peers].flatMap((peer) => clocks.of(peer) ?? []);
  }
  get backlog(): number {
    return this.#parts.outbound.outbox.waiting;
  }
  begin(): void {
    this.#conversation.begin();
  }
  pause(): void {
    this.#conversation.pause();
  }
  away(): void {
    this.#parts.poster.say({ kind: "away" });
  }
  receive(message: unknown): void {
    this.#conversation.receive(message);
  }
  refuse(error: unknown): void {
    this.#parts.inbound.refuse(error);
  }
  leave(event: BusEvent, path: readonly string[]): void {
    const { outbound, options } = this.#parts;
    outbound.add({ event, path });
    // A lane delivers more in one slice than a backlog may hold: a full batch does not wait for its end.
    if (this.backlog >= Math.min(options.maxBatch, options.maxBacklog)) this.#conversation.flush();
    else this.#conversation.flushSoon();
  }
  end(): Promise<void> | undefined {
    this.#conversation.flush();
    const drained = this.#drain();
    return drained === undefined ? this.#sayGoodbye() : drained.then(() => this.#sayGoodbye());
  }

  #sayGoodbye(): Promise<void> | undefined {
    this.#conversation.close();
    this.#parts.hub.links.delete(this.#conversation);
    return this.#drain();
  }
  /** What a transport has not taken by then stays behind: closing must end. */
  #drain(): Promise<void> | undefined {
    const { report, poster, hub } = this.#parts;
    if (report.state !== "connected" || poster.ready) return undefined;
    return new Promise((resolve) => {
      const cancel = hub.core.clock.schedule(() => resolve(), longestDrainMs, "normal");
      void poster.drained().then(() => {
        cancel();
        resolve();
      });
    });
  }
}
