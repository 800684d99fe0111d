import type { Observable } from "rxjs";
import type { HealthReport } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { ClockSkew } from "./clock-skew.ts";
import { Conversation } from "./conversation.ts";
import { reportGap } from "./report-gap.ts";
import { Departures } from "./departures.ts";
import type { Hub } from "./hub.ts";
import { Inbound } from "./inbound.ts";
import type { LinkOptions } from "./options.ts";
import { Outbound } from "./outbound.ts";
import { Peers } from "./peers.ts";
import { Poster } from "./poster.ts";
import { RemoteRequests } from "./remote-requests.ts";
import { Report } from "./report.ts";
import type { Connection, ConnectionState, ConnectionStats, LinkTransport, PeerClock, TransportHost } from "./transport.ts";
import { compileInterest, toWireSelectors } from "./wire-selector.ts";

const longestDrainMs = 1000;

/** A bus's end of a link to other buses. */
export class LinkConnection implements Connection {
  readonly state$: Observable<ConnectionState>;
  readonly errors$: Observable<unknown>;
  readonly stats: ConnectionStats;
  readonly #hub: Hub;
  readonly #transport: LinkTransport;
  readonly #options: LinkOptions;
  readonly #report: Report;
  readonly #peers: Peers;
  readonly #clocks: ClockSkew;
  readonly #poster: Poster;
  readonly #inbound: Inbound;
  readonly #outbound: Outbound;
  readonly #conversation: Conversation;
  readonly #departures: Departures;
  #closing: Promise<void> | undefined;

  constructor(hub: Hub, transport: LinkTransport, options: LinkOptions) {
    this.#hub = hub;
    this.#transport = transport;
    this.#options = options;
    hub.rememberFor(options.maxBacklog);
    const { name, capabilities } = transport;
    const { clock, stamper } = hub.core;
    const report = (this.#report = new Report(clock));
    const peers = (this.#peers = new Peers(clock));
    const clocks = (this.#clocks = new ClockSkew(clock));
    const epoch = stamper.ids.next();
    const told = { failed: (error: unknown) => report.error(error), idle: () => this.#conversation.flush() };
    const poster = (this.#poster = new Poster(transport, options.codec, { from: hub.instanceId, epoch }, told));
    const alone = capabilities.peers !== "many";
    const inbound = (this.#inbound = new Inbound(hub, options, report, name, alone ? compileInterest(toWireSelectors(options.subscribe)) : undefined));
    const outbound = (this.#outbound = new Outbound(name, options, poster, peers, report));
    const requests = new RemoteRequests(hub, options, peers, (said) => poster.say(said));
    const refuse = (error: unknown): void => void this.#end(error);
    this.#conversation = new Conversation({ name, hub, options, report, poster, peers, outbound, inbound, requests, clocks, epoch, alone, refuse, link: this });
    this.#departures = new Departures(hub, this);
    this.stats = report.stats;
    this.state$ = report.state$;
    this.errors$ = report.errors$;
  }

  get state(): ConnectionState {
    return this.#report.state;
  }
  get peers(): readonly string[] {
    return [...this.#peers].flatMap(({ instance, silent }) => (silent ? [] : [instance]));
  }
  get clocks(): readonly PeerClock[] {
    return [...this.#peers].flatMap((peer) => this.#clocks.of(peer) ?? []);
  }
  get backlog(): number {
    return this.#outbound.outbox.waiting;
  }
  health(): HealthReport {
    return this.#report.health(this.backlog, this.#options.maxBacklog);
  }

  /** @throws what the transport's `connect` rejects with, when all has been released */
  async open(): Promise<this> {
    const report = this.#report;
    this.#hub.links.add(this.#conversation);
    this.#departures.begin(
      this.#options.publish,
      (event, path) => this.#leave(event, path),
      () => void this.close(),
    );
    try {
      await this.#transport.connect(this.#host());
    } catch (error) {
      await this.#end(error);
      throw error;
    }
    if (report.state === "connecting") this.#become("connected");
    return this;
  }
  close(): Promise<void> {
    return this.#end(undefined);
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #host(): TransportHost {
    return {
      instanceId: this.#hub.instanceId,
      interest: toWireSelectors(this.#options.subscribe),
      receive: (message) => {
        if (this.#closing === undefined) this.#conversation.receive(message);
      },
      gap: (gap) => reportGap(this.#hub, this.#report, this.#transport.name, gap),
      refuse: (error) => {
        if (this.#closing === undefined) this.#inbound.refuse(error);
      },
      state: (state, error) => this.#become(state, error),
    };
  }
  #become(state: ConnectionState, error?: unknown): void {
    if (this.#closing) return;
    if (state === "closed") return void this.#end(error);
    const before = this.state;
    this.#report.become(state, error);
    if (state === "connected") this.#conversation.begin();
    else if (before === "connected") this.#conversation.pause();
  }
  #leave(event: BusEvent, path: readonly string[]): void {
    this.#outbound.add({ event, path });
    const { maxBatch, maxBacklog } = this.#options;
    // A lane delivers more in one slice than a backlog may hold: a full batch does not wait for its end.
    if (this.backlog >= Math.min(maxBatch, maxBacklog)) this.#conversation.flush();
    else this.#conversation.flushSoon();
  }

  #end(error: unknown): Promise<void> {
    return (this.#closing ??= this.#close(error));
  }
  get #mustDrain(): boolean {
    return this.state === "connected" && !this.#poster.ready;
  }
  /** What a transport has not taken by then stays behind: closing must end. */
  #drain(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#hub.core.clock.schedule(() => resolve(), longestDrainMs, "normal");
      void this.#poster.drained().then(() => {
        cancel();
        resolve();
      });
    });
  }
  async #close(error: unknown): Promise<void> {
    this.#departures.end();
    this.#conversation.flush();
    // Without a wait where there is nothing to wait for: a page that is closed has no time.
    if (this.#mustDrain) await this.#drain();
    this.#conversation.close();
    if (this.#mustDrain) await this.#drain();
    this.#hub.links.delete(this.#conversation);
    this.#report.become("closed", error);
    try {
      await this.#transport.close();
    } catch (failure) {
      this.#report.error(failure);
    }
    this.#report.end();
  }
}
