import type { Observable } from "rxjs";
import { type Bus, type Core, coreOf, type Subscription } from "../bus/index.ts";
import { type BusEvent, type EventDraft, requireFrom } from "../event/index.ts";
import { leavesOf, type Selector } from "../routing/index.ts";
import { Arrivals } from "./arrivals.ts";
import { compileBinding } from "./binding.ts";
import { Burying } from "./burying.ts";
import { coalesced } from "./coalesced.ts";
import type { DeadLetters } from "./dead-letter.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { Entry } from "./entry.ts";
import { QueueClosedError } from "./errors.ts";
import { requireInput, type Settings } from "./options.ts";
import { beforeClosing, inBackground, type Parts } from "./parts.ts";
import type { QueueLog } from "./queue-log.ts";
import type { Consumer, ConsumeOptions, Delivery, EnqueueOptions, Queue, QueueInfo } from "./queue.ts";
import { Redriving } from "./redriving.ts";
import { Waiting } from "./waiting.ts";

interface Opened {
  readonly bus: Bus;
  readonly bind: Selector | undefined;
  readonly settings: Settings;
  readonly log: QueueLog;
  readonly dead: QueueLog;
  /** Called when it is closed. */
  readonly left: () => void;
}

/** The parts of a queue tied together. */
export class StoredQueue implements Queue {
  readonly name: string;
  readonly bindings: readonly string[];
  readonly info$: Observable<QueueInfo>;
  readonly deadLetters: DeadLetters;
  readonly #parts: Parts;
  readonly #core: Core;
  readonly #arrivals: Arrivals;
  readonly #dispatcher: Dispatcher;
  readonly #left: () => void;
  readonly #watchers = new Set<() => void>();
  readonly #idle: { resolve(): void; reject(error: unknown): void }[] = [];
  #subscription: Subscription | undefined;
  #closing: Promise<void> | undefined;

  constructor({ bus, bind, settings, log, dead, left }: Opened) {
    this.name = log.name;
    this.#left = left;
    this.#core = coreOf(bus);
    this.bindings = bind === undefined ? [] : leavesOf(bind).map(({ kind, text }) => (kind === "glob" ? `glob(${text})` : text));
    const waiting = new Waiting(log, this.#core.clock, settings.ordered, {
      ready: (entry) => this.#dispatcher.ready(entry),
      expired: (entry) => burying.giveUp(entry, "expired"),
      lapsed: (entry) => this.#dispatcher.lapsed(entry),
      lost: (entry) => this.#dispatcher.lost(entry, "redriven or discarded"),
      changed: () => this.#changed(),
    });
    const tally = { published: 0, acked: 0, retried: 0, expired: 0, dropped: 0 };
    this.#parts = { name: this.name, bus, core: this.#core, settings, log, dead, waiting, tally, underWay: new Set() };
    const burying = new Burying(this.#parts);
    this.#arrivals = new Arrivals(this.#parts, burying);
    this.#dispatcher = new Dispatcher(this.#parts, burying);
    this.deadLetters = new Redriving(this.#parts, () => this.#closing !== undefined);
    this.info$ = coalesced(
      this.#core.clock,
      () => this.#info(),
      (changed) => {
        this.#watchers.add(changed);
        return () => this.#watchers.delete(changed);
      },
    );
    log.messageTtlMs = settings.messageTtlMs;
    inBackground(this.#parts, undefined, log.commit(log.remember(settings.dedupeWindow), settings.sync));
    waiting.start();
    dead.watchers.add(this.#changed);
    if (bind !== undefined) this.#bind(bus, bind);
  }

  consume(handler: (delivery: Delivery) => unknown, options: ConsumeOptions = {}): Consumer {
    this.#requireOpen();
    const consumer = this.#dispatcher.add(handler, options);
    this.#changed();
    return consumer;
  }
  async enqueue(input: EventDraft | BusEvent, options: EnqueueOptions = {}): Promise<void> {
    this.#requireOpen();
    requireInput(this.name, input);
    requireFrom(0, "delayMs", options.delayMs);
    requireFrom(0, "maxRetries", options.maxRetries);
    // A replayed event has been here when it was new.
    if ("replay" in input && input.replay !== undefined) return;
    await this.#arrivals.enter(this.#arrivals.make(input), options);
  }
  /** Whether an event has not left it. Walks over all that are in it. */
  holds({ source, id }: Pick<BusEvent, "source" | "id">): boolean {
    for (const entry of this.#parts.log.entries.values()) if (entry.id === id && entry.source === source) return true;
    return false;
  }
  // Asynchronous by contract: a queue may be in another context.
  async info(): Promise<QueueInfo> {
    return this.#info();
  }
  purge(): Promise<number> {
    return beforeClosing(this.#parts, this.#purge());
  }
  pause(): void {
    this.#dispatcher.paused = true;
    this.#changed();
  }
  resume(): void {
    if (this.#closing) return;
    this.#dispatcher.paused = false;
    this.#dispatcher.wake();
    this.#changed();
  }
  async idle(): Promise<void> {
    this.#requireOpen();
    if (!this.#isIdle) {
      await new Promise<void>((resolve, reject) => {
        this.#idle.push({ resolve, reject });
      });
    }
  }
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #purge(): Promise<number> {
    this.#requireOpen();
    const { log, waiting, settings } = this.#parts;
    const purged = [...log.entries.values()].filter(({ state }) => state === "ready" || state === "held" || state === "delayed");
    for (const entry of purged) waiting.begin(entry);
    try {
      await log.commit(
        purged.flatMap((entry) => log.removal(entry)),
        settings.sync,
      );
    } catch (error) {
      for (const entry of purged) waiting.restore(entry);
      throw error;
    }
    for (const entry of purged) log.remove(entry);
    return purged.length;
  }
  async #close(): Promise<void> {
    const { waiting, dead, underWay } = this.#parts;
    this.#dispatcher.close();
    await Promise.all(this.#dispatcher.consumers.map((consumer) => consumer.stop()));
    await this.#arrivals.settled();
    this.#subscription?.unsubscribe();
    await Promise.all(underWay);
    waiting.stop();
    dead.watchers.delete(this.#changed);
    for (const waiter of this.#idle.splice(0)) waiter.reject(new QueueClosedError(this.name));
    this.#left();
  }
  /** The handler's promise is the store's: that is what a publisher waits for, and learns from. */
  #bind(bus: Bus, bind: Selector): void {
    const { selector, enters } = compileBinding(bind);
    this.#subscription = bus.subscribe(selector, (event) => this.#arrivals.enter(event, {}), {
      name: `queue ${this.name}`,
      replays: false,
      // Ended by the filter when the queue closes: ending the subscription would call off what is on its way to the store.
      filter: (event) => this.#closing === undefined && (enters === undefined || enters(event)),
    });
  }

  readonly #changed = (): void => {
    for (const watcher of this.#watchers) watcher();
    if (this.#idle.length > 0 && this.#isIdle) for (const waiter of this.#idle.splice(0)) waiter.resolve();
  };
  get #isIdle(): boolean {
    return this.#parts.log.entries.size === 0 && this.#arrivals.size === 0;
  }
  #info(): QueueInfo {
    const { waiting, log, dead, tally } = this.#parts;
    const oldest: Entry | undefined = log.entries.values().next().value;
    return {
      name: this.name,
      bindings: this.bindings,
      ready: waiting.ready,
      unacked: waiting.out,
      delayed: waiting.delayed,
      dead: dead.entries.size,
      consumers: this.#dispatcher.consumers.length,
      paused: this.#dispatcher.paused,
      ...tally,
      // The clock may have been set back since.
      oldestMs: oldest ? Math.max(0, this.#core.clock.now() - oldest.enqueuedAt) : 0,
    };
  }
  #requireOpen(): void {
    if (this.#closing) throw new QueueClosedError(this.name);
  }
}
