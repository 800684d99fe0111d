import { Observable } from "rxjs";
import { type Bus, type Core, coreOf, type Subscription } from "../../bus/index.ts";
import { type BusEvent, type EventDraft, requireFrom, requireFunction, requireText, toCloudEvent } from "../../event/index.ts";
import { leavesOf, type Selector } from "../../routing/index.ts";
import type { Backoff } from "../backoff.ts";
import { compileBinding } from "../binding.ts";
import type { DeadLetters } from "../dead-letter.ts";
import { QueueClosedError } from "../errors.ts";
import { requireInput, type Settings } from "../options.ts";
import type { Consumer, ConsumeOptions, Delivery, EnqueueOptions, Queue, QueueInfo } from "../queue.ts";
import type { Line } from "./line.ts";
import { SharedConsumer } from "./shared-consumer.ts";
import { SharedLetters } from "./shared-letters.ts";
import type { TabGroup } from "./tab-group.ts";
import type { DeliverMessage, ToTab } from "./wire.ts";

interface Opened {
  readonly bus: Bus;
  readonly name: string;
  readonly bind: Selector | undefined;
  readonly settings: Settings;
  readonly group: TabGroup;
  /** Called when it is closed. */
  readonly left: () => Promise<void>;
}

/** A queue that several tabs have: what this one does with it goes to the tab that owns it. */
export class SharedQueue implements Queue {
  readonly name: string;
  readonly info$: Observable<QueueInfo>;
  readonly deadLetters: DeadLetters;
  readonly #opened: Opened;
  readonly #core: Core;
  readonly #bindings: readonly string[];
  readonly #line: Line;
  readonly #consumers = new Map<string, SharedConsumer>();
  readonly #entering = new Set<Promise<void>>();
  readonly #watchers = new Set<(info: QueueInfo) => void>();
  readonly #idle = new Set<(error: unknown) => void>();
  #subscription: Subscription | undefined;
  #made = 0;
  #paused = false;
  #closing: Promise<void> | undefined;

  constructor(opened: Opened) {
    const { bus, name, bind, group } = opened;
    this.#opened = opened;
    this.name = name;
    this.#core = coreOf(bus);
    this.#bindings = bind === undefined ? [] : leavesOf(bind).map(({ kind, text }) => (kind === "glob" ? `glob(${text})` : text));
    this.#line = {
      call: (method, ...args) => group.call(name, method, args),
      tell: (method, ...args) => group.tell(name, method, args),
    };
    this.info$ = new Observable((subscriber) => {
      const watcher = (info: QueueInfo) => subscriber.next(info);
      this.#watchers.add(watcher);
      this.#line.tell("watch", true);
      return () => {
        this.#watchers.delete(watcher);
        if (this.#watchers.size === 0) this.#line.tell("watch", false);
      };
    });
    const line: Line = { ...this.#line, call: (method, ...args) => this.#call(method, ...args) };
    this.deadLetters = new SharedLetters(line, this.#core, this.info$);
    group.queues.set(name, this);
  }

  /** For when this tab comes to be the owner. */
  get backoff(): Backoff {
    return this.#opened.settings.backoff;
  }
  /** Resolves when its owner has opened it, and lets events in from then on. @throws what the store rejects with */
  async open(): Promise<void> {
    await this.#line.call("open", this.#settingsText);
    const { bus, bind } = this.#opened;
    if (bind !== undefined) this.#bind(bus, bind);
  }
  consume(handler: (delivery: Delivery) => unknown, options: ConsumeOptions = {}): Consumer {
    this.#requireOpen();
    const { name } = this;
    if (typeof handler !== "function") throw new TypeError(`The handler of a consumer of "${name}" is ${typeof handler}: pass a function.`);
    requireFrom(1, `prefetch of a consumer of "${name}"`, options.prefetch);
    requireFunction(`filter of a consumer of "${name}"`, options.filter);
    requireText(`name of a consumer of "${name}"`, options.name);
    const number = ++this.#made;
    const id = `${name} ${number}`;
    const consumer = new SharedConsumer({
      text: {
        consumer: id,
        name: options.name ?? `${name}#${number}`,
        prefetch: options.prefetch ?? this.#opened.settings.prefetch,
        autoAck: options.autoAck ?? true,
        filters: options.filter !== undefined,
      },
      handler,
      filter: options.filter,
      backoff: this.backoff,
      core: this.#core,
      line: this.#line,
      left: () => this.#consumers.delete(id),
    });
    this.#consumers.set(id, consumer);
    return consumer;
  }
  async enqueue(input: EventDraft | BusEvent, options: EnqueueOptions = {}): Promise<void> {
    this.#requireOpen();
    requireInput(this.name, input);
    requireFrom(0, "delayMs", options.delayMs);
    requireFrom(0, "maxRetries", options.maxRetries);
    // A replayed event has been here when it was new.
    if ("replay" in input && input.replay !== undefined) return;
    const { stamper, kindOf, clock, cause } = this.#core;
    const context = { time: clock.now(), cause: cause?.round.event, replyTo: undefined };
    await this.#enter("input" in input ? stamper.stamp(input, input.definition ?? kindOf.get(input.type), context) : stamper.adopt(input, context), options);
  }
  async info(): Promise<QueueInfo> {
    return this.#asHere(await this.#call("info"));
  }
  async purge(): Promise<number> {
    return this.#call("purge");
  }
  pause(): void {
    this.#paused = true;
    this.#line.tell("pause", true);
  }
  resume(): void {
    this.#paused = false;
    this.#line.tell("pause", false);
  }
  async idle(): Promise<void> {
    this.#requireOpen();
    let closed: (error: unknown) => void = () => {};
    const ended = new Promise<never>((_, reject) => {
      this.#idle.add((closed = reject));
    });
    await Promise.race([this.#call("idle"), ended]).finally(() => this.#idle.delete(closed));
  }
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** What the owner had handed out is lost. */
  lose(how: string): void {
    for (const consumer of this.#consumers.values()) consumer.lose(how);
  }
  /** There is an owner, who knows nothing of this tab yet. */
  join(): void {
    this.#line.tell("open", this.#settingsText);
    if (this.#paused) this.#line.tell("pause", true);
    if (this.#watchers.size > 0) this.#line.tell("watch", true);
    for (const consumer of this.#consumers.values()) consumer.join();
  }
  hear(message: DeliverMessage | Extract<ToTab, { readonly kind: "lost" | "info" }>): void {
    if (message.kind === "deliver") this.#consumers.get(message.consumer)?.take(message);
    else if (message.kind === "lost") for (const consumer of this.#consumers.values()) consumer.lose(message.how, message.delivery);
    else for (const watcher of this.#watchers) watcher(this.#asHere(message.info));
  }

  async #close(): Promise<void> {
    await Promise.all(Array.from(this.#consumers.values(), (consumer) => consumer.stop()));
    await Promise.allSettled(this.#entering);
    this.#subscription?.unsubscribe();
    if (this.#paused) this.resume();
    if (this.#watchers.size > 0) this.#line.tell("watch", false);
    const error = new QueueClosedError(this.name);
    for (const reject of this.#idle) reject(error);
    this.#opened.group.queues.delete(this.name);
    await this.#opened.left();
  }
  #bind(bus: Bus, bind: Selector): void {
    const { selector, enters } = compileBinding(bind);
    this.#subscription = bus.subscribe(selector, (event) => this.#enter(event, {}), {
      name: `queue ${this.name}`,
      replays: false,
      // Ended by the filter when the queue closes: ending the subscription would call off what is on its way to the store.
      filter: (event) => this.#closing === undefined && (enters === undefined || enters(event)),
    });
  }
  #enter(event: BusEvent, options: EnqueueOptions): Promise<void> {
    const entering = this.#line.call("enqueue", toCloudEvent(event), options).finally(() => this.#entering.delete(entering));
    this.#entering.add(entering);
    return entering;
  }
  readonly #call: Line["call"] = async (method, ...args) => {
    this.#requireOpen();
    return this.#line.call(method, ...args);
  };
  #asHere(info: QueueInfo): QueueInfo {
    return { ...info, bindings: this.#bindings };
  }
  /** A backoff is a function, and stays here: retries bring their delay along. */
  get #settingsText(): Omit<Settings, "backoff"> {
    const { backoff: _, ...text } = this.#opened.settings;
    return text;
  }
  #requireOpen(): void {
    if (this.#closing) throw new QueueClosedError(this.name);
  }
}
