import type { BusEvent, Priority } from "../event/index.ts";
import { Fifo } from "../scheduling/index.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { Selector } from "../routing/index.ts";
import type { Handler, SubscribeOptions, Subscription } from "./subscription.ts";

export type AnyHandler = Handler<BusEvent>;
/** `onEnded` hears when somebody or the closing bus ends the subscription; not when `once` does. */
export type AnyOptions = SubscribeOptions<BusEvent> & { readonly onEnded?: () => void };

const defaultMaxPending = 10_000;
const bits: Readonly<Record<Priority, number>> = { immediate: 1, normal: 2, deferred: 4 };

/** What a subscriber tells its bus. */
export interface SubscriberHost {
  ended(subscriber: Subscriber): void;
  /** A call that waited for its turn will not get it. */
  skipWaiting(call: HandlerCall, by: string): void;
}

/** One subscription, as its owner sees it and as delivery uses it. */
export class Subscriber implements Subscription {
  readonly id: string;
  readonly name: string;
  readonly selector: Selector;
  readonly createdAt: number;
  handler: AnyHandler;
  filter: ((event: BusEvent) => boolean) | undefined;
  readonly once: boolean;
  readonly replays: boolean;
  readonly concurrency: "parallel" | "serial" | "latest" | "exhaust";
  readonly maxPending: number;
  readonly timeoutMs: number | undefined;
  readonly onError: AnyOptions["onError"];
  readonly onEnded: AnyOptions["onEnded"];
  /** Answers requests instead of hearing events. */
  readonly responds: boolean;
  /** Takes every event as it comes: there is nothing to ask before its handler is called. */
  readonly takesAll: boolean;
  delivered = 0;
  failed = 0;
  skipped = 0;
  /** Handler calls under way that have not settled. Most subscriptions never have one. */
  readonly running = new Set<HandlerCall>();
  readonly waiting = new Fifo<HandlerCall>();
  /** The call whose synchronous part runs right now. */
  current: HandlerCall | undefined;
  readonly #priorities: number;
  readonly #host: SubscriberHost;
  #active = true;
  #stopListening: (() => void) | undefined;

  constructor(
    id: string,
    name: string,
    selector: Selector,
    createdAt: number,
    handler: AnyHandler,
    options: AnyOptions,
    host: SubscriberHost,
    responds = false,
  ) {
    this.id = id;
    this.name = name;
    this.selector = selector;
    this.createdAt = createdAt;
    this.handler = handler;
    this.filter = options.filter;
    this.once = options.once ?? false;
    this.replays = options.replays ?? true;
    this.concurrency = options.concurrency ?? "parallel";
    this.maxPending = options.maxPending ?? defaultMaxPending;
    this.timeoutMs = options.timeoutMs;
    this.onError = options.onError;
    this.onEnded = options.onEnded;
    this.responds = responds;
    this.#priorities = [options.priority ?? []].flat().reduce((mask, priority) => mask | bits[priority], 0);
    this.takesAll = !responds && !this.once && this.replays && this.filter === undefined && this.#priorities === 0 && this.concurrency === "parallel";
    this.#host = host;
  }

  get active(): boolean {
    return this.#active;
  }
  get stats(): Subscription["stats"] {
    const { delivered, failed, skipped } = this;
    return { delivered, failed, skipped, pending: this.running.size + this.waiting.size };
  }
  /** Why an event that its selector matches is not for it. Calls the subscription's filter, which may throw. */
  refuses(event: BusEvent): "wrong-priority" | "ignores-replays" | "filtered" | undefined {
    if (this.#priorities !== 0 && (this.#priorities & bits[event.priority]) === 0) return "wrong-priority";
    if (!this.replays && event.replay !== undefined) return "ignores-replays";
    return this.filter === undefined || this.filter(event) ? undefined : "filtered";
  }

  unsubscribe(): void {
    const ended = this.retire();
    // One that `once` has retired may still be running.
    if (!ended && this.running.size === 0 && this.current === undefined) return;
    const reason = new DOMException("The subscription has ended.", "AbortError");
    this.current?.abort(reason);
    for (const call of this.running) call.abort(reason);
    for (const call of this.waiting.clear()) this.#host.skipWaiting(call, "unsubscribed");
    if (!this.current) this.release();
    if (ended) this.onEnded?.();
  }
  /** Lets go of what the application handed over: remembered routes and reports may know an ended subscription for a while yet. */
  release(): void {
    this.handler = nobody;
    this.filter = undefined;
  }
  [Symbol.dispose](): void {
    this.unsubscribe();
  }
  /** Ends the subscription but lets what runs go on: what `once` does. `false` when it had ended before. */
  retire(): boolean {
    if (!this.#active) return false;
    this.#active = false;
    this.#stopListening?.();
    this.#host.ended(this);
    return true;
  }
  /** Ends the subscription when the signal aborts. */
  listenTo(signal: AbortSignal): void {
    const end = () => this.unsubscribe();
    signal.addEventListener("abort", end, { once: true });
    this.#stopListening = () => signal.removeEventListener("abort", end);
  }
}

function nobody(): void {}
