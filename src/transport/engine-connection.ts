import type { Observable } from "rxjs";
import type { HealthReport } from "../bus/index.ts";
import type { BusEvent } from "../event/index.ts";
import { reportGap } from "./report-gap.ts";
import { Departures } from "./departures.ts";
import { LinkError } from "./errors.ts";
import type { Hub } from "./hub.ts";
import { Inbound } from "./inbound.ts";
import { Intake } from "./intake.ts";
import { laneRoom } from "./lane-room.ts";
import type { Arrival } from "./met-events.ts";
import type { LinkOptions } from "./options.ts";
import { Report } from "./report.ts";
import type { Connection, ConnectionState, ConnectionStats, EngineTransport, PeerClock, TransportHost } from "./transport.ts";
import { toWireSelectors } from "./wire-selector.ts";

const firstRetryMs = 250;
const longestRetryMs = 30_000;

/** A bus's end of a message engine, which carries events and sees to their order and safety by itself. */
export class EngineConnection implements Connection {
  readonly state$: Observable<ConnectionState>;
  readonly errors$: Observable<unknown>;
  readonly stats: ConnectionStats;
  readonly peers: readonly string[] = [];
  readonly clocks: readonly PeerClock[] = [];
  readonly #hub: Hub;
  readonly #transport: EngineTransport;
  readonly #options: LinkOptions;
  readonly #report: Report;
  readonly #inbound: Inbound;
  readonly #intake: Intake;
  readonly #arrival: Arrival = { link: this, path: [] };
  readonly #departures: Departures;
  #waiting: BusEvent[] = [];
  #sending: Promise<void> | undefined;
  #failures = 0;
  #stopRetry: (() => void) | undefined;
  #closing: Promise<void> | undefined;

  constructor(hub: Hub, transport: EngineTransport, options: LinkOptions) {
    this.#hub = hub;
    this.#transport = transport;
    this.#options = options;
    hub.rememberFor(options.maxBacklog);
    const report = (this.#report = new Report(hub.core.clock));
    this.#inbound = new Inbound(hub, options, report, transport.name);
    this.#intake = new Intake({
      clock: hub.core.clock,
      maxEventsPerSecond: options.maxEventsPerSecond,
      room: () => laneRoom(hub.core.lanes, options.maxBatch),
      take: (message) => this.#receive(message),
      refuse: (error) => this.#inbound.refuse(error),
    });
    this.#departures = new Departures(hub, this);
    this.stats = report.stats;
    this.state$ = report.state$;
    this.errors$ = report.errors$;
  }

  get state(): ConnectionState {
    return this.#report.state;
  }
  get backlog(): number {
    return this.#waiting.length;
  }
  health(): HealthReport {
    return this.#report.health(this.backlog, this.#options.maxBacklog);
  }

  /** @throws what the transport's `connect` rejects with, when all has been released */
  async open(): Promise<this> {
    this.#departures.begin(
      this.#options.publish,
      (event) => this.#leave(event),
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
    return {
      instanceId: this.#hub.instanceId,
      interest: toWireSelectors(this.#options.subscribe),
      receive: (message) => {
        if (this.#closing === undefined) this.#intake.receive(message);
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
    this.#report.become(state, error);
    if (state === "connected") this.#flush();
  }
  /** Returns how much it counts. */
  #receive(message: unknown): number {
    const { maxEventBytes, maxBatch } = this.#options;
    try {
      const bytes = typeof message === "string" ? message.length : Infinity;
      if (bytes > maxEventBytes && bytes < Infinity) throw new RangeError(`a message is larger than maxEventBytes (${maxEventBytes})`);
      const parsed = typeof message === "string";
      const value: unknown = parsed ? JSON.parse(message) : message;
      const events: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (events.length > maxBatch) throw new RangeError(`a message holds ${events.length} events, more than maxBatch (${maxBatch})`);
      for (const event of events) this.#inbound.take(event, this.#arrival, bytes, parsed);
      return events.length;
    } catch (error) {
      this.#inbound.refuse(error);
      return 1;
    }
  }

  #leave(event: BusEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > this.#options.maxBacklog) {
      this.#waiting.shift();
      const message = `More than ${this.#options.maxBacklog} events wait for "${this.#transport.name}": the oldest was dropped. Raise maxBacklog, or publish less.`;
      this.#report.trouble("dropped", 1, new LinkError("ERR_LINK_BACKLOG", message));
    }
    if (this.#waiting.length === 1) queueMicrotask(() => this.#flush());
  }
  #flush(): void {
    if (this.state !== "connected" || this.#sending || this.#stopRetry || this.#waiting.length === 0) return;
    this.#sending = this.#send(this.#waiting.splice(0, this.#options.maxBatch)).finally(() => {
      this.#sending = undefined;
      this.#flush();
    });
  }
  async #send(batch: readonly BusEvent[]): Promise<void> {
    try {
      await this.#transport.send(batch);
      this.#failures = 0;
      this.#report.stats.sent += batch.length;
    } catch (error) {
      // Before all that came since: their order is the engine's promise.
      this.#waiting.unshift(...batch);
      this.#report.error(
        new LinkError("ERR_LINK_FAILED", `"${this.#transport.name}" did not take ${batch.length} events (${String(error)}): they are sent again.`, {
          cause: error,
        }),
      );
      const delayMs = Math.min(firstRetryMs * 2 ** this.#failures++, longestRetryMs);
      this.#stopRetry = this.#hub.core.clock.schedule(() => this.#retry(), delayMs, "normal");
    }
  }
  #retry(): void {
    this.#stopRetry = undefined;
    this.#flush();
  }

  #end(error: unknown): Promise<void> {
    return (this.#closing ??= this.#close(error));
  }
  async #close(error: unknown): Promise<void> {
    this.#departures.end();
    this.#intake.close();
    this.#stopRetry?.();
    await this.#sending;
    if (this.#report.state === "connected" && this.#waiting.length > 0 && this.#failures === 0) await this.#send(this.#waiting.splice(0));
    this.#stopRetry?.();
    this.#report.become("closed", error);
    try {
      await this.#transport.close();
    } catch (failure) {
      this.#report.error(failure);
    }
    this.#report.end();
  }
}
