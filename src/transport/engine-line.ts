import type { BusEvent } from "../event/index.ts";
import type { Line, LineGround } from "./connection.ts";
import { LinkError } from "./errors.ts";
import { Inbound } from "./inbound.ts";
import { Intake } from "./intake.ts";
import { laneRoom } from "./lane-room.ts";
import type { Arrival } from "./met-events.ts";
import type { EngineTransport } from "./transport.ts";

const firstRetryMs = 250;
const longestRetryMs = 30_000;

/** A message engine, which carries events and sees to their order and safety by itself. */
export class EngineLine implements Line {
  readonly peers = [];
  readonly clocks = [];
  readonly #ground: LineGround;
  readonly #transport: EngineTransport;
  readonly #inbound: Inbound;
  readonly #intake: Intake;
  readonly #arrival: Arrival;
  #waiting: BusEvent[] = [];
  #sending: Promise<void> | undefined;
  #failures = 0;
  #stopRetry: (() => void) | undefined;

  constructor(ground: LineGround, transport: EngineTransport) {
    const { hub, options, report, name, link } = (this.#ground = ground);
    this.#transport = transport;
    this.#arrival = { link, path: [] };
    this.#inbound = new Inbound(hub, options, report, name);
    this.#intake = new Intake({
      clock: hub.core.clock,
      maxEventsPerSecond: options.maxEventsPerSecond,
      room: () => laneRoom(hub.core.lanes, options.maxBatch),
      take: (message) => this.#take(message),
      refuse: (error) => this.#inbound.refuse(error),
    });
  }

  get backlog(): number {
    return this.#waiting.length;
  }
  begin(): void {
    this.#flush();
  }
  receive(message: unknown): void {
    this.#intake.receive(message);
  }
  refuse(error: unknown): void {
    this.#inbound.refuse(error);
  }
  leave(event: BusEvent): void {
    this.#waiting.push(event);
    const { options, name, report } = this.#ground;
    if (this.#waiting.length > options.maxBacklog) {
      this.#waiting.shift();
      const message = `More than ${options.maxBacklog} events wait for "${name}": the oldest was dropped. Raise maxBacklog, or publish less.`;
      report.trouble("dropped", 1, new LinkError("ERR_LINK_BACKLOG", message));
    }
    if (this.#waiting.length === 1) queueMicrotask(() => this.#flush());
  }
  async end(): Promise<void> {
    this.#intake.close();
    this.#stopRetry?.();
    await this.#sending;
    if (this.#ground.report.state === "connected" && this.#waiting.length > 0 && this.#failures === 0) await this.#send(this.#waiting.splice(0));
    this.#stopRetry?.();
  }

  /** Returns how much it counts. */
  #take(message: unknown): number {
    const { maxEventBytes, maxBatch } = this.#ground.options;
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

  #flush(): void {
    const { report, options } = this.#ground;
    if (report.state !== "connected" || this.#sending || this.#stopRetry || this.#waiting.length === 0) return;
    this.#sending = this.#send(this.#waiting.splice(0, options.maxBatch)).finally(() => {
      this.#sending = undefined;
      this.#flush();
    });
  }
  async #send(batch: readonly BusEvent[]): Promise<void> {
    const { report, hub, name } = this.#ground;
    try {
      await this.#transport.send(batch);
      this.#failures = 0;
      report.stats.sent += batch.length;
    } catch (error) {
      // Before all that came since: their order is the engine's promise.
      this.#waiting.unshift(...batch);
      report.error(
        new LinkError("ERR_LINK_FAILED", `"${name}" did not take ${batch.length} events (${String(error)}): they are sent again.`, { cause: error }),
      );
      const delayMs = Math.min(firstRetryMs * 2 ** this.#failures++, longestRetryMs);
      this.#stopRetry = hub.core.clock.schedule(() => this.#retry(), delayMs, "normal");
    }
  }
  #retry(): void {
    this.#stopRetry = undefined;
    this.#flush();
  }
}
