import type { Observable } from "rxjs";
import type { HealthReport } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { Departures } from "./departures.ts";
import type { Hub } from "./hub.ts";
import type { LinkOptions } from "./options.ts";
import { Report } from "./report.ts";
import { reportGap } from "./report-gap.ts";
import type { Connection, ConnectionState, ConnectionStats, PeerBus, PeerClock, Transport, TransportHost } from "./transport.ts";
import { toWireSelectors } from "./wire-selector.ts";

/** What is done over a transport: a link converses with other buses, an engine is handed events. */
export interface Line {
  readonly peers: readonly PeerBus[];
  readonly clocks: readonly PeerClock[];
  /** Events that wait to be sent. */
  readonly backlog: number;
  /** The transport is there, or there again. */
  begin(): void;
  /** It is not there for a while. */
  pause?(): void;
  /** This side is put aside. */
  away?(): void;
  /** Never throws. */
  receive(message: unknown): void;
  refuse(error: unknown): void;
  leave(event: BusEvent, path: readonly string[]): void;
  /** Sends what waits, and releases the rest. Without a promise where there is nothing to wait for: a page that is closed has no time. */
  end(): Promise<void> | undefined;
}

/** What a line stands on. */
export interface LineGround {
  readonly hub: Hub;
  readonly options: LinkOptions;
  readonly report: Report;
  /** Of the transport. */
  readonly name: string;
  /** What its events are told apart from those of others by. */
  readonly link: object;
  /** The far side cannot be talked to. */
  readonly fail: (error: unknown) => void;
}

/** A bus's end of a transport, from its opening to its end. */
export class HostedConnection implements Connection {
  readonly state$: Observable<ConnectionState>;
  readonly errors$: Observable<unknown>;
  readonly stats: ConnectionStats;
  readonly #hub: Hub;
  readonly #transport: Transport;
  readonly #options: LinkOptions;
  readonly #report: Report;
  readonly #departures: Departures;
  readonly #line: Line;
  #closing: Promise<void> | undefined;

  constructor(hub: Hub, transport: Transport, options: LinkOptions, lineOn: (ground: LineGround) => Line) {
    this.#hub = hub;
    this.#transport = transport;
    this.#options = options;
    hub.rememberFor(options.maxBacklog);
    const report = (this.#report = new Report(hub.core.clock));
    this.#departures = new Departures(hub, this);
    this.#line = lineOn({ hub, options, report, name: transport.name, link: this, fail: (error) => void this.#end(error) });
    this.stats = report.stats;
    this.state$ = report.state$;
    this.errors$ = report.errors$;
  }

  get state(): ConnectionState {
    return this.#report.state;
  }
  get peers(): readonly string[] {
    return this.peerBuses.map(({ instance }) => instance);
  }
  get peerBuses(): readonly PeerBus[] {
    return this.#line.peers;
  }
  get clocks(): readonly PeerClock[] {
    return this.#line.clocks;
  }
  get backlog(): number {
    return this.#line.backlog;
  }
  health(): HealthReport {
    return this.#report.health(this.backlog, this.#options.maxBacklog);
  }

  /** @throws what the transport's `connect` rejects with, when all has been released */
  async open(): Promise<this> {
    this.#departures.begin(
      this.#options.publish,
      (event, path) => this.#line.leave(event, path),
      () => void this.close(),
    );
    try {
      await this.#transport.connect(this.#host());
    } catch (error) {
      await this.#end(error);
      throw error;
    }
    if (this.state === "connecting") this.#become("connected");
    return this;
  }
  close(): Promise<void> {
    return this.#end(undefined);
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #host(): TransportHost {
    const isOpen = (): boolean => this.#closing === undefined;
    return {
      instanceId: this.#hub.instanceId,
      interest: toWireSelectors(this.#options.subscribe),
      receive: (message) => {
        if (isOpen()) this.#line.receive(message);
      },
      gap: (gap) => reportGap(this.#hub, this.#report, this.#transport.name, gap),
      refuse: (error) => {
        if (isOpen()) this.#line.refuse(error);
      },
      away: () => {
        if (isOpen() && this.state === "connected") this.#line.away?.();
      },
      state: (state, error) => this.#become(state, error),
    };
  }
  #become(state: ConnectionState, error?: unknown): void {
    if (this.#closing) return;
    if (state === "closed") return void this.#end(error);
    const before = this.state;
    this.#report.become(state, error);
    if (state === "connected") this.#line.begin();
    else if (before === "connected") this.#line.pause?.();
  }

  #end(error: unknown): Promise<void> {
    return (this.#closing ??= this.#close(error));
  }
  async #close(error: unknown): Promise<void> {
    this.#departures.end();
    const ending = this.#line.end();
    if (ending !== undefined) await ending;
    this.#report.become("closed", error);
    try {
      await this.#transport.close();
    } catch (failure) {
      this.#report.error(failure);
    }
    this.#report.end();
  }
}
