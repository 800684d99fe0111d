import { Observable } from "rxjs";
import { BusClosedError, BusError, type BusEvent, requireFrom, requireOneOf, TimeoutError } from "../event/index.ts";
import { describeSelector, type Selector } from "../routing/index.ts";
import type { Clock } from "../scheduling/index.ts";
import type { AnyHandler, AnyOptions } from "./subscriber.ts";
import type { IterateOptions, Subscription, WaitOptions } from "./subscription.ts";

/** What waiting needs of its bus. */
export interface WaitingHost {
  readonly clock: Clock;
  isClosed(): boolean;
  subscribe(selector: Selector, handler: AnyHandler, options: AnyOptions): Subscription;
}

const closedMessage = "The bus is closed: there will be no further event.";

/** The next event that matches. */
export function nextEvent(host: WaitingHost, selector: Selector, { filter, timeoutMs, signal }: WaitOptions<BusEvent> = {}): Promise<BusEvent> {
  return new Promise((resolve, reject) => {
    requireFrom(0, "timeoutMs", timeoutMs);
    if (signal?.aborted) return reject(signal.reason);
    if (host.isClosed()) return reject(new BusClosedError(closedMessage));
    const what = describeSelector(selector);
    const ends: (() => void)[] = [];
    const end = () => {
      for (const undo of ends) undo();
    };
    const fail = (error: unknown) => {
      // First: ending the subscription has a reason of its own to reject with.
      reject(error);
      end();
    };
    const take = (event: BusEvent) => {
      end();
      resolve(event);
    };
    const subscription = host.subscribe(selector, take, {
      name: `next(${what})`,
      once: true,
      filter,
      replays: false,
      // A filter that throws would otherwise leave the promise waiting, and nobody told.
      onError: ({ error }) => fail(error),
      onEnded: () => fail(host.isClosed() ? new BusClosedError(closedMessage) : new DOMException(`Waiting for ${what} was ended.`, "AbortError")),
    });
    ends.push(() => subscription.unsubscribe());
    if (timeoutMs !== undefined)
      ends.push(host.clock.schedule(() => fail(new TimeoutError(`No event matched ${what} within ${timeoutMs} ms.`)), timeoutMs, "normal"));
    if (signal) ends.push(onAbort(signal, () => fail(signal.reason)));
  });
}

/** What matches, as an RxJS stream: cold, never errors, completes when the bus closes, the signal aborts or the subscription is ended. */
export function streamEvents(host: WaitingHost, selector: Selector, options: AnyOptions): Observable<BusEvent> {
  return new Observable((observer) => {
    if (host.isClosed() || options.signal?.aborted) return observer.complete();
    const take = (event: BusEvent) => {
      observer.next(event);
      if (options.once) observer.complete();
    };
    const subscription = host.subscribe(selector, take, { name: `stream(${describeSelector(selector)})`, ...options, onEnded: () => observer.complete() });
    return () => subscription.unsubscribe();
  });
}

/** Async iteration over what matches; buffers what the loop is not ready for. */
export class EventIterator implements AsyncIterableIterator<BusEvent> {
  /** How many events found the buffer full and were not kept. */
  dropped = 0;
  readonly #host: WaitingHost;
  readonly #timeoutMs: number | undefined;
  readonly #size: number;
  readonly #overflow: NonNullable<IterateOptions<BusEvent>["overflow"]>;
  readonly #buffer: BusEvent[] = [];
  readonly #readers: { resolve(result: IteratorResult<BusEvent, undefined>): void; reject(error: unknown): void; cancelTimeout(): void }[] = [];
  readonly #ends: (() => void)[] = [];
  #ended = false;
  #error: { readonly reason: unknown } | undefined;

  /** Listens from here on, not from the first `next()`: nothing published in between is missed. @throws RangeError, TypeError for a bad option */
  constructor(host: WaitingHost, selector: Selector, options: IterateOptions<BusEvent> = {}) {
    const { bufferSize = 1000, overflow = "drop-oldest", filter, timeoutMs, signal } = options;
    requireFrom(1, "bufferSize", bufferSize);
    requireFrom(0, "timeoutMs", timeoutMs);
    requireOneOf(["drop-oldest", "drop-newest", "error"], "overflow", overflow);
    this.#host = host;
    this.#size = bufferSize;
    this.#overflow = overflow;
    this.#timeoutMs = timeoutMs;
    if (signal?.aborted) this.#fail(signal.reason);
    else if (host.isClosed()) this.#end();
    else this.#listen(selector, filter, signal);
  }
  #listen(selector: Selector, filter: AnyOptions["filter"], signal: AbortSignal | undefined): void {
    const host = this.#host;
    const name = `iterate(${describeSelector(selector)})`;
    const subscription = host.subscribe(selector, (event) => this.#take(event), {
      name,
      filter,
      replays: false,
      onError: ({ error }) => this.#fail(error),
      onEnded: () => this.#end(),
    });
    this.#ends.push(() => subscription.unsubscribe());
    if (signal) this.#ends.push(onAbort(signal, () => this.#fail(signal.reason)));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
  next(): Promise<IteratorResult<BusEvent, undefined>> {
    const event = this.#buffer.shift();
    if (event) return Promise.resolve({ done: false, value: event });
    if (this.#error) {
      const { reason } = this.#error;
      this.#error = undefined;
      return Promise.reject(reason);
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject, cancelTimeout: this.#limit() }));
  }
  return(): Promise<IteratorResult<BusEvent, undefined>> {
    this.#buffer.length = 0;
    this.#error = undefined;
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  #take(event: BusEvent): void {
    const reader = this.#readers.shift();
    if (reader) {
      reader.cancelTimeout();
      reader.resolve({ done: false, value: event });
    } else if (this.#buffer.length < this.#size) this.#buffer.push(event);
    else this.#overflowing(event);
  }
  #overflowing(event: BusEvent): void {
    this.dropped++;
    if (this.#overflow === "drop-oldest") {
      this.#buffer.shift();
      this.#buffer.push(event);
    } else if (this.#overflow === "error") {
      this.#fail(
        new BusError("ERR_BUFFER_OVERFLOW", `The loop is ${this.#size} events behind: make it faster, raise bufferSize, or choose what to drop with overflow.`),
      );
    }
  }
  #limit(): () => void {
    const ms = this.#timeoutMs;
    if (ms === undefined) return () => {};
    return this.#host.clock.schedule(() => this.#fail(new TimeoutError(`No further event within ${ms} ms.`)), ms, "normal");
  }
  #fail(reason: unknown): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader) {
      reader.cancelTimeout();
      reader.reject(reason);
    } else this.#error = { reason };
    this.#end();
  }
  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const undo of this.#ends) undo();
    for (const reader of this.#readers.splice(0)) {
      reader.cancelTimeout();
      reader.resolve({ done: true, value: undefined });
    }
  }
}

function onAbort(signal: AbortSignal, callback: () => void): () => void {
  signal.addEventListener("abort", callback, { once: true });
  return () => signal.removeEventListener("abort", callback);
}
